import type { Job, StageName } from '#schemas/job.ts';
import type { EventDraft } from '../door.ts';
import { replayMark, saidAgain } from '../job.ts';
import { publishOutbox } from '../outbox.ts';
import type { Asked, ReplayDeps, Replayed } from './outcome.ts';

/**
 * Says an event of this job once more, in one write with the note that it was asked for. `isStill`: whether the job, as it is when
 * that is written, is still the one that was looked at.
 */
export const sayAgain = async (
  job: Job,
  { newJobId: cause }: Asked,
  event: EventDraft,
  notFor: readonly StageName[],
  isStill: (current: Job) => boolean,
  deps: ReplayDeps,
): Promise<Replayed> => {
  const mark = replayMark(cause);
  const said = await deps.jobs.modify(
    job.jobId,
    (current) =>
      isStill(current) && !current.handled.includes(mark)
        ? saidAgain(current, cause, event, notFor, deps.now().toISOString())
        : undefined,
    job,
  );
  const { jobId, status } = said;
  if (!said.handled.includes(mark)) return { outcome: 'not-ended', status, reason: 'It has just been taken up again.' };
  await publishOutbox(said, deps.jobs, deps.publish);
  return { outcome: 'accepted', jobId };
};
