import type { Job, StageName } from '#schemas/job.ts';
import { isOnLine, isTerminal, line } from './state-machine.ts';

/** What a delivery of an event means for a job, as the stage finds it. */
export type Decision =
  | { readonly do: 'run' }
  /** This very event is done with: publish what may still be in the outbox. */
  | { readonly do: 'publish' }
  /** The job is further on: nothing left to do. */
  | { readonly do: 'ignore'; readonly why: 'terminal' | 'further-on' | 'not-ended' }
  /** Another worker is at it: come back when its lease is over. */
  | { readonly do: 'wait'; readonly until: string };

export const handledMark = (stage: StageName, cause: string): string => `${stage}:${cause}`;

/**
 * Claims are decided on the job alone, so that duplicates, late and reordered deliveries all end in the same place.
 * @param cause the id of the event @param now ISO 8601
 */
export const decide = (job: Job, stage: StageName, eventType: string, cause: string, now: string): Decision => {
  if (job.handled.includes(handledMark(stage, cause))) return { do: 'publish' };
  const claim = job.claims[stage];
  if (claim && claim.leaseUntil > now) return { do: 'wait', until: claim.leaseUntil };
  return isOnLine(stage) ? decideOnLine(job, stage) : decideAfterEnd(job, stage, eventType);
};

const decideOnLine = (job: Job, stage: StageName): Decision => {
  if (job.status === 'Failed' && job.error?.recoverable && job.error.stage === stage) return { do: 'run' };
  if (isTerminal(job.status)) return { do: 'ignore', why: 'terminal' };
  return line.indexOf(job.stage) > line.indexOf(stage) ? { do: 'ignore', why: 'further-on' } : { do: 'run' };
};

/** A failure that a redrive has since undone is still told, but its inputs must not be archived from under the job. */
const decideAfterEnd = (job: Job, stage: StageName, eventType: string): Decision =>
  stage === 'cleanup' && eventType === 'JobFailed' && job.status !== 'Failed'
    ? { do: 'ignore', why: 'not-ended' }
    : { do: 'run' };
