import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { JobArchived } from '#events/job-archived.ts';
import { type ArchiveManifest, archiveManifest, type InputManifest } from '#schemas/archive-manifest.ts';
import type { ArchiveRecord, InputLocation, Job } from '#schemas/job.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import type { Observer } from '../observability/observer.ts';
import { draft } from './door.ts';
import { deleteSource } from './forget.ts';
import { inParallel } from './in-parallel.ts';
import { isRefused, passes, passingPrefix } from './source-life.ts';
import type { Stage } from './stage.ts';
import { deleteInputs, takenInputs } from './taken-inputs.ts';

export type ArchiveDeps = {
  readonly inputs: ObjectStore;
  readonly artifacts: ArtifactStore;
  readonly archive: ArtifactStore;
  readonly observer: Observer;
  readonly now: () => Date;
};

/** Objects copied or deleted at a time. */
const parallel = 16;

/** CopyObject's limit; larger objects stay where they are. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const maxCopyBytes = 5 * 1024 ** 3;

export const archivePrefix = ({ jobId, submittedAt }: Job): string =>
  `archive/${submittedAt.slice(0, 4)}/${submittedAt.slice(5, 7)}/${jobId}/`;

/** Where a job's inputs are to be read: in the drop, or in the archive once they were taken there (a redriven job). */
export const inputsOf = ({ input, archivedInput, archive }: Job): InputLocation =>
  archive
    ? { bucket: archive.bucket, prefix: archive.inputsPrefix ?? `${archive.prefix}inputs/` }
    : (archivedInput ?? input);

/** Where a job's inputs are archived, if not in inputs/ of its own archive. */
const inputsElsewhere = ({ jobId, kind, archivedInput }: Job): string | undefined =>
  archivedInput?.prefix ?? (passes(kind) ? `${passingPrefix(jobId)}inputs/` : undefined);

const inputsPrefixOf = (job: Job): string => inputsElsewhere(job) ?? `${archivePrefix(job)}inputs/`;

/**
 * Copies what a job took and made under `archive/<yyyy>/<mm>/<jobId>/`, writes manifest.json with SHA-256 sums, then
 * deletes the inputs. After a recoverable failure they stay: the drop is still the user's to repair or redrive. Inputs that do
 * not stay in the archive lie in a place of their own there (forget.ts ends it); those that were refused are deleted at once.
 * Those of a replay are the archive of the job that it does again: they are left where they are.
 */
export const archiveJob =
  (deps: ArchiveDeps): Stage['run'] =>
  async (job) => {
    const prefix = archivePrefix(job);
    const refused = isRefused(job);
    const inputs = refused ? await refuseInputs(job, prefix, deps) : await archiveInputs(job, prefix, deps);
    const results = await inParallel(parallel, job.output.artifacts, async ({ name, key, bytes, sha256 }) => {
      const archivedAs = `${prefix}results/${name}`;
      await deps.artifacts.copy(key, deps.archive.bucket, archivedAs);
      return { key, archivedAs, bytes, sha256 };
    });
    const status = job.status === 'Succeeded' ? 'Succeeded' : 'Failed';
    const manifest: ArchiveManifest = { jobId: job.jobId, status, ...inputs, results };
    await deps.archive.put(`${prefix}manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`, 'application/json');
    if (refused) await deleteSource(job, deps, 'its input was refused');
    else if (!job.error?.recoverable) await deleteInputs(job, manifest.inputs, deps);
    const archive = recordOf(job, manifest, prefix, deps);
    return { patch: { archive }, events: [draft(JobArchived, { archive })] };
  };

/** Nothing is kept of what was refused but its names and why. */
const refuseInputs = async (
  job: Job,
  prefix: string,
  deps: ArchiveDeps,
): Promise<Pick<ArchiveManifest, 'inputs' | 'missing'>> => {
  const earlier = await earlierManifest(prefix, deps);
  const taken = await takenInputs(job, deps);
  const reason = 'it was refused, and deleted at once';
  return earlier ?? { inputs: [], missing: taken.map(({ key }) => ({ key, reason })) };
};

const archiveInputs = async (
  job: Job,
  prefix: string,
  deps: ArchiveDeps,
): Promise<Pick<ArchiveManifest, 'inputs' | 'missing' | 'inputsIn'>> => {
  if (job.archivedInput) return { inputs: [], missing: [], inputsIn: job.archivedInput };
  // A manifest is written when all inputs are there: an earlier attempt, or the job's recoverable failure, was here.
  const earlier = await earlierManifest(prefix, deps);
  if (earlier) return { inputs: earlier.inputs, missing: earlier.missing };
  const taken = await inParallel(parallel, await takenInputs(job, deps), (object) => archiveInput(object, job, deps));
  return {
    inputs: taken.filter((entry) => 'sha256' in entry),
    missing: taken.filter((entry) => 'reason' in entry),
  };
};

/** The user, or the bucket's lifecycle, may be faster than the archive. */
const missingBecause: Readonly<Record<string, string>> = {
  NoSuchKey: 'it was gone',
  NotFound: 'it was gone',
  PreconditionFailed: 'it was replaced after it was collected, and stays in the drop',
};

type Archived = ArchiveManifest['inputs'][number];
type Missing = ArchiveManifest['missing'][number];

const archiveInput = async (
  object: InputManifest[number],
  job: Job,
  deps: ArchiveDeps,
): Promise<Archived | Missing> => {
  const { key, etag, bytes } = object;
  if (bytes > maxCopyBytes) return { key, reason: 'it is larger than 5 GB, and stays in the drop' };
  const archivedAs = inputsPrefixOf(job) + relativeKey(key, job.input.prefix);
  try {
    await deps.inputs.copy(key, deps.archive.bucket, archivedAs, etag);
  } catch (error) {
    const reason = error instanceof Error ? missingBecause[error.name] : undefined;
    if (reason) return { key, reason };
    throw error;
  }
  return { key, etag, archivedAs, bytes, sha256: await sha256Of(deps.archive, archivedAs) };
};

/** The part of a key below the drop: a drop of a single object keeps the object's own name. */
const relativeKey = (key: string, prefix: string): string =>
  key === prefix ? key.slice(key.lastIndexOf('/') + 1) : key.slice(prefix.length);

const sha256Of = async (store: ObjectStore, key: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(await store.open(key), hash);
  return hash.digest('hex');
};

const earlierManifest = async (prefix: string, { archive }: ArchiveDeps): Promise<ArchiveManifest | undefined> => {
  for await (const { key } of archive.list(`${prefix}manifest.json`)) {
    return archiveManifest.parse(JSON.parse(await archive.readText(key)));
  }
  return undefined;
};

const recordOf = (
  job: Job,
  manifest: ArchiveManifest,
  prefix: string,
  { archive, now }: ArchiveDeps,
): ArchiveRecord => {
  const { inputs, results, missing } = manifest;
  const objects = [...inputs, ...results];
  const inputsPrefix = inputsElsewhere(job);
  return {
    bucket: archive.bucket,
    prefix,
    objects: objects.length + 1,
    bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
    archivedAt: now().toISOString(),
    ...(inputsPrefix !== undefined && { inputsPrefix }),
    ...(missing.length > 0 && { missing: missing.length }),
  };
};
