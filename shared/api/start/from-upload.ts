import type { JobInput } from '#schemas/api/submission.ts';
import { ApiProblem } from '../api-problem.ts';
import { uploadPrefix } from '../upload/prefix.ts';
import { nameOfInput, ownFiles, refuseClashes } from './own-files.ts';
import type { Source, StartDeps, StartRequest } from './source.ts';
import { submitWith } from './submit-with.ts';

export type UploadInput = Extract<JobInput, { readonly uploadId: unknown }>;

/** Longer than the files of an upload are kept. */
const takenSeconds = 2 * 86_400;

const noSuchUpload = (): ApiProblem =>
  new ApiProblem(
    'NO_SUCH_UPLOAD',
    'No file of such an upload of yours is here: send its forms first. Files stay a day.',
  );

const used = (): ApiProblem =>
  new ApiProblem('UPLOAD_USED', 'A job was made of this upload: make another upload for another job.');

/**
 * Files that were sent by the forms of `POST /v1/uploads` stay where they are; what tells of the job is written beside them.
 * Throws NO_SUCH_UPLOAD, UPLOAD_USED, and INCONSISTENT_REQUEST for files that have no place beside the request's fields.
 */
export const fromUpload = ({ uploadId }: UploadInput, request: StartRequest, deps: StartDeps): Source => {
  const { inputs, reservations } = deps;
  const prefix = uploadPrefix(request.caller.principal, uploadId);
  const name = `upload#${prefix}`;
  const files = ownFiles(request.body);

  const names = async (): Promise<Set<string>> => {
    const found = new Set<string>();
    for await (const { key } of inputs.list(prefix)) found.add(key.slice(prefix.length));
    return found;
  };

  return async (jobId) => {
    const before = await reservations.get(name);
    if (before && before.job !== jobId) throw used();
    const sent = await names();
    // An earlier try for this very job wrote them.
    if (before) for (const own of files) sent.delete(own.name);
    if (sent.size === 0) throw noSuchUpload();
    refuseClashes(sent, request.body);
    const take = async () => {
      const { job } = await reservations.take(name, { job: jobId, said: '' }, takenSeconds);
      if (job !== jobId) throw used();
    };
    return submitWith(jobId, { prefix, name: nameOfInput([...sent]), files, take }, request, deps);
  };
};
