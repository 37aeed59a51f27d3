import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { OperationDefinition } from '#schemas/api/operation.ts';
import type { FieldError } from '#schemas/api/problem.ts';
import type { RawRequest } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { bodyOf } from './body.ts';
import { headerOf } from './header.ts';

type Parts = Omit<RawRequest, 'caller' | 'correlationId'>;

const refuse = (errors: readonly FieldError[]): void => {
  if (errors.length > 0) throw new ApiProblem('INVALID_REQUEST', 'The address is not as it must be.', { errors });
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** The path's parameters as the router matched them, decoded once. */
const pathOf = ({ pathParameters }: APIGatewayProxyEvent): Readonly<Record<string, string>> => {
  const values = Object.entries(pathParameters ?? {}).map(([name, value = '']) => [name, decoded(value)] as const);
  refuse(
    values
      .filter(([, value]) => value === undefined)
      .map(([name]) => ({ in: 'path', pointer: `/${name}`, message: 'is not percent-encoded UTF-8' })),
  );
  return Object.fromEntries(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
};

/** Each parameter that the operation knows, given once: which of two should count is nobody's guess. */
const queryOf = (event: APIGatewayProxyEvent, { query }: OperationDefinition['request']) => {
  const many = event.multiValueQueryStringParameters ?? {};
  const names = Object.keys(query?.shape ?? {});
  refuse(
    names
      .filter((name) => Object.hasOwn(many, name) && (many[name]?.length ?? 0) > 1)
      .map((name) => ({ in: 'query', pointer: `/${name}`, message: 'is given more than once' })),
  );
  return event.queryStringParameters ?? {};
};

const headersOf = (event: APIGatewayProxyEvent, { headers }: OperationDefinition['request']) =>
  Object.fromEntries(
    Object.keys(headers?.shape ?? {}).flatMap((name) => {
      const value = headerOf(event, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The parts of a request that the operation asks for, as they came. Throws an `ApiProblem` for what cannot be read. */
export const rawRequest = async (event: APIGatewayProxyEvent, operation: OperationDefinition): Promise<Parts> => ({
  path: pathOf(event),
  query: queryOf(event, operation.request),
  headers: headersOf(event, operation.request),
  body: await bodyOf(event, operation),
});
