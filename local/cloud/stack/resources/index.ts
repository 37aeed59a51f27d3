import type { Kind } from '../kind.ts';
import { apiStage } from './api-stage.ts';
import { archive } from './archive.ts';
import { bucket } from './bucket.ts';
import { eventBus } from './event-bus.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import { lambdaFunction } from './function.ts';
import { gatewayResponse } from './gateway-response.ts';
import { notEmulated, standIn } from './not-emulated.ts';
import { queue } from './queue.ts';
import { restApi } from './rest-api.ts';
import { role } from './role.ts';
import { rule } from './rule.ts';
import { schedule } from './schedule.ts';
import { subscription } from './subscription.ts';
import { table } from './table.ts';
import { topic } from './topic.ts';

/** Every CloudFormation type the embedded cloud knows: those it emulates, and those it knowingly does not. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
  [
    apiStage,
    archive,
    bucket,
    eventBus,
    eventSourceMapping,
    gatewayResponse,
    lambdaFunction,
    queue,
    restApi,
    role,
    rule,
    schedule,
    subscription,
    table,
    topic,
    ...Object.keys(notEmulated).map(standIn),
  ].map((kind) => [kind.type, kind]),
);
