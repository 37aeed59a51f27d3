import type { JobStore } from './job-store.ts';
import type { LockStore } from './lock-store.ts';
import { isTerminal } from './state-machine.ts';

export type LockDeps = { readonly locks: LockStore; readonly jobs: JobStore; readonly now: () => Date };

/** Longer than a message that a worker died with stays hidden: after that, a job that was to be created never will be. */
export const uncreatedMs = 5 * 60_000;

/** How often somebody may be faster before this request comes back later. */
const attempts = 5;

/**
 * Takes a lock for a job, unless another job holds it that has not ended: a job that has, or that was never created, has
 * let go of it. Returns the id of the job that holds it now.
 */
export const acquire = async (name: string, jobId: string, { locks, jobs, now }: LockDeps): Promise<string> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const held = await locks.get(name);
    if (held?.holder === jobId) return jobId;
    if (held && !(await isFree(held, { jobs, now }))) return held.holder;
    if (await locks.take(name, { holder: jobId, since: now().toISOString() }, held)) return jobId;
  }
  throw new Error(`The lock ${name} changed hands ${attempts} times in a row`);
};

const isFree = async (
  { holder, since }: { holder: string; since: string },
  { jobs, now }: Omit<LockDeps, 'locks'>,
): Promise<boolean> => {
  const job = await jobs.get(holder);
  return job ? isTerminal(job.status) : now().getTime() - Date.parse(since) >= uncreatedMs;
};
