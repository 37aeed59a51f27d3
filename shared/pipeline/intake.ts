import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { readyMarker } from '#schemas/template-options.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import { type Delivery, pathsOf, type Route } from './consumer.ts';
import { arrivalMark, type Drop, dropOf, jobIdFor, timeOfArrival } from './drop.ts';
import { holdsBack, isEmpty, isTaken, submitDrop } from './drop-job.ts';
import type { DropStore } from './drop-store.ts';
import { PermanentError } from './errors.ts';
import type { DropRequest } from './kind-of.ts';
import { ignored, type Outcome } from './outcome.ts';
import type { StageQueue } from './queue.ts';
import type { SubmitDeps } from './submit.ts';

export type IntakeDeps = SubmitDeps & {
  readonly drops: DropStore;
  readonly queue: StageQueue;
  readonly inputs: ObjectStore;
  /** Which kind of job a drop asks for. */
  readonly kindOf: (drop: Drop) => Promise<DropRequest>;
  /** How long a drop must be quiet before its job starts. */
  readonly settleSeconds: number;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html: the key is as it is, not URL-encoded. */
export const objectCreatedDetail = z.object({
  object: z.object({ key: z.string() }),
  requester: z.string().optional(),
});

export const settlingDetail = z.object({ prefix: z.string(), arrival: z.string(), owner: z.string() });

type Settling = z.infer<typeof settlingDetail>;

export const settlingSource = 'dropforge.intake';
export const settlingType = 'DropSettling';

/** The other half of a drop may be a large upload over a slow line; after this long it is not coming, and its job says what is missing. */
const incompleteMs = 15 * 60_000;

/**
 * Turns what lands in a folder into one job. Each arrival is noted and sends a delayed message; the one that comes back
 * and finds nothing newer starts the job. A folder has one job at a time: the next waits until the one before is archived.
 */
export const intake = (deps: IntakeDeps): Route[] => {
  const noted = new Map<string, Promise<Outcome>>();

  /** Arrivals in the same drop that come in one batch are noted once: each is newer than the objects it stands for. */
  const noteOnce = (drop: Drop, isReady: boolean, delivery: Delivery, owner: string): Promise<Outcome> => {
    const key = `${drop.prefix}#${isReady}`;
    const running = noted.get(key) ?? note(drop, isReady, delivery, owner).finally(() => noted.delete(key));
    noted.set(key, running);
    return running;
  };

  const note = async (drop: Drop, isReady: boolean, { record }: Delivery, owner: string): Promise<Outcome> => {
    const arrival = arrivalMark(deps.now(), record.messageId);
    await deps.drops.arrived(drop, arrival, isReady);
    await sendBack({ prefix: drop.prefix, arrival, owner }, isReady ? 0 : deps.settleSeconds);
    return { code: 'DROP_ARRIVED', decision: 'completed', fields: { folder: drop.folder, isReady } };
  };

  const sendBack = (detail: Settling, delaySeconds: number): Promise<void> => {
    const time = deps.now().toISOString();
    const id = `${detail.arrival}#${time}`;
    return deps.queue.send({ id, source: settlingSource, 'detail-type': settlingType, time, detail }, delaySeconds);
  };

  const settle = async (drop: Drop, settling: Settling): Promise<Outcome> => {
    const { arrival } = settling;
    const { folder } = drop;
    const record = await deps.drops.get(drop);
    const isReady = record?.ready === arrival;
    const jobId = jobIdFor(drop, arrival);
    // Noted by a delivery that died before it created the job: nobody else will, even if something newer has come.
    const isNoted = record?.lastJobId === jobId;
    if (!isReady && !isNoted && record?.newest !== arrival) return ignored('newer-came', { folder });
    if (!isReady) await restOfSettling(arrival, deps);
    if (await holdsBack(record?.lastJobId, jobId, deps)) {
      await sendBack(settling, waitSeconds(arrival));
      return { code: 'DROP_WAITING', decision: 'postponed', fields: { folder, for: record?.lastJobId } };
    }
    if ((await isEmpty(drop, deps.inputs)) || (!isNoted && (await isTaken(drop, record?.lastJobId, deps))))
      return { code: 'DROP_EMPTY', decision: 'ignored', fields: { folder } };
    const request = await deps.kindOf(drop);
    if (request.isIncomplete && !isReady && !isNoted && isYoung(arrival)) {
      await sendBack(settling, waitSeconds(arrival));
      return { code: 'DROP_INCOMPLETE', decision: 'postponed', fields: { folder, kind: request.kind } };
    }
    // Something newer has come meanwhile, or a _READY beside this has had its job noted, for which this must wait.
    if (!isNoted && !(await deps.drops.settled(drop, arrival, jobId, record?.lastJobId))) return settle(drop, settling);
    const came = await submitDrop(drop, arrival, request, { owner: settling.owner }, deps);
    return { code: 'EVENT_HANDLED', decision: 'completed', fields: { folder, jobId: came } };
  };

  /**
   * Until a drop that waits is looked at again: a quarter of its age. Each turn may become two if a worker dies between sending the next
   * message and acknowledging this one, so there must be few of them.
   */
  const waitSeconds = (arrival: string): number =>
    Math.min(Math.max(1, deps.settleSeconds, ageMs(arrival) / 4000), 900);

  const ageMs = (arrival: string): number => deps.now().getTime() - timeOfArrival(arrival).getTime();

  const isYoung = (arrival: string): boolean => ageMs(arrival) < incompleteMs;

  return [
    {
      source: 'aws.s3',
      type: 'Object Created',
      handle: (delivery) => {
        const { object, requester } = parse(objectCreatedDetail, delivery);
        const drop = requiredDrop(object.key);
        const isReady = object.key === `${drop.prefix}${readyMarker}`;
        return noteOnce(drop, isReady, delivery, requester ?? 's3');
      },
    },
    {
      source: settlingSource,
      type: settlingType,
      handle: (delivery) => {
        const settling = parse(settlingDetail, delivery);
        return settle(requiredDrop(settling.prefix), settling);
      },
    },
  ];
};

/** SQS delays by whole seconds: what is left of less than one is waited for here. */
const restOfSettling = async (arrival: string, { settleSeconds, now }: IntakeDeps): Promise<void> => {
  const left = timeOfArrival(arrival).getTime() + settleSeconds * 1000 - now().getTime();
  if (left > 0) await sleep(Math.min(left, 1000));
};

const parse = <Schema extends z.ZodType>(schema: Schema, { envelope }: Delivery): z.infer<Schema> => {
  const parsed = schema.safeParse(envelope.detail);
  if (parsed.success) return parsed.data;
  const message = `Not a ${envelope['detail-type']}: ${pathsOf(parsed.error)}`;
  throw new PermanentError('MALFORMED_EVENT', message, 'Discard the message.');
};

const requiredDrop = (key: string): Drop => {
  const drop = dropOf(key);
  if (drop) return drop;
  throw new PermanentError('NOT_A_DROP', 'The object lies outside drops/', 'Check the prefix of the intake rule.');
};
