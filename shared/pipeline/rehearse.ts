import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, StageName } from '#schemas/job.ts';
import type { Rehearsal } from '#schemas/rehearsal.ts';
import type { Observer } from '../observability/observer.ts';
import { PermanentError } from './errors.ts';

export type RehearseDeps = {
  /** Where it is, nothing is rehearsed, whatever a job's record says. */
  readonly isProduction: boolean;
  readonly leaseSeconds: number;
  readonly observer: Observer;
};

type Fault = (stage: StageName, deps: RehearseDeps) => Promise<never>;

/** What each fault does to the worker. */
const faults: Readonly<Record<Rehearsal['fault'], Fault>> = {
  /** As the SDK does once its own attempts are used up. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
  throttle: async () => {
    throw Object.assign(new Error('Rate exceeded (a rehearsal)'), { name: 'ThrottlingException' });
  },
  crash: async () => process.exit(1),
  /** Twice as long as a worker lives: whatever lets it live on finds its claim void. */
  timeout: async (_stage, { leaseSeconds }) => {
    await sleep(2 * leaseSeconds * 1000);
    throw new Error('Nobody ended a worker that hung (a rehearsal)');
  },
  permanent: async (stage) => {
    throw new PermanentError(
      'REHEARSED',
      `The ${stage} failed because the job asked it to: a rehearsal.`,
      'Nothing is wrong. Replay the job: what is done again rehearses nothing.',
    );
  },
};

/** Makes this attempt at a stage fail as the job asks for, if it does: the first `times` of them, however they were brought about. */
export const rehearse = async (job: Job, stage: StageName, deps: RehearseDeps): Promise<void> => {
  const { rehearsal, history } = job;
  if (!rehearsal || rehearsal.stage !== stage || deps.isProduction) return;
  const before = history.filter((entry) => entry.stage === stage).length;
  if (before >= rehearsal.times) return;
  const { fault, times } = rehearsal;
  const { jobId, correlationId } = job;
  deps.observer.warn('REHEARSING', { jobId, correlationId, stage, fault, attempt: before + 1, times });
  await faults[fault](stage, deps);
};
