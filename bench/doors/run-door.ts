import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Job, type JobKind, job } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import type { StageResult } from '#shared/pipeline/door.ts';
import { claimed, completed, newJob } from '#shared/pipeline/job.ts';
import { folderStore } from './folder-store.ts';

const now = '2026-11-20T12:00:00.000Z';

/** What the stages of a job share: the drop in `drop/`, what they write in `out/`. `said` is what the stage before said. */
export type Bench = { readonly inputs: ArtifactStore; readonly artifacts: ArtifactStore; said(before: Job): unknown };

/** One door each, by the name of its stage; what it needs is imported by itself, so that it is all that is measured. */
export type Doors = Readonly<Record<string, (before: Job, bench: Bench) => Promise<StageResult>>>;

const fresh = (kind: JobKind): Job =>
  newJob(
    {
      jobId: '019b7a11-0000-7000-8000-000000000001',
      kind,
      owner: 'bench',
      correlationId: 'bench',
      input: { bucket: 'in', prefix: 'drop/' },
      cause: 'bench',
      retentionDays: 1,
    },
    now,
  );

/**
 * Run as `node script.ts <stage> <folder>`: runs that stage's door in this process, keeps the job for the next one, and prints
 * what it took as a line of JSON, with what `more` adds.
 * @param store how a folder of the bench becomes a bucket
 */
export const runDoor = async (
  kind: JobKind,
  doors: Doors,
  { store = folderStore, more = () => ({}) }: { store?: (folder: string) => ArtifactStore; more?: () => object } = {},
): Promise<void> => {
  const [, , name = '', folder = ''] = process.argv;
  const door = Object.hasOwn(doors, name) ? doors[name] : undefined;
  if (!door) throw new Error(`Which stage? One of: ${Object.keys(doors).join(', ')}`);
  const state = join(folder, 'state.json');
  const before = name === 'collector' ? fresh(kind) : job.parse(JSON.parse(await readFile(state, 'utf8')));
  const bench: Bench = {
    inputs: store(folder),
    artifacts: store(join(folder, 'out')),
    said: ({ outbox }) => outbox?.at(-1)?.data,
  };
  const start = performance.now();
  const result = await door(before, bench);
  const ms = performance.now() - start;
  // Of all threads, an engine's too: it says the same on a machine that is busy with other things.
  const { user, system } = process.cpuUsage();
  const claim = { token: 'bench', cause: name, startedAt: now, leaseUntil: now };
  const stage = job.shape.stage.parse(name);
  const after = completed(claimed(before, stage, claim), stage, 'bench', result, now);
  await writeFile(state, JSON.stringify(after));
  // maxRSS is in kilobytes: https://nodejs.org/api/process.html#processresourceusage
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, ...more() }));
};
