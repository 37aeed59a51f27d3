import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type * as z from 'zod';
import type { healthReply } from '#schemas/api/health.ts';
import { ApiProblem, problemOf } from '#shared/api/api-problem.ts';
import packageJson from '../../package.json' with { type: 'json' };

const reply = (statusCode: number, contentType: string, body: object): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'Content-Type': contentType },
  body: JSON.stringify(body),
});

const health: z.infer<typeof healthReply> = { status: 'OK', version: packageJson.version };

export const handler = async ({ httpMethod, path, requestContext }: APIGatewayProxyEvent) => {
  if (httpMethod === 'GET' && path === '/v1/health') return reply(200, 'application/json', health);
  const problem = new ApiProblem('NOT_FOUND', `There is no ${httpMethod} of that path.`);
  return reply(problem.status, 'application/problem+json', problemOf(problem, requestContext.requestId));
};
