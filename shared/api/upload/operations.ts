import type { UploadReply, UploadRequest } from '#schemas/api/upload.ts';
import { optionsFile } from '#schemas/template-options.ts';
import type { PostTerms, SignedPost } from '../../aws/sign-post.ts';
import { newJobId } from '../../pipeline/job-id.ts';
import type { OperationHandlers } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { uploadPrefix } from './prefix.ts';

export type UploadDeps = {
  /** Signs a form for an object of the input bucket. */
  readonly sign: (terms: PostTerms) => Promise<SignedPost>;
  readonly now: () => Date;
};

/** How long the forms work, unless the signer's session ends before. */
const seconds = 15 * 60;

/** What a job may do is said with the request for it, and checked then: not by a file that could be sent again after that. */
const refuseOptions = ({ files }: UploadRequest): void => {
  const index = files.findIndex(({ name }) => name === optionsFile);
  if (index === -1) return;
  const message = `is made of the job's options: leave ${optionsFile} out`;
  throw new ApiProblem('INCONSISTENT_REQUEST', `A file ${message}.`, {
    errors: [{ in: 'body', pointer: `/files/${index}/name`, message }],
  });
};

/** Signs a form for each file of an upload. Throws INCONSISTENT_REQUEST for a file that an upload may not hold. */
const createUpload = async (
  request: UploadRequest,
  principal: string,
  { sign, now }: UploadDeps,
): Promise<UploadReply> => {
  refuseOptions(request);
  const at = now();
  const uploadId = newJobId(at);
  const prefix = uploadPrefix(principal, uploadId);
  const files = request.files.map(async ({ name, contentType, maxBytes }) => {
    const form = await sign({ key: `${prefix}${name}`, contentType, maxBytes, seconds });
    return { name, ...form, maxBytes };
  });
  return {
    uploadId,
    expiresAt: new Date(at.getTime() + seconds * 1000).toISOString(),
    files: await Promise.all(files),
  };
};

export const uploadOperations = (deps: UploadDeps): Pick<OperationHandlers, 'createUpload'> => ({
  createUpload: ({ body, caller }) => createUpload(body, caller.principal, deps),
});
