import type { Accepted, JobSubmission } from '#schemas/api/submission.ts';
import { acceptedOf } from '../accepted.ts';
import type { Caller } from '../caller.ts';
import { oncePerKey } from '../idempotency.ts';
import { fromFiles, fromNothing } from './from-files.ts';
import { fromFolder } from './from-folder.ts';
import { fromUpload } from './from-upload.ts';
import { refuseUnpermitted } from './permissions.ts';
import type { Source, StartDeps, StartRequest } from './source.ts';

/** A request for a job as any door brings it. */
export type Asked = {
  /** The operation's id: an idempotency key counts for one of them. */
  readonly operation: string;
  readonly body: JobSubmission;
  readonly key: string | undefined;
  readonly caller: Caller;
  readonly correlationId: string;
};

const sourceOf = (request: StartRequest, deps: StartDeps): Source => {
  const { input } = request.body;
  if (input === undefined) return fromNothing(request, deps);
  if ('files' in input) return fromFiles(input, request, deps);
  return 'uploadId' in input ? fromUpload(input, request, deps) : fromFolder(input, request, deps);
};

/**
 * Starts a job of any kind, or says which one the same request has started already. Throws an `ApiProblem`: see permissions.ts, from-*.ts
 * and idempotency.ts.
 */
export const startJob = async (asked: Asked, deps: StartDeps): Promise<Accepted> => {
  const { operation, body, key, caller, correlationId } = asked;
  refuseUnpermitted(body, caller, deps);
  const { notification, simulate: rehearsal } = body;
  const wishes = {
    owner: caller.principal,
    correlationId,
    ...(notification && { notification }),
    ...(rehearsal && { rehearsal }),
  };
  const source = sourceOf({ body, caller, wishes }, deps);
  const started = await oncePerKey({ principal: caller.principal, operation, key, said: body }, source, deps);
  return acceptedOf(started, body.kind, asked, deps.jobs);
};
