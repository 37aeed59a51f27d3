import type { Job, Scatter } from '#schemas/job.ts';
import type { StageResult } from './door.ts';

/** A run of parts, both ends included. */
export type Range = { readonly first: number; readonly last: number };

/** Cuts the parts from `first` to `last` into ranges of at most `size`. */
export const rangesOf = ({ first, last }: Range, size: number): Range[] =>
  Array.from({ length: Math.ceil((last - first + 1) / size) }, (_, index) => ({
    first: first + index * size,
    last: Math.min(first + (index + 1) * size - 1, last),
  }));

/** Asked for by one event in the job's outbox; who gets it asks for each of its parts. */
const partsPerEvent = 100;

/**
 * What a stage decides that goes on in `parts` parts of the plan under `key`: the protocol asks for each by an event of
 * this type (gather.ts), and ends the stage when all are done.
 */
export const scatterInto = (event: string, key: string, parts: number): StageResult => ({
  patch: { scatter: { event, key, parts } },
  events: rangesOf({ first: 0, last: parts - 1 }, partsPerEvent).map((range) => ({
    type: event,
    data: { key, ...range },
  })),
});

/** What the end of a scattered stage is known by among the causes that a job has handled. */
export const gatheredCause = (key: string): string => `gathered:${key}`;

/** True while parts of a stage are under way, or are done and nobody has said so. */
export const isScattered = ({ scatter, handled }: Job): boolean =>
  scatter !== undefined && !handled.includes(`${scatter.stage}:${gatheredCause(scatter.key)}`);

/** Whether what is done of a scattered stage still counts: the job goes on, or a redriven message may have it go on. */
export const isOpen = ({ status, error }: Job, { stage }: Scatter): boolean =>
  status === 'Running' || (status === 'Failed' && error?.recoverable === true && error.stage === stage);

/** The parts nobody has counted as done, in order. */
export const missingParts = ({ scatter, gathered = [] }: Job): number[] => {
  const done = new Set(gathered);
  return Array.from({ length: scatter?.parts ?? 0 }, (_, part) => part).filter((part) => !done.has(part));
};
