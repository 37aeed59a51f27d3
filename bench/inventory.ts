import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { printedBy } from './doors/measure-door.ts';
import { writeNights } from './inventory/drop.ts';
import { accountOf } from './inventory/stub-account.ts';
import type { Findings, Table } from './run.ts';

const counts = [100, 1_000, 10_000, 50_000] as const;
const stages = ['collector', 'generator', 'validator'] as const;

const measurement = z.object({ ms: z.number(), cpuMs: z.number(), peakMb: z.number(), calls: z.number() });
type Stage = (typeof stages)[number];
type Measurement = z.infer<typeof measurement>;
type Row = { readonly resources: number; readonly stages: Readonly<Record<Stage, Measurement>> };

const liveMeasurement = z.object({
  scanMs: z.number(),
  analyseMs: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
  calls: z.number(),
});
type LiveRow = z.infer<typeof liveMeasurement> & { readonly resources: number };

const scriptOf = (name: string): string => join(import.meta.dirname, 'inventory', name);

const measureStage = async (stage: Stage, folder: string): Promise<Measurement> =>
  measurement.parse(await printedBy(scriptOf('stage.ts'), [stage, folder]));

/** Over HTTP, of a server in this process. */
const measureLive = async (resources: number): Promise<LiveRow> => {
  const account = await accountOf(resources / 2);
  try {
    return { resources, ...liveMeasurement.parse(await printedBy(scriptOf('live.ts'), [account.endpoint])) };
  } finally {
    await account.stop();
  }
};

const measure = async (resources: number): Promise<Row> => {
  const folder = await mkdtemp(join(tmpdir(), 'dropforge-inventory-'));
  try {
    await writeNights(join(folder, 'drop'), resources);
    const collector = await measureStage('collector', folder);
    const generator = await measureStage('generator', folder);
    const validator = await measureStage('validator', folder);
    return { resources, stages: { collector, generator, validator } };
  } finally {
    await rm(folder, { recursive: true });
  }
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** By how much more processor time grew than resources did: at most 1 is at most linear. */
const growth = (row: Row, before: Row | undefined, stage: Stage): string =>
  before ? (row.stages[stage].cpuMs / before.stages[stage].cpuMs / (row.resources / before.resources)).toFixed(2) : '';

const cells = (row: Row, before: Row | undefined, stage: Stage): readonly string[] => {
  const { ms, cpuMs, peakMb, calls } = row.stages[stage];
  return [seconds(ms), seconds(cpuMs), growth(row, before, stage), `${Math.round(peakMb)} MB`, String(calls)];
};

const table = (rows: readonly Row[]): Table => ({
  title: 'Two nights of an account: time, growth, peak memory and calls of each stage in a process of its own',
  columns: ['resources', ...stages.flatMap((stage) => [stage, 'CPU', 'grew', 'peak', 'calls']), 'together'],
  rows: rows.map((row, at) => [
    row.resources.toLocaleString('en-US'),
    ...stages.flatMap((stage) => cells(row, rows[at - 1], stage)),
    seconds(stages.reduce((sum, stage) => sum + row.stages[stage].ms, 0)),
  ]),
  note: 'grew: processor time against resources, from the row above; at most 1 is at most linear. Both nights are read and held against the rules.',
});

const liveTable = (rows: readonly LiveRow[]): Table => ({
  title: 'One night of an account over HTTP, one region: scan and analysis in one process that holds their stores, too',
  columns: ['resources', 'scan', 'analysis', 'CPU', 'grew', 'peak', 'calls'],
  rows: rows.map(({ resources, scanMs, analyseMs, cpuMs, peakMb, calls }, at) => {
    const before = rows[at - 1];
    return [
      resources.toLocaleString('en-US'),
      seconds(scanMs),
      seconds(analyseMs),
      seconds(cpuMs),
      before ? (cpuMs / before.cpuMs / (resources / before.resources)).toFixed(2) : '',
      `${Math.round(peakMb)} MB`,
      String(calls),
    ];
  }),
  note: 'Instances and volumes, in pages of 1,000 and 500, of a server that answers at once: the time is our own.',
});

/** `npm run bench -- inventory [most]`: accounts of 100 to 50,000 resources, or to as many as are given. */
export const run = async ([most = '50000']: readonly string[]): Promise<Findings> => {
  const exported: Row[] = [];
  const live: LiveRow[] = [];
  for (const resources of counts.filter((count) => count <= Number(most))) {
    exported.push(await measure(resources));
    live.push(await measureLive(resources));
  }
  return { tables: [table(exported), liveTable(live)], figures: { exported, live } };
};
