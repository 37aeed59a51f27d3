/** `node stage.ts <stage> <folder>`: runs one door of the inventory over a folder in a process of its own, and prints what it took. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as z from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { type Job, job } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import type { StageResult } from '#shared/pipeline/door.ts';
import { claimed, completed, newJob } from '#shared/pipeline/job.ts';
import { folderStore } from '../scale/folder-store.ts';

const now = '2026-11-20T12:00:00.000Z';
const [, , name = '', folder = ''] = process.argv;
const state = join(folder, 'state.json');

let calls = 0;

/** Counts what would be a request. */
const counted = (store: ArtifactStore): ArtifactStore => {
  const count =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Result) =>
    (...given: Arguments): Result => {
      calls += 1;
      return call(...given);
    };
  return { ...store, put: count(store.put), readText: count(store.readText), open: count(store.open) };
};

const inputs = counted(folderStore(folder));
const artifacts = counted(folderStore(join(folder, 'out')));

const fresh = (): Job =>
  newJob(
    {
      jobId: '019b7a11-0000-7000-8000-000000000001',
      kind: 'inventory',
      owner: 'bench',
      correlationId: 'bench',
      input: { bucket: 'in', prefix: 'drop/' },
      cause: 'bench',
      retentionDays: 1,
    },
    now,
  );

const said = (before: Job): unknown => before.outbox?.at(-1)?.data;

/** The inventory table as far as the generator reads it: the newest item of each resource; 25 a write. */
const memoryTable = () => {
  const newest = new Map<string, Record<string, unknown>>();
  return {
    async write(items: readonly (Readonly<Record<string, unknown>> & { readonly resource_id: string })[]) {
      calls += Math.ceil(items.length / 25);
      for (const item of items) if (/^(cell|scan)#/.test(item.resource_id)) newest.set(item.resource_id, { ...item });
    },
    async latest(resourceId: string) {
      calls += 1;
      return newest.get(resourceId);
    },
  };
};

const noLive = () => {
  throw new Error('The bench reads exports');
};

const stages: Readonly<Record<string, (before: Job) => Promise<StageResult>>> = {
  async collector(before) {
    const { collecting } = await import('#jobs/inventory/collect.ts');
    const survey = { own: noLive, enter: noLive, regions: noLive, members: noLive };
    return collecting({ sources: noLive, survey })(before, { input: before.input }, { inputs, artifacts });
  },
  async generator(before) {
    const { generate } = await import('#jobs/inventory/generate.ts');
    return generate(before, InputsCollected.data.parse(said(before)), {
      artifacts,
      table: memoryTable(),
      inventoryDays: 90,
    });
  },
  async validator(before) {
    const { validating } = await import('#jobs/inventory/validate.ts');
    return validating()(before, ArtifactGenerated.data.parse(said(before)), { artifacts });
  },
};

const stage = z.enum(['collector', 'generator', 'validator']).parse(name);
const before = stage === 'collector' ? fresh() : job.parse(JSON.parse(await readFile(state, 'utf8')));
const start = performance.now();
const result = await stages[stage]?.(before);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage();
if (result) {
  const claim = { token: 'bench', cause: stage, startedAt: now, leaseUntil: now };
  await writeFile(state, JSON.stringify(completed(claimed(before, stage, claim), stage, 'bench', result, now)));
}
// maxRSS is in kilobytes: https://nodejs.org/api/process.html#processresourceusage
console.log(
  JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024, calls }),
);
