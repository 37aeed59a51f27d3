import { type InputManifest, inputManifest } from '#schemas/archive-manifest.ts';
import type { Job } from '#schemas/job.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import type { Observer } from '../observability/observer.ts';
import { inParallel } from './in-parallel.ts';

export type TakenInputsDeps = { readonly inputs: ObjectStore; readonly artifacts: ArtifactStore };

const parallel = 16;

/** What a job's collector took; if it never came to write its list, all in the drop that had come before the job ended. */
export const takenInputs = async (job: Job, { inputs, artifacts }: TakenInputsDeps): Promise<InputManifest> => {
  const listed = await listedInputs(job, artifacts);
  if (listed) return listed;
  const objects: InputManifest = [];
  for await (const { key, etag, bytes, lastModified } of inputs.list(job.input.prefix)) {
    if (!job.endedAt || lastModified <= job.endedAt) objects.push({ key, etag, bytes });
  }
  return objects;
};

/** Undefined, too, if an earlier attempt to delete all that the collector made has deleted its list. */
const listedInputs = async ({ output }: Job, artifacts: ArtifactStore): Promise<InputManifest | undefined> => {
  const { inputs: key } = output.work;
  if (key === undefined) return undefined;
  for await (const _ of artifacts.list(key)) return inputManifest.parse(JSON.parse(await artifacts.readText(key)));
  return undefined;
};

/** S3 tells times in whole seconds, and clocks differ a little. */
const marginMs = 2_000;

/** What was written before this (ISO 8601) lay in the drop when the job took it, or had been replaced there. */
export const takenBefore = ({ submittedAt }: Job): string => new Date(Date.parse(submittedAt) - marginMs).toISOString();

/** Deletes from the drop what the job took; what was replaced since stays for the next job. */
export const deleteInputs = (
  job: Job,
  taken: InputManifest,
  { inputs, observer }: { readonly inputs: ObjectStore; readonly observer: Observer },
): Promise<unknown> =>
  inParallel(parallel, taken, async ({ key, etag }) => {
    if (!(await inputs.deleteIfUnchanged(key, etag, takenBefore(job)))) observer.log('OBJECT_REPLACED', {});
  });
