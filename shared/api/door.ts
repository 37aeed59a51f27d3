import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy, { type MiddyHandlerObject } from '@middy/core';
import type { Context } from 'aws-lambda';
import { atOnce } from '../aws/clients.ts';
import { publishMetrics } from '../observability/publish-metrics.ts';
import type { DoorEnv } from '../pipeline/env.ts';
import { ground } from '../pipeline/ground.ts';
import { api } from './api.ts';
import { handlers } from './handlers.ts';
import { rateLimit, rateLimited } from './rate-limit.ts';

/** What the function of every front door stands on, made once when it starts: the operations, and how it is watched. */
export const door = (env: DoorEnv) => {
  const own = ground(env, atOnce);
  const { logger, metrics, tracer, dynamo, deps } = own;
  const { observer, now } = deps;
  const limit = rateLimit(dynamo, env.JOBS_TABLE, { perSecond: env.API_RATE_PER_SECOND, now });

  /** The Lambda handler of a door. */
  const lambda = <Event, Result>(
    handler: (event: Event, context: Context, invocation: MiddyHandlerObject) => Promise<Result>,
  ) =>
    middy(handler)
      .use(captureLambdaHandler(tracer, { captureResponse: false }))
      .use(injectLambdaContext(logger))
      .use(publishMetrics(metrics));

  return { lambda, observer, limit, api: rateLimited(api(handlers(env, own)), limit) };
};
