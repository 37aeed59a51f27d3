import type { MiddyHandlerObject } from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { type Operation, operations } from '#schemas/api/operations/index.ts';
import { correlated } from '../../observability/correlation.ts';
import type { Observer } from '../../observability/observer.ts';
import type { Api } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Caller } from '../caller.ts';
import { problemFor } from '../problem-for.ts';
import { callerOf } from './caller-of.ts';
import { correlationIdOf } from './correlation-id.ts';
import { cors } from './cors.ts';
import { rawRequest } from './raw-request.ts';
import { jsonReply, problemReply, reply } from './reply.ts';
import { unrouted } from './unrouted.ts';

export type RestApiDeps = {
  readonly api: Api;
  /** ARNs of principals that see everybody's jobs; `*` at an end stands for any rest. */
  readonly admins: readonly string[];
  /** Whose pages may call: scheme, host and port. */
  readonly corsOrigins: readonly string[];
  readonly observer: Observer;
};

type Work = (correlationId: string) => Promise<APIGatewayProxyResult>;

const anyone: Caller = { principal: 'anyone', isAdmin: false };

/**
 * The Lambda function behind API Gateway's proxy integration (payload 1.0): each row of the table of operations is a route.
 * It never rejects: what goes wrong is a problem (RFC 9457) with the id under which it is logged.
 */
export const restApi = ({ api, admins, corsOrigins, observer }: RestApiDeps) => {
  const origins = cors(corsOrigins);

  /** Does `work`, tells how it went, and gives its reply what every reply has. */
  const answer = async (operation: string, event: APIGatewayProxyEvent, work: Work): Promise<APIGatewayProxyResult> => {
    const correlationId = correlationIdOf(event);
    const startedAt = performance.now();
    const refused = (error: unknown) => {
      const problem = problemFor(error);
      if (problem !== error) observer.failed(operation, error);
      return problemReply(problem, correlationId);
    };
    return correlated({ correlationId }, async () => {
      const result = await work(correlationId).catch(refused);
      observer.answered(operation, result.statusCode, performance.now() - startedAt);
      return { ...result, headers: { ...result.headers, ...origins.headers(event) } };
    });
  };

  const ask = async (operation: Operation, event: APIGatewayProxyEvent, correlationId: string) => {
    const caller = callerOf(event, admins) ?? ('isPublic' in operation ? anyone : undefined);
    if (!caller)
      throw new ApiProblem('UNAUTHENTICATED', 'Sign the request (AWS Signature Version 4), or send a token.');
    const { status, body } = await api(operation.id, {
      ...(await rawRequest(event, operation)),
      caller,
      correlationId,
    });
    return jsonReply(status, correlationId, body);
  };

  const route = httpRouter<APIGatewayProxyEvent, APIGatewayProxyResult>({
    routes: operations.map((operation) => ({
      method: operation.method,
      path: operation.path,
      handler: (event: APIGatewayProxyEvent) => answer(operation.id, event, (id) => ask(operation, event, id)),
    })),
    notFoundResponse: unrouted,
  });

  return async (
    event: APIGatewayProxyEvent,
    context: Context,
    invocation: MiddyHandlerObject,
  ): Promise<APIGatewayProxyResult> => {
    const preflight = origins.preflight(event);
    if (preflight) return answer('preflight', event, async (id) => reply(204, id, preflight));
    try {
      // The router takes the gateway's parameters before its own; those are decoded, and differently by each gateway.
      return (await route({ ...event, pathParameters: null }, context, invocation)) as APIGatewayProxyResult;
    } catch (error) {
      return answer('none', event, () => Promise.reject(error));
    }
  };
};
