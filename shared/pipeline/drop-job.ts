import { readyMarker } from '#schemas/template-options.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import { type Drop, jobIdFor } from './drop.ts';
import { timeOfJobId } from './job-id.ts';
import type { JobStore } from './job-store.ts';
import type { DropRequest } from './kind-of.ts';
import { uncreatedMs } from './lock.ts';
import { isTerminal } from './state-machine.ts';
import { type Submission, type SubmitDeps, submit } from './submit.ts';
import { takenBefore } from './taken-inputs.ts';

/** A job that is not archived after this long waits for an operator; the drop must not, its objects live for a day only. */
const unarchivedMs = 60 * 60_000;

/** True while an earlier job of a drop has not ended, or its inputs are still to be archived. */
export const holdsBack = async (
  lastJobId: string | undefined,
  jobId: string,
  { jobs, now }: { readonly jobs: JobStore; readonly now: () => Date },
): Promise<boolean> => {
  if (!lastJobId || lastJobId === jobId) return false;
  const last = await jobs.get(lastJobId);
  // Noted on the drop and not there yet: another delivery is about to create it, or its redelivery will.
  if (!last) return now().getTime() - timeOfJobId(lastJobId) < uncreatedMs;
  if (isTerminal(last.status) && last.archive) return false;
  return !last.endedAt || now().getTime() - Date.parse(last.endedAt) < unarchivedMs;
};

/**
 * Whether nothing has come to a drop since the job before took what lay there, and could not archive it in all this time: what is left of
 * that is still its own, and some of it may be deleted already.
 */
export const isTaken = async (
  { prefix }: Drop,
  lastJobId: string | undefined,
  { jobs, inputs }: { readonly jobs: JobStore; readonly inputs: ObjectStore },
): Promise<boolean> => {
  const last = lastJobId === undefined ? undefined : await jobs.get(lastJobId);
  if (!last || last.archive) return false;
  for await (const { key, lastModified } of inputs.list(prefix))
    if (key !== `${prefix}${readyMarker}` && lastModified >= takenBefore(last)) return false;
  return true;
};

export const isEmpty = async ({ prefix }: Drop, inputs: ObjectStore): Promise<boolean> => {
  for await (const _ of inputs.list(prefix)) return false;
  return true;
};

/** Who starts the job of a drop, and what they say of it besides. */
export type DropStart = Omit<Submission, 'jobId' | 'kind' | 'input' | 'cause' | 'lock' | 'prepare'>;

/** Submits the one job of what had come to a drop by this arrival; returns the id of the job that came of it, as `submit` does. */
export const submitDrop = (
  drop: Drop,
  arrival: string,
  { kind, lock }: DropRequest,
  start: DropStart,
  deps: SubmitDeps & { readonly inputs: ObjectStore },
): Promise<string> => {
  const input = { bucket: deps.inputs.bucket, prefix: drop.prefix };
  const jobId = jobIdFor(drop, arrival);
  return submit({ ...start, jobId, input, cause: arrival, kind, ...(lock !== undefined && { lock }) }, deps);
};
