import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { consumer } from '#shared/pipeline/consumer.ts';
import type { Start } from '../lambda/mapping.ts';
import type { World } from '../services/world.ts';
import { runtimeOf, type Services } from './deps.ts';
import { routes } from './routes.ts';

/** Starts instances of the stages' functions: routes, record loop and partial failures as they are deployed. */
export const startWith =
  (services: Services, world: World): Start =>
  (settings, caller) => {
    const runtime = runtimeOf(settings, services, caller, world);
    const handle = middy(consumer(routes[settings.name](runtime), runtime.consumerDeps)).use(
      sqsPartialBatchFailure({ logger: () => undefined }),
    );
    return async (event: SQSEvent): Promise<SQSBatchResponse> =>
      (await handle(event, {} as Context)) as unknown as SQSBatchResponse;
  };
