import { createHash } from 'node:crypto';
import { inputManifest } from '#schemas/archive-manifest.ts';
import type { Job } from '#schemas/job.ts';
import { readyMarker } from '#schemas/template-options.ts';
import {
  artifactOf,
  collected,
  failedPart,
  generated,
  partOf,
  partsIn,
  type Taken,
  validated,
} from '../doors/reading.ts';
import type { Upload } from '../people/drop.ts';
import type { Scene } from '../people/scene.ts';
import type { Version } from '../services/s3.ts';
import { Violation } from '../world/violation.ts';
import { jobsIn } from './at-rest.ts';
import type { Report } from './job-writes.ts';

const promise = 'Artifacts are those of a run without faults';

type Inputs = readonly { readonly key: string; readonly version: Version }[];

/** What a job took, by its collector's list: from the drop, or from the archive once it was there. */
const takenBy = ({ output }: Job, all: Inputs, { buckets }: Scene): Taken[] => {
  const list = buckets.current('output', output.work.inputs ?? '')?.body?.toString() ?? '[]';
  return inputManifest.parse(JSON.parse(list)).flatMap(({ key, etag }) => {
    const text = all.find(({ version }) => version.etag === etag)?.version.body?.toString();
    return text === undefined ? [] : [{ name: key.slice(key.lastIndexOf('/') + 1), text }];
  });
};

/** Parts that were given up are told as failed; nothing else may differ. */
const scanned = (taken: readonly Taken[], collection: string): string => {
  const plan = collected(taken);
  const lines = collection.split('\n');
  return Array.from({ length: partsIn(plan) }, (_, part) =>
    lines[part] === failedPart(part) ? failedPart(part) : partOf(plan, part),
  ).join('\n');
};

const expected = (job: Job, taken: readonly Taken[], { buckets }: Scene): string => {
  if (job.kind !== 'inventory') return artifactOf(taken);
  const collection = buckets.current('output', job.output.work.scanned ?? '')?.body?.toString() ?? '';
  return validated(generated(scanned(taken, collection)));
};

/** Whether the folder was used for one drop: then one job takes all of it, whatever comes of the notifications; a marker may be late. */
const isWhole = (job: Job, taken: readonly Taken[], once: readonly (readonly Upload[])[]): boolean => {
  const uploads = once.find((each) => each[0]?.key.startsWith(job.input.prefix));
  const isMeant = (name: string) => !name.endsWith(readyMarker);
  return (
    !uploads || uploads.filter(({ key }) => isMeant(key)).length === taken.filter(({ name }) => isMeant(name)).length
  );
};

/** At rest: each job that succeeded has made of its inputs what a run without faults makes of them. */
export const checkArtifacts = (
  scene: Scene,
  all: Inputs,
  once: readonly (readonly Upload[])[],
  report: Report,
): void => {
  for (const job of jobsIn(scene)) {
    if (job.status !== 'Succeeded') continue;
    const { jobId, output } = job;
    const taken = takenBy(job, all, scene);
    if (!isWhole(job, taken, once))
      report(new Violation(promise, `${jobId} took ${taken.length} objects only`, [jobId]));
    const artifact = output.artifacts.find(({ name }) => name === 'artifact.txt');
    const made = scene.buckets.current('output', artifact?.key ?? '')?.body?.toString() ?? '';
    if (made !== expected(job, taken, scene)) report(new Violation(promise, `${jobId} made\n${made}`, [jobId]));
    if (createHash('sha256').update(made).digest('hex') !== artifact?.sha256)
      report(new Violation(promise, `${jobId} says it made another`, [jobId]));
  }
};
