import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ObjectStore } from '../aws/object-store.ts';
import type { Observer } from '../observability/observer.ts';
import type { Route } from './consumer.ts';
import { type Drop, dropOf, dropsPrefix, timeOfArrival } from './drop.ts';
import type { DropStore } from './drop-store.ts';
import { schedulerSource } from './watchdog.ts';

export type SweepDeps = {
  readonly inputs: ObjectStore;
  readonly drops: DropStore;
  readonly offer: (drop: Drop) => Promise<void>;
  readonly observer: Observer;
  readonly now: () => Date;
};

/** S3 delivers most notifications within a minute; what intake has not heard of after this long, it never will. */
const unheardAfterMs = 15 * 60_000;

/** What is done every hour, one after the other; the message that asks for it comes back while one of them fails. */
export const hourly = (tasks: readonly (() => Promise<void>)[]): Route => ({
  source: schedulerSource,
  type: 'CleanupDue',
  async handle() {
    const failures: unknown[] = [];
    for (const task of tasks) await task().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return { code: 'EVENT_HANDLED', decision: 'completed' };
  },
});

/** Offers intake the drops that no notification told it of, so that a lost one loses nothing. */
export const sweep = (deps: SweepDeps) => async (): Promise<void> => {
  const newest = await newestObjects(deps.inputs);
  let offered = 0;
  for (const { drop, time } of newest.values()) {
    if (deps.now().getTime() - time < unheardAfterMs || (await isKnown(drop, time, deps.drops))) continue;
    await deps.offer(drop);
    deps.observer.warn('DROP_OFFERED_AGAIN', { folder: drop.folder });
    offered++;
  }
  deps.observer.log('SWEEP_DONE', { drops: newest.size, offered });
};

const newestObjects = async (inputs: ObjectStore): Promise<Map<string, { drop: Drop; time: number }>> => {
  const newest = new Map<string, { drop: Drop; time: number }>();
  for await (const { key, lastModified } of inputs.list(dropsPrefix)) {
    const drop = dropOf(key);
    if (!drop) continue;
    const time = Math.max(Date.parse(lastModified), newest.get(drop.prefix)?.time ?? 0);
    newest.set(drop.prefix, { drop, time });
  }
  return newest;
};

/** S3 tells an object's time in whole seconds, intake notes an arrival some moments after it. */
const isKnown = async (drop: Drop, time: number, drops: DropStore): Promise<boolean> => {
  const record = await drops.get(drop);
  return record !== undefined && timeOfArrival(record.newest).getTime() >= time;
};

/** Offers a drop by the same message that S3 would have caused. */
export const offerTo =
  (sqs: SQSClient, queueUrl: string, now: () => Date) =>
  async ({ prefix }: Drop): Promise<void> => {
    const time = now().toISOString();
    const detail = { object: { key: prefix.endsWith('/') ? `${prefix}_OFFERED` : prefix }, requester: 'dropforge' };
    const body = { id: `sweep#${prefix}#${time}`, source: 'aws.s3', 'detail-type': 'Object Created', time, detail };
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
  };
