import type { Job } from '#schemas/job.ts';
import { newJobId } from '#shared/pipeline/job-id.ts';
import type { ReplayDeps, Replayed } from '#shared/pipeline/replay/outcome.ts';
import { replay } from '#shared/pipeline/replay.ts';
import { CommandError } from '../command.ts';

type Request = { readonly from: string | undefined; readonly by: string };

/** The deployment's own parameter is known to its functions only; a record says how long it was kept by it. */
const retentionDaysOf = ({ expiresAt, submittedAt }: Job): number =>
  Math.max(1, Math.round((expiresAt - Date.parse(submittedAt) / 1000) / 86_400));

const refusal = (jobId: string, replayed: Exclude<Replayed, { outcome: 'accepted' }>): CommandError => {
  if (replayed.outcome === 'unknown') return new CommandError(`There is no job ${jobId}.`);
  if (replayed.outcome === 'unknown-stage')
    return new CommandError('A replay begins with the collector at the earliest: what reached intake is a drop.');
  const tooEarly = replayed.outcome === 'not-ended' ? `The job ${jobId} cannot be replayed yet. ` : '';
  return new CommandError(`${tooEarly}${replayed.reason}`);
};

/** Runs a job that has ended again, as POST /v1/jobs/{jobId}/replay does. Throws a `CommandError` that says why not. */
export const replayJob = async (
  jobId: string,
  { from, by }: Request,
  deps: Omit<ReplayDeps, 'retentionDays'>,
): Promise<Extract<Replayed, { outcome: 'accepted' }>> => {
  const job = await deps.jobs.get(jobId);
  if (!job) throw refusal(jobId, { outcome: 'unknown' });
  const request = { newJobId: newJobId(deps.now()), by, ...(from !== undefined && { from }) };
  const replayed = await replay(jobId, request, { ...deps, retentionDays: retentionDaysOf(job) });
  if (replayed.outcome === 'accepted') return replayed;
  throw refusal(jobId, replayed);
};
