import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { dynamoClient, eventBridgeClient, type Patience } from '../aws/clients.ts';
import { observer } from '../observability/observer.ts';
import { tracing } from '../observability/tracing.ts';
import type { GroundEnv } from './env.ts';
import { jobStore } from './job-store.ts';
import { lockStore } from './lock-store.ts';
import { publisher } from './outbox.ts';

/** What every function stands on, be it a stage or a front door: how it is watched, the jobs, the bus. */
export const ground = (env: GroundEnv, patience?: Patience) => {
  const logger = new Logger();
  const metrics = new Metrics();
  const tracer = new Tracer();
  const traced = <Client>(client: Client): Client => tracer.captureAWSv3Client(client);
  const traces = tracing(tracer, env.AWS_LAMBDA_FUNCTION_NAME);
  const dynamo = traced(dynamoClient(patience));
  const eventBridge = traced(eventBridgeClient(patience));
  return {
    logger,
    metrics,
    tracer,
    traces,
    traced,
    dynamo,
    eventBridge,
    locks: lockStore(dynamo, env.JOBS_TABLE),
    deps: {
      jobs: jobStore(dynamo, env.JOBS_TABLE),
      publish: publisher(eventBridge, env.EVENT_BUS),
      observer: observer(logger, metrics),
      now: () => new Date(),
      traceHeader: traces.header,
    },
  };
};

export type Ground = ReturnType<typeof ground>;
