import { buffer } from 'node:stream/consumers';
import { InputsCollected } from '#events/inputs-collected.ts';
import { ScanCellRequested } from '#events/scan-cell-requested.ts';
import type { InputManifest } from '#schemas/archive-manifest.ts';
import type { Job } from '#schemas/job.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import type { ObjectStore } from '#shared/aws/object-store.ts';
import { type CollectDeps, type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { scatterInto } from '#shared/pipeline/scatter.ts';
import { collected, partsIn, refusalOf, type Taken } from './reading.ts';

type Read = { readonly taken: Taken[]; readonly manifest: InputManifest };

const read = async (prefix: string, inputs: ObjectStore): Promise<Read> => {
  const taken: Taken[] = [];
  const manifest: InputManifest = [];
  for await (const { key, etag, bytes } of inputs.list(prefix)) {
    const name = key === prefix ? key.slice(key.lastIndexOf('/') + 1) : key.slice(prefix.length);
    taken.push({ name, text: (await buffer(await inputs.open(key, etag))).toString('utf8') });
    manifest.push({ key, etag, bytes });
  }
  return { taken, manifest };
};

/** Refuses inputs that ask for it. Whatever else is wrong with them is not this pipeline's to find. */
export const refuse = (stage: string, text: string): void => {
  if (!text.includes(refusalOf(stage))) return;
  throw new PermanentError('REFUSED', `The ${stage} was given what it refuses.`, 'Leave it out.');
};

const collecting = async (job: Job, { inputs, artifacts }: CollectDeps) => {
  const { taken, manifest } = await read(job.input.prefix, inputs);
  const text = collected(taken);
  const key = (name: string) => artifactKey(job.jobId, 'collector', name);
  const list = await artifacts.put(key('inputs.json'), JSON.stringify(manifest), 'application/json');
  refuse('collector', text);
  if (text === '') throw new PermanentError('EMPTY_DROP', 'There is nothing in it.', 'Drop something.');
  const collection = await artifacts.put(key('collection.txt'), text, 'text/plain');
  return { text, items: taken.length, key: collection.key, work: { inputs: list.key, collection: collection.key } };
};

/** Templates and specifications: reads the drop. */
export const collect: Door<unknown, CollectDeps> = async (job, _data, deps) => {
  const { key, items, work } = await collecting(job, deps);
  return { patch: { work }, events: [draft(InputsCollected, { key, items })] };
};

/** Inventories: plans parts, as many as the options say. */
export const plan: Door<unknown, CollectDeps> = async (job, _data, deps) => {
  const { text, key, work } = await collecting(job, deps);
  const { patch, events } = scatterInto(ScanCellRequested.type, key, partsIn(text));
  return { patch: { ...patch, work }, events };
};
