import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Caller } from '../services/call.ts';
import type { Queues } from '../services/sqs.ts';
import type { World } from '../services/world.ts';
import type { StageSettings } from '../stages/settings.ts';

/** One execution environment of a function: takes one batch at a time. */
export type Instance = Caller & {
  isBusy: boolean;
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
};

export type Start = (settings: StageSettings, caller: Caller) => Instance['handler'];

/** How long SQS and Lambda take to find each other. */
const pollMs = { least: 5, most: 400 } as const;

/**
 * Event source mappings: each queue's visible messages become batches for the function's instances, which are ended at its timeout. What an
 * instance took and did not report as failed is deleted; what a dead one took comes back once its visibility timeout is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const eventSourceMappings = (world: World, queues: Queues, stages: readonly StageSettings[], start: Start) => {
  const { time, chance, faults, trace } = world;
  const instances = new Map<string, Instance[]>();
  let [started, running] = [0, 0];

  const startInstance = (settings: StageSettings): Instance => {
    const name = `${settings.name}-${started++}`;
    const caller: Caller = {
      name,
      isAlive: true,
      die() {
        caller.isAlive = false;
      },
    };
    return Object.assign(caller, { isBusy: false, handler: start(settings, caller) });
  };

  const idleInstance = (settings: StageSettings): Instance => {
    const alive = (instances.get(settings.name) ?? []).filter(({ isAlive }) => isAlive);
    const idle = alive.find(({ isBusy }) => !isBusy) ?? startInstance(settings);
    instances.set(settings.name, alive.includes(idle) ? alive : [...alive, idle]);
    return idle;
  };

  const invoke = (settings: StageSettings, records: SQSRecord[]): void => {
    const instance = idleInstance(settings);
    instance.isBusy = true;
    running += 1;
    for (const { messageId, attributes, body } of records)
      trace.add(instance.name, `took ${messageId}, received ${attributes.ApproximateReceiveCount} times`, body);
    const ended = () => {
      cancelTimeout();
      if (instance.isBusy) running -= 1;
      instance.isBusy = false;
    };
    const cancelTimeout = time.after(settings.timeoutSeconds * 1000, () => {
      trace.add(instance.name, 'died: its timeout was over');
      instance.die();
    });
    instance.die = () => {
      trace.add(instance.name, 'died');
      instance.isAlive = false;
      ended();
    };
    instance
      .handler({ Records: records })
      .then((reply) => acknowledge(settings, records, reply))
      .catch((error: unknown) => trace.add(instance.name, `its invocation failed: ${String(error)}`))
      .finally(ended);
  };

  const acknowledge = (
    { name }: StageSettings,
    records: SQSRecord[],
    { batchItemFailures }: SQSBatchResponse,
  ): void => {
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId } of records) {
      if (failed.has(messageId) || faults.strikes('acknowledgement lost', `${name} ${messageId}`)) continue;
      queues.acknowledge(name, messageId);
    }
  };

  const poll = (settings: StageSettings): void => {
    const records = queues.receive(settings.name, settings.batchSize);
    if (records.length === 0) return;
    invoke(settings, records);
    poll(settings);
  };

  const polling = new Set<string>();
  queues.onVisible((name) => {
    const settings = stages.find((stage) => stage.name === name);
    if (!settings || polling.has(name)) return;
    polling.add(name);
    time.after(chance.between(pollMs.least, pollMs.most), () => {
      polling.delete(name);
      poll(settings);
    });
  });

  return {
    /** How many batches are under way. */
    get running() {
      return running;
    },
  };
};
