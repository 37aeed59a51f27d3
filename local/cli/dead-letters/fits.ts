import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { type EventBridgeEnvelope, eventBridgeEnvelope, eventSource } from '#schemas/event.ts';
import { inventoryOptions } from '#schemas/inventory/options.ts';
import { isObject } from '#schemas/json.ts';
import type { StageName } from '#schemas/names.ts';
import { pathsOf } from '#shared/pipeline/consumer.ts';
import { objectCreatedDetail, settlingDetail, settlingSource, settlingType } from '#shared/pipeline/intake.ts';
import { schedulerSource } from '#shared/pipeline/watchdog.ts';
import { parsedBody } from './letter.ts';

/** What a stage takes, and what its `detail` must look like. */
type Taken = { readonly source: string; readonly type: string; readonly detail: z.ZodType };

const anything = z.unknown();
const scanOptions = z.preprocess(
  (asked) => ({ live: true, ...(isObject(asked) ? asked : {}), kind: 'inventory' }),
  inventoryOptions,
);

/** What reaches a stage besides the events of the catalogue. */
const besides: Readonly<Record<StageName, readonly Taken[]>> = {
  intake: [
    { source: 'aws.s3', type: 'Object Created', detail: objectCreatedDetail },
    { source: settlingSource, type: settlingType, detail: settlingDetail },
    { source: schedulerSource, type: 'InventoryDue', detail: scanOptions },
  ],
  collector: [],
  generator: [],
  validator: [],
  notifier: [{ source: schedulerSource, type: 'DigestDue', detail: anything }],
  cleanup: [
    { source: schedulerSource, type: 'WatchdogDue', detail: anything },
    { source: schedulerSource, type: 'CleanupDue', detail: anything },
  ],
};

/** Everything that a stage takes. */
export const takenBy = (stage: StageName): readonly Taken[] => [
  ...catalogue
    .filter(({ consumers }) => (consumers as readonly StageName[]).includes(stage))
    .map(({ type, detail }) => ({ source: eventSource, type, detail })),
  ...besides[stage],
];

const unfitDetail = (stage: StageName, { source, 'detail-type': type, detail }: EventBridgeEnvelope) => {
  const taken = takenBy(stage).find((each) => each.source === source && each.type === type);
  if (!taken) return `the ${stage} takes no "${type}" from "${source}"`;
  const { error } = taken.detail.safeParse(detail);
  return error && `not a ${type}: ${pathsOf(error)}`;
};

/** Why a stage could never handle this body; undefined if it reads as something that it takes. */
export const whyUnfit = (stage: StageName, body: string): string | undefined => {
  const json = parsedBody(body);
  if (json === undefined) return 'it is not JSON';
  const envelope = eventBridgeEnvelope.safeParse(json);
  return envelope.success
    ? unfitDetail(stage, envelope.data)
    : `it is not an EventBridge event: ${pathsOf(envelope.error)}`;
};
