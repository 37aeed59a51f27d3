import type { Job, JobKind } from '#schemas/job.ts';
import { isCancelled } from './state-machine.ts';

const hour = 60 * 60_000;

/**
 * Kinds whose input is somebody's source: how long it, and the texts and facts that were made of it, outlive the job's end, in
 * milliseconds. What another kind takes is archived for good. docs/decisions/spec.md
 */
const lifeMs: Partial<Readonly<Record<JobKind, number>>> = { spec: 24 * hour };

/** Whether what a job of this kind takes is deleted when its time has come. */
export const passes = (kind: JobKind): boolean => lifeMs[kind] !== undefined;

/** Where inputs that pass lie in the archive bucket: under a prefix of their own, so that a lifecycle rule can be the backstop. */
export const passingPrefix = (jobId: string): string => `passing/${jobId}/`;

/** Whose inputs that pass, or what a collector made of them, lie under this key; undefined for what stays. */
export const sourceOwner = (key: string): string | undefined =>
  /^(?:passing\/([^/]+)\/|jobs\/([^/]+)\/collector\/)/.exec(key)?.slice(1).find(Boolean);

/** What a job's collector makes of its inputs. */
export const collectedPrefix = (jobId: string): string => `jobs/${jobId}/collector/`;

/** The collector would not take the input, for good: nobody needs it any more, not even for a redrive. */
export const isRefused = ({ kind, status, error, archivedInput }: Job): boolean =>
  passes(kind) &&
  // What a replay is given belongs to another job.
  !archivedInput &&
  status === 'Failed' &&
  error?.stage === 'collector' &&
  !error.recoverable &&
  // Nobody has found fault with it: it may be asked for again.
  !isCancelled({ error });

/** Whether a job's source has outlived it for long enough, and is still there as far as the record knows. */
export const isSourceDue = ({ kind, endedAt, sourceDeletedAt }: Job, now: Date): boolean => {
  const life = lifeMs[kind];
  if (life === undefined || endedAt === undefined || sourceDeletedAt !== undefined) return false;
  return now.getTime() - Date.parse(endedAt) >= life;
};
