import type { JobSubmission } from '#schemas/api/submission.ts';
import type { StartDeps } from '../api/start/source.ts';
import { startJob } from '../api/start/start-job.ts';
import { kindOf } from '../pipeline/kind-of.ts';
import {
  memoryBuckets,
  memoryBus,
  memoryDrops,
  memoryJobs,
  memoryLocks,
  memoryObserver,
  memoryReservations,
} from './memory.ts';

export const alice = { principal: 'arn:aws:iam::111122223333:role/Alice', isAdmin: false };
export const bob = { principal: 'arn:aws:iam::111122223333:role/Bob', isAdmin: false };
export const admin = { principal: 'arn:aws:iam::111122223333:role/Admin', isAdmin: true };

/** All that starting a job stands on, in memory, at a time of its own. */
export const startingWorld = (change: Partial<StartDeps> = {}) => {
  const clock = { now: Date.parse('2026-01-02T03:04:05.000Z') };
  const [jobs, bus, buckets, observer] = [memoryJobs(), memoryBus(), memoryBuckets(), memoryObserver()];
  const inputs = buckets.bucketOf('input');
  const deps: StartDeps = {
    jobs,
    publish: bus.publish,
    observer,
    locks: memoryLocks(),
    drops: memoryDrops(),
    reservations: memoryReservations(),
    inputs,
    kindOf: kindOf(inputs),
    retentionDays: 90,
    now: () => new Date(clock.now),
    isProduction: false,
    webhookRefusal: () => undefined,
    ...change,
  };
  const start = (body: JobSubmission, { caller = alice, key }: { caller?: typeof alice; key?: string } = {}) =>
    startJob({ operation: 'createJob', body, key, caller, correlationId: 'order-7' }, deps);
  const keys = () => [...buckets.objects.keys()].map((path) => path.slice('input/'.length));
  const text = (key: string) => buckets.objects.get(`input/${key}`)?.toString('utf8') ?? '';
  return { clock, jobs, bus, observer, inputs, deps, start, keys, text };
};
