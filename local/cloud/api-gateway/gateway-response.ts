import type { CustomResponse } from './custom-response.ts';
import type { GatewayError } from './gateway-error.ts';
import type { ApiReply } from './reply.ts';
import { type ApiRequest, header, mediaType } from './request.ts';
import { fillTemplate } from './template-variables.ts';

const json = 'application/json';
const plain: CustomResponse = {
  responseParameters: {},
  responseTemplates: { [json]: '{"message":$context.error.messageString}' },
};

type Custom = Readonly<Record<string, CustomResponse>>;

const responseFor = (error: GatewayError, custom: Custom): CustomResponse => {
  if (error.type === 'EMBEDDED') return plain;
  const family = error.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return custom[error.type] ?? custom[family] ?? plain;
};

/** The template of the type that the caller accepts, else the one for JSON, else the first. */
const templateFor = (
  { responseTemplates: templates }: CustomResponse,
  request: ApiRequest,
): readonly [string, string] => {
  const type = [mediaType(header(request, 'accept')), json].find((known) => Object.hasOwn(templates, known));
  const found = type === undefined ? Object.entries(templates)[0] : ([type, templates[type] ?? ''] as const);
  return found ?? [json, plain.responseTemplates[json] ?? ''];
};

type Value = (name: string, request: ApiRequest) => string | undefined;

/** Where a header of a gateway response may come from, besides a literal and the context. */
const sources: Readonly<Record<string, Value>> = {
  'method.request.header.': (name, request) => header(request, name.toLowerCase()),
  'method.request.querystring.': (name, { query }) => query.findLast(([known]) => known === name)?.[1],
};

const headerFrom = (
  from: string,
  request: ApiRequest,
  variables: Readonly<Record<string, unknown>>,
): string | undefined => {
  const [, literal] = /^'(.*)'$/s.exec(from) ?? [];
  if (literal !== undefined) return literal;
  const source = Object.entries(sources).find(([prefix]) => from.startsWith(prefix));
  return source ? source[1](from.slice(source[0].length), request) : fillTemplate(`$${from}`, variables);
};

const prefix = 'gatewayresponse.header.';

/**
 * What API Gateway answers in place of a function, in the shape the definition gives it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export const gatewayResponse = (
  error: GatewayError,
  custom: Custom,
  request: ApiRequest,
  context: object,
  stageVariables: Readonly<Record<string, string>>,
): ApiReply => {
  const response = responseFor(error, custom);
  const { message, type, detail } = error;
  const told = {
    message,
    messageString: JSON.stringify(message),
    responseType: type,
    validationErrorString: detail,
  };
  const variables = { context: { ...context, error: told }, stageVariables };
  const [contentType, template] = templateFor(response, request);
  const own = Object.entries(response.responseParameters).flatMap(([name, from]): [string, string][] => {
    const value = name.startsWith(prefix) ? headerFrom(from, request, variables) : undefined;
    return value === undefined ? [] : [[name.slice(prefix.length), value]];
  });
  const typed = own.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: response.statusCode ?? error.status,
    headers: [
      ...(typed ? [] : [['Content-Type', contentType] as const]),
      ...own,
      ['x-amzn-ErrorType', error.errorType],
    ],
    body: Buffer.from(fillTemplate(template, variables)),
  };
};
