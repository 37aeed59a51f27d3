/**
 * S3's errors of a form upload, with their status. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const codes = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPolicyDocument: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MaxPostPreDataLengthExceeded: 400,
  NotImplemented: 501,
  SignatureDoesNotMatch: 403,
} as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Why S3 does not take a form, as S3 says it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: keyof typeof codes;
  readonly details: Readonly<Record<string, number>>;
  constructor(code: keyof typeof codes, message: string, details: Readonly<Record<string, number>> = {}) {
    super(message);
    this.code = code;
    this.status = codes[code];
    this.details = details;
  }

  /** The body of the reply. */
  xml(requestId: string): string {
    const elements = { Code: this.code, Message: this.message, ...this.details, RequestId: requestId };
    const inner = Object.entries(elements).map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner.join('')}</Error>`;
  }
}
