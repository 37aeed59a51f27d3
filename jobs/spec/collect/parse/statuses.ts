/** https://www.iana.org/assignments/http-status-codes, by the words that libraries name them with. */
const byWords: Readonly<Record<string, number>> = {
  ok: 200,
  created: 201,
  accepted: 202,
  nocontent: 204,
  partialcontent: 206,
  movedpermanently: 301,
  found: 302,
  seeother: 303,
  notmodified: 304,
  temporaryredirect: 307,
  permanentredirect: 308,
  badrequest: 400,
  unauthorized: 401,
  unauthenticated: 401,
  notauthenticated: 401,
  authentication: 401,
  paymentrequired: 402,
  forbidden: 403,
  permissiondenied: 403,
  accessdenied: 403,
  notfound: 404,
  methodnotallowed: 405,
  notacceptable: 406,
  requesttimeout: 408,
  conflict: 409,
  gone: 410,
  preconditionfailed: 412,
  payloadtoolarge: 413,
  requestentitytoolarge: 413,
  entitytoolarge: 413,
  unsupportedmediatype: 415,
  unprocessableentity: 422,
  unprocessablecontent: 422,
  unprocessable: 422,
  validation: 422,
  locked: 423,
  faileddependency: 424,
  toomanyrequests: 429,
  internalservererror: 500,
  internal: 500,
  internalserver: 500,
  notimplemented: 501,
  badgateway: 502,
  serviceunavailable: 503,
  gatewaytimeout: 504,
};

/** NOT_FOUND, NotFoundException, NotFoundError, HTTP_404_NOT_FOUND -> 404 */
export const statusByName = (name: string): number | undefined => {
  const numbered = /(?:^|_)([1-5]\d\d)(?:_|$)/.exec(name)?.[1];
  if (numbered) return Number(numbered);
  const words = name
    .replace(/^HTTP_?/, '')
    .replace(/(Exception|Error|HttpError|Response)$/, '')
    .replace(/[_\s]/g, '')
    .toLowerCase();
  return Object.hasOwn(byWords, words) ? byWords[words] : undefined;
};
