import { inParallel } from '../../pipeline/in-parallel.ts';
import { liveLock } from '../../pipeline/kind-of.ts';
import { submit } from '../../pipeline/submit.ts';
import type { Started } from '../idempotency.ts';
import type { InputFile } from './own-files.ts';
import type { StartDeps, StartRequest } from './source.ts';

/** Files written at a time. */
const parallel = 16;

export type Input = {
  readonly prefix: string;
  /** What a person calls it. */
  readonly name: string;
  /** What is to be written there. */
  readonly files: readonly InputFile[];
  /** Makes sure that what lies there already is this job's; throws if it is another's. */
  readonly take?: () => Promise<void>;
};

/** Submits the job of this id with these files beside whatever else lies under the prefix. */
export const submitWith = async (
  jobId: string,
  { prefix, name, files, take }: Input,
  { body, wishes }: StartRequest,
  deps: StartDeps,
): Promise<Started> => {
  const { inputs } = deps;
  const prepare = async () => {
    await take?.();
    await inParallel(parallel, files, (file) => inputs.putNew(`${prefix}${file.name}`, file.body, file.contentType));
  };
  const isScan = body.kind === 'inventory' && body.input === undefined;
  const input = { bucket: inputs.bucket, prefix, name };
  const job = { ...wishes, jobId, kind: body.kind, input, cause: jobId, prepare, ...(isScan && { lock: liveLock }) };
  const came = await submit(job, deps);
  return { jobId: came, isNew: came === jobId };
};
