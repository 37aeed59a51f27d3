import type { JobInput } from '#schemas/api/submission.ts';
import { type Drop, dropsPrefix, jobIdFor, timeOfArrival } from '../../pipeline/drop.ts';
import { holdsBack, isEmpty, submitDrop } from '../../pipeline/drop-job.ts';
import type { DropRecord } from '../../pipeline/drop-store.ts';
import { timeOfJobId } from '../../pipeline/job-id.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Started } from '../idempotency.ts';
import type { Source, StartDeps, StartRequest } from './source.ts';

export type FolderInput = Extract<JobInput, { readonly folder: unknown }>;

/** How often something newer may arrive while the job is being started. */
const attempts = 5;

const inconsistent = (pointer: string, message: string): ApiProblem =>
  new ApiProblem('INCONSISTENT_REQUEST', `${pointer.slice(1)} ${message}.`, {
    errors: [{ in: 'body', pointer, message }],
  });

/** A drop says for itself what is wanted: a file of ours in it would be one more arrival. */
const refuseFields = ({ body }: StartRequest): void => {
  if (body.options) throw inconsistent('/options', 'has no say over a folder: put dropforge.json into it');
  if (body.kind === 'spec' && body.descriptor)
    throw inconsistent('/descriptor', 'has no say over a folder: put descriptor.json into it');
};

/** The arrival whose job is the next: a `_READY` that no job has been made for or after yet, or else the newest. */
const nextArrival = ({ newest, ready, lastJobId }: DropRecord): string => {
  const isWaiting = ready && !(lastJobId && timeOfJobId(lastJobId) >= timeOfArrival(ready).getTime());
  return isWaiting ? ready : newest;
};

const noSuchDrop = ({ folder }: Drop): ApiProblem =>
  new ApiProblem('NO_SUCH_DROP', `Nothing has arrived in drops/${folder}/, or its job has taken it already.`);

const busy = ({ folder }: Drop): ApiProblem =>
  new ApiProblem(
    'JOB_NOT_ENDED',
    `The job before of drops/${folder}/ has not ended; what has come since starts by itself once it has.`,
  );

/**
 * What lies in drops/ becomes the very job that intake would make of it once it had settled: the same id, of the same arrival, noted in
 * the same item. Throws FORBIDDEN unless an admin asks, NO_SUCH_DROP, JOB_NOT_ENDED, INCONSISTENT_REQUEST.
 */
export const fromFolder = ({ folder }: FolderInput, request: StartRequest, deps: StartDeps): Source => {
  if (!request.caller.isAdmin) throw new ApiProblem('FORBIDDEN', 'Only admins start what lies in drops/.');
  refuseFields(request);
  const drop: Drop = { folder, prefix: `${dropsPrefix}${folder}/` };
  const { drops, jobs, inputs } = deps;

  const submitted = async (arrival: string): Promise<Started> => {
    const jobId = jobIdFor(drop, arrival);
    const asked = await deps.kindOf(drop);
    const { kind } = request.body;
    if (asked.kind !== kind) throw inconsistent('/kind', `is ${kind}, and drops/${folder}/ asks for ${asked.kind}`);
    const isNew = (await jobs.get(jobId)) === undefined;
    const came = await submitDrop(drop, arrival, asked, request.wishes, deps);
    return { jobId: came, isNew: isNew && came === jobId };
  };

  return async () => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const record = await drops.get(drop);
      if (!record || (await isEmpty(drop, inputs))) throw noSuchDrop(drop);
      const arrival = nextArrival(record);
      const jobId = jobIdFor(drop, arrival);
      if (await holdsBack(record.lastJobId, jobId, deps)) throw busy(drop);
      const last = record.lastJobId;
      const isNoted = last === jobId || (await drops.settled(drop, arrival, jobId, last));
      if (isNoted) return submitted(arrival);
    }
    throw new ApiProblem('UNAVAILABLE', `Files keep arriving in drops/${folder}/: ask again when all are there.`);
  };
};
