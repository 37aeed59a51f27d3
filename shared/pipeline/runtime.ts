import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import { sqsClient } from '../aws/clients.ts';
import { publishMetrics } from '../observability/publish-metrics.ts';
import { type ConsumerDeps, consumer, type Route } from './consumer.ts';
import { dropStore } from './drop-store.ts';
import type { BaseEnv } from './env.ts';
import { ground } from './ground.ts';
import { isProduction } from './is-production.ts';
import { partStore } from './part-store.ts';
import { stageQueue } from './queue.ts';
import type { StageDeps } from './stage.ts';

/** What every stage's function stands on, made once when it starts. */
export const runtime = (env: BaseEnv) => {
  const { logger, metrics, tracer, traces, traced, dynamo, locks, deps } = ground(env);
  const sqs = traced(sqsClient());
  const drops = (retentionDays: number) => dropStore(dynamo, env.JOBS_TABLE, retentionDays);
  const parts = (retentionDays: number) => partStore(dynamo, env.JOBS_TABLE, retentionDays);
  const queue = stageQueue(sqs, { queueUrl: env.QUEUE_URL, deadLetterQueueUrl: env.DEAD_LETTER_QUEUE_URL });
  const stageDeps: StageDeps = {
    ...deps,
    leaseSeconds: env.TIMEOUT_SECONDS,
    isProduction: isProduction(env.STAGE),
  };
  const consumerDeps: ConsumerDeps = {
    queue,
    observer: stageDeps.observer,
    maxReceiveCount: env.MAX_RECEIVE_COUNT,
    backoffBaseSeconds: env.BACKOFF_SECONDS,
    tracing: traces,
  };

  /** The Lambda handler of a function that consumes its queue by these routes. */
  const lambda = (routes: readonly Route[]) =>
    middy(consumer(routes, consumerDeps))
      .use(captureLambdaHandler(tracer, { captureResponse: false }))
      .use(injectLambdaContext(logger))
      .use(publishMetrics(metrics))
      // The consumer has logged each failure already; the middleware would log whole records.
      .use(sqsPartialBatchFailure({ logger: () => undefined }));

  return { traced, sqs, dynamo, queue, drops, locks, parts, stageDeps, lambda };
};
