import * as z from 'zod';
import { nameInArn } from '../place.ts';
import type { EventBridge } from './bus.ts';
import { parsePutEvents, RequestError } from './put-events.ts';

type Operation = (bridge: EventBridge, body: string) => unknown;

/** An operation whose request is that schema. Throws a `RequestError` for one that AWS refuses as a whole. */
const operation =
  <Schema extends z.ZodType>(schema: Schema, run: (bridge: EventBridge, request: z.infer<Schema>) => unknown) =>
  (bridge: EventBridge, body: string): unknown => {
    const request = schema.safeParse(JSON.parse(body));
    if (request.success) return run(bridge, request.data);
    throw new RequestError('ValidationException', z.prettifyError(request.error));
  };

const name = z.object({ Name: z.string().default('default') });
const rule = z.object({ Name: z.string(), EventBusName: z.string().default('default').transform(nameInArn) });
const archive = z.object({ ArchiveName: z.string() });
const replay = z.object({ ReplayName: z.string() });
const startReplay = replay.extend({
  EventSourceArn: z.string(),
  EventStartTime: z.number(),
  EventEndTime: z.number(),
  Destination: z.object({ Arn: z.string(), FilterArns: z.array(z.string()).optional() }),
});

/** What of EventBridge functions and operators use, by the `x-amz-target` of the request. */
export const operations: Readonly<Record<string, Operation>> = {
  'AWSEvents.PutEvents': (bridge, body) => bridge.put(parsePutEvents(body)),
  'AWSEvents.DescribeEventBus': operation(name, (bridge, { Name }) => bridge.describe(nameInArn(Name))),
  'AWSEvents.DescribeRule': operation(rule, (bridge, { Name, EventBusName }) =>
    bridge.describeRule(Name, EventBusName),
  ),
  'AWSEvents.EnableRule': operation(rule, (bridge, { Name, EventBusName }) =>
    bridge.setRule(Name, EventBusName, 'ENABLED'),
  ),
  'AWSEvents.DisableRule': operation(rule, (bridge, { Name, EventBusName }) =>
    bridge.setRule(Name, EventBusName, 'DISABLED'),
  ),
  'AWSEvents.DescribeArchive': operation(archive, ({ archives }, { ArchiveName }) => archives.describe(ArchiveName)),
  'AWSEvents.StartReplay': operation(startReplay, ({ archives }, request) => archives.start(request)),
  'AWSEvents.DescribeReplay': operation(replay, ({ archives }, { ReplayName }) => archives.describeReplay(ReplayName)),
};
