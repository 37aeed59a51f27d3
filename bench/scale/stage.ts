/** `node stage.ts <stage> <folder>`: runs one stage's door over a folder in a process of its own, and prints what it took. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as z from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { type Job, job } from '#schemas/job.ts';
import type { StageResult } from '#shared/pipeline/door.ts';
import { claimed, completed, newJob } from '#shared/pipeline/job.ts';
import { folderStore } from './folder-store.ts';

const now = '2026-01-01T00:00:00.000Z';
const [, , name = '', folder = ''] = process.argv;
const state = join(folder, 'state.json');
const inputs = folderStore(folder);
const artifacts = folderStore(join(folder, 'out'));

const fresh = (): Job =>
  newJob(
    {
      jobId: '019b7a11-0000-7000-8000-000000000001',
      kind: 'template',
      owner: 'bench',
      correlationId: 'bench',
      input: { bucket: 'in', prefix: 'drop/' },
      cause: 'bench',
      retentionDays: 1,
    },
    now,
  );

/** The event that the stage before it put into the outbox. */
const said = (before: Job): unknown => before.outbox?.at(-1)?.data;

const stages: Readonly<Record<string, (before: Job) => Promise<StageResult>>> = {
  async collector(before) {
    const { collect } = await import('#jobs/template/collect.ts');
    return collect(before, { input: before.input }, { inputs, artifacts });
  },
  async generator(before) {
    const { generate } = await import('#jobs/template/generate.ts');
    return generate(before, InputsCollected.data.parse(said(before)), { artifacts });
  },
  async validator(before) {
    const { validate } = await import('#jobs/template/validate.ts');
    const { sharedEngine } = await import('#jobs/template/validate/engine.ts');
    try {
      return await validate(before, ArtifactGenerated.data.parse(said(before)), { artifacts });
    } finally {
      await sharedEngine().close();
    }
  },
};

const stage = z.enum(['collector', 'generator', 'validator']).parse(name);
const before = stage === 'collector' ? fresh() : job.parse(JSON.parse(await readFile(state, 'utf8')));
const start = performance.now();
const result = await stages[stage]?.(before);
const ms = performance.now() - start;
// Of all threads, the engine's too: it says the same on a machine that is busy with other things.
const { user, system } = process.cpuUsage();
if (result) {
  const claim = { token: 'bench', cause: stage, startedAt: now, leaseUntil: now };
  await writeFile(state, JSON.stringify(completed(claimed(before, stage, claim), stage, 'bench', result, now)));
}
// maxRSS is in kilobytes: https://nodejs.org/api/process.html#processresourceusage
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 }));
