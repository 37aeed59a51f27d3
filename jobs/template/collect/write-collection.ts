import type { Artifact } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import type { Collection, ExportedResource } from '#shared/exports/resource.ts';
import { templateJob } from '../job.ts';

/** Characters of one object: a collection is written, and read again, without its text ever being in memory whole. */
const partCharacters = 8 * 1024 * 1024;

/** Resources as JSON arrays of about that length. */
function* partsOf(resources: readonly ExportedResource[]): Generator<string> {
  let part: string[] = [];
  let length = 0;
  for (const resource of resources) {
    const text = JSON.stringify(resource);
    if (length > 0 && length + text.length > partCharacters) {
      yield `[${part.join()}]`;
      part = [];
      length = 0;
    }
    part.push(text);
    length += text.length;
  }
  yield `[${part.join()}]`;
}

/**
 * Writes what was collected: `collection.json` with the first of the resources and, where there are many, the keys of further objects that hold the
 * others (`more`). Returns the first; generate/collection.ts reads it.
 */
export const writeCollection = async (
  { files, resources, templates, requests }: Collection,
  jobId: string,
  artifacts: ArtifactStore,
): Promise<Artifact> => {
  const { collection } = templateJob.work;
  const write = (name: string, text: string) =>
    artifacts.put(artifactKey(jobId, 'collector', name), text, 'application/json');
  const parts = partsOf(resources);
  const first = parts.next().value ?? '[]';
  const more: string[] = [];
  for (const part of parts) more.push((await write(`${collection}-${more.length + 2}.json`, part)).key);
  const told = JSON.stringify({ files, templates, requests, more });
  return write(`${collection}.json`, `${told.slice(0, -1)},"resources":${first}}`);
};
