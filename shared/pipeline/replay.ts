import type { Job, StageName } from '#schemas/job.ts';
import { replayMark } from './job.ts';
import { publishOutbox } from './outbox.ts';
import { doAnew } from './replay/anew.ts';
import { followAgain } from './replay/follow-again.ts';
import type { Asked, ReplayDeps, Replayed, ReplayRequest } from './replay/outcome.ts';
import { resumableAt, resume } from './replay/resume.ts';
import { isTerminal } from './state-machine.ts';

type Way = (job: Job, asked: Asked, deps: ReplayDeps) => Promise<Replayed>;

/** A job that may go on where it stopped goes on; one that begins elsewhere is another job. */
const workAgain: Way = (job, asked, deps) =>
  resumableAt(job) === asked.stage ? resume(job, asked, deps) : doAnew(job, asked, deps);

/** How each stage is begun with. */
const ways: Readonly<Record<Exclude<StageName, 'intake'>, Way>> = {
  collector: workAgain,
  generator: workAgain,
  validator: workAgain,
  notifier: followAgain,
  cleanup: followAgain,
};

const isReplayed = (stage: string): stage is keyof typeof ways => Object.hasOwn(ways, stage);

/**
 * Runs a job that has ended again, from a stage on: the job itself if it may go on there, or a new one that stands on what it left.
 * docs/decisions/replay.md
 */
export const replay = async (jobId: string, request: ReplayRequest, deps: ReplayDeps): Promise<Replayed> => {
  const job = await deps.jobs.get(jobId);
  if (!job) return { outcome: 'unknown' };
  const stage = request.from ?? resumableAt(job) ?? 'collector';
  if (!isReplayed(stage)) return { outcome: 'unknown-stage' };
  const before = await asBefore(job, request, deps);
  if (before) return before;
  const { status } = job;
  if (!isTerminal(status)) return { outcome: 'not-ended', status, reason: `It is ${status.toLowerCase()}.` };
  const replayed = await ways[stage](job, { ...request, stage }, deps);
  if (replayed.outcome === 'accepted') {
    const { by, correlationId = replayed.jobId } = request;
    deps.observer.log('JOB_REPLAYED', { jobId: replayed.jobId, correlationId, replayed: jobId, from: stage, by });
  }
  return replayed;
};

/** What the same request came to before, published if it was not; undefined the first time. */
const asBefore = async (job: Job, request: ReplayRequest, deps: ReplayDeps): Promise<Replayed | undefined> => {
  const { jobId } = job;
  if (job.handled.includes(replayMark(request.newJobId))) {
    await publishOutbox(job, deps.jobs, deps.publish);
    return { outcome: 'accepted', jobId };
  }
  const made = await deps.jobs.get(request.newJobId);
  if (!made) return undefined;
  await publishOutbox(made, deps.jobs, deps.publish);
  return { outcome: 'accepted', jobId: made.jobId, replayOf: jobId };
};
