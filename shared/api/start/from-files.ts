import type { JobInput } from '#schemas/api/submission.ts';
import { theAccount } from '../../pipeline/input-name.ts';
import { requestsPrefix } from '../../pipeline/inventory-due.ts';
import { ApiProblem } from '../api-problem.ts';
import { type InputFile, nameOfInput, ownFiles, refuseClashes } from './own-files.ts';
import type { Source, StartDeps, StartRequest } from './source.ts';
import { submitWith } from './submit-with.ts';

export type FilesInput = Extract<JobInput, { readonly files: unknown }>;

/** Together, decoded. Lambda takes 6 MB of request, of which base64 makes 4.5; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxBytes = 4 * 1024 * 1024;

const decoded = (file: FilesInput['files'][number]): InputFile =>
  'content' in file
    ? { name: file.name, body: Buffer.from(file.content, 'utf8'), contentType: 'text/plain; charset=utf-8' }
    : {
        name: file.name,
        body: Buffer.from(file.contentBase64, 'base64'),
        contentType: 'application/octet-stream',
      };

const refuseLarge = (files: readonly InputFile[]): void => {
  const bytes = files.reduce((sum, { body }) => sum + body.length, 0);
  if (bytes <= maxBytes) return;
  throw new ApiProblem(
    'PAYLOAD_TOO_LARGE',
    `The files are ${bytes} bytes together; ${maxBytes} are the most here. POST /v1/uploads takes larger ones.`,
  );
};

/**
 * Files that come in the request itself lie in `requests/<jobId>/`.
 * Throws PAYLOAD_TOO_LARGE above 4 MB, and INCONSISTENT_REQUEST for files that have no place beside its fields.
 */
export const fromFiles = ({ files }: FilesInput, request: StartRequest, deps: StartDeps): Source => {
  refuseClashes(new Set(files.map(({ name }) => name)), request.body);
  const given = files.map(decoded);
  refuseLarge(given);
  const name = nameOfInput(given.map((file) => file.name));
  return (jobId) =>
    submitWith(
      jobId,
      { prefix: `${requestsPrefix}${jobId}/`, name, files: [...given, ...ownFiles(request.body)] },
      request,
      deps,
    );
};

/** A scan of the account itself has nothing but its options. */
export const fromNothing = (request: StartRequest, deps: StartDeps): Source => {
  return (jobId) =>
    submitWith(
      jobId,
      { prefix: `${requestsPrefix}${jobId}/`, name: theAccount, files: ownFiles(request.body) },
      request,
      deps,
    );
};
