import type { APIGatewayProxyResult } from 'aws-lambda';
import { type ApiProblem, problemOf } from '../api-problem.ts';

export type Headers = Readonly<Record<string, string>>;

/** https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers */
const security: Headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** As every reply is: with the headers that make it safe, and the id it is logged under. */
export const reply = (
  statusCode: number,
  correlationId: string,
  headers: Headers,
  body = '',
): APIGatewayProxyResult => ({
  statusCode,
  headers: { ...security, 'X-Correlation-Id': correlationId, ...headers },
  body,
});

export const jsonReply = (status: number, correlationId: string, body: unknown): APIGatewayProxyResult =>
  reply(status, correlationId, { 'Content-Type': 'application/json' }, JSON.stringify(body));

/** application/problem+json, RFC 9457. */
export const problemReply = (problem: ApiProblem, correlationId: string): APIGatewayProxyResult => {
  const { status, retryAfterSeconds, allow } = problem;
  const headers = {
    'Content-Type': 'application/problem+json',
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }),
    ...(allow && { Allow: allow.join(', ') }),
  };
  return reply(status, correlationId, headers, JSON.stringify(problemOf(problem, correlationId)));
};
