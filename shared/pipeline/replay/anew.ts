import type { Job } from '#schemas/job.ts';
import { inputsOf } from '../archive.ts';
import { givenTo, handedBefore } from '../handed.ts';
import type { Beginning } from '../job.ts';
import { stageBefore } from '../state-machine.ts';
import { submit } from '../submit.ts';
import { goneInputs, goneWork } from './gone.ts';
import type { Asked, ReplayDeps, Replayed } from './outcome.ts';

/**
 * Does a job again as a new one, which stands on the archive of the first and, if it begins further on, on what its stages left.
 * It rehearses nothing, and belongs to the same owner.
 */
export const doAnew = async (job: Job, asked: Asked, deps: ReplayDeps): Promise<Replayed> => {
  const { stage } = asked;
  const isFirst = stage === 'collector';
  // Its inputs may be deleted at any moment, by the cleanup that is still to archive them.
  if (!job.archive) return { outcome: 'not-ended', status: job.status, reason: unarchived };
  const reason = isFirst ? await goneInputs(job, deps) : await goneWork(job, stage, givenTo(stage, job), deps);
  if (reason !== undefined) return { outcome: 'gone', reason };
  const jobId = await submit(submissionOf(job, asked), deps);
  return jobId === asked.newJobId
    ? { outcome: 'accepted', jobId, replayOf: job.jobId }
    : { outcome: 'accepted', jobId };
};

const unarchived = 'It is not archived yet. Ask again in a moment; if that goes on, replay it from cleanup first.';

const beginningOf = (job: Job, { stage }: Asked): Beginning | undefined => {
  const after = stageBefore(stage);
  return after === undefined || after === 'intake' ? undefined : { after, handed: handedBefore(stage, job) };
};

const submissionOf = (job: Job, asked: Asked) => {
  const { kind, owner, input, notification, lock } = job;
  const { newJobId, correlationId } = asked;
  const beginning = beginningOf(job, asked);
  return {
    jobId: newJobId,
    kind,
    owner,
    input,
    cause: newJobId,
    archivedInput: inputsOf(job),
    replayOf: job.jobId,
    ...(correlationId !== undefined && { correlationId }),
    ...(notification && { notification }),
    ...(beginning && { beginning }),
    // What begins further on reads nothing that two could not read at once.
    ...(lock !== undefined && !beginning && { lock }),
  };
};
