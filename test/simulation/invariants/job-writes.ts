import type { DomainEvent } from '#schemas/event.ts';
import type { Job } from '#schemas/job.ts';
import { parseJob } from '#shared/pipeline/job-store.ts';
import { isTerminal, transitions } from '#shared/pipeline/state-machine.ts';
import type { OnWrite } from '../services/dynamo.ts';
import type { Trace } from '../world/trace.ts';
import { Violation } from '../world/violation.ts';

export type Report = (violation: Violation) => void;

/** A job came to its end: once, unless it was redriven. */
export type End = { readonly jobId: string; readonly type: 'JobSucceeded' | 'JobFailed'; readonly eventId?: string };

type Rule = { readonly promise: string; readonly broken: (before: Job, after: Job) => string | undefined };

const mayGo = (before: Job, after: Job): boolean =>
  before.status === after.status ||
  (transitions[before.status].includes(after.status) &&
    (before.status !== 'Failed' || before.error?.recoverable === true));

const doneTwice = ({ history }: Job): string | undefined => {
  const done = history.filter(({ outcome }) => outcome === 'succeeded').map(({ stage, cause }) => `${stage} ${cause}`);
  return done.find((each, index) => done.indexOf(each) !== index);
};

/** What holds of every two states of a job that follow each other. */
const rules: readonly Rule[] = [
  {
    promise: 'A job moves along the state table only',
    broken: (before, after) => (mayGo(before, after) ? undefined : `${before.status} -> ${after.status}`),
  },
  {
    promise: 'A job that has ended stays as it ended',
    broken: (before, after) =>
      isTerminal(before.status) && before.status === after.status && before.endedAt !== after.endedAt
        ? `ended at ${before.endedAt}, then at ${after.endedAt}`
        : undefined,
  },
  {
    promise: 'No write undoes another',
    broken: (before, after) =>
      after.history.length < before.history.length ||
      after.notifications.length < before.notifications.length ||
      (after.gathered?.length ?? 0) < (before.gathered?.length ?? 0) ||
      after.revision < before.revision ||
      (after.revision === before.revision && after.gathered?.length === before.gathered?.length)
        ? `revision ${before.revision} -> ${after.revision}`
        : undefined,
  },
  { promise: 'A stage is done with an event once', broken: (_before, after) => doneTwice(after) },
  {
    promise: 'The artifacts of a job that succeeded stay as they are',
    broken: (before, after) =>
      before.status === 'Succeeded'
        ? before.output.artifacts.find(
            ({ name, sha256 }) => !after.output.artifacts.some((each) => each.name === name && each.sha256 === sha256),
          )?.name
        : undefined,
  },
];

const endOf = ({ jobId, status, outbox = [] }: Job): End => {
  const type = status === 'Succeeded' ? 'JobSucceeded' : 'JobFailed';
  const event = outbox.findLast((each: DomainEvent) => each.type === type);
  return { jobId, type, ...(event && { eventId: event.metadata.id }) };
};

/** Watches every write of a job. */
export const jobWrites = (
  report: Report,
  trace: Trace,
): { readonly onWrite: OnWrite; readonly ends: readonly End[] } => {
  const ends: End[] = [];
  return {
    ends,
    onWrite(key, beforeItem, afterItem, who) {
      if (afterItem.revision === undefined) return;
      const after = parseJob({ ...afterItem });
      const { status, stage, revision, outbox } = after;
      trace.add(
        who,
        `wrote ${status} at ${stage}, revision ${revision}${outbox ? `, to say: ${outbox.map(({ type }) => type)}` : ''}`,
        key,
      );
      const before = beforeItem && parseJob({ ...beforeItem });
      if (isTerminal(status) && before?.status !== status) ends.push(endOf(after));
      for (const { promise, broken } of before ? rules : []) {
        const detail = before && broken(before, after);
        if (detail !== undefined) report(new Violation(promise, `${who} on ${key}: ${detail}`, [key]));
      }
    },
  };
};
