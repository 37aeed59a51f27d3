import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { printedBy } from './doors/measure-door.ts';
import type { Findings, Table } from './run.ts';
import { writeDrop } from './scale/drop.ts';
import { writeSnapshot } from './scale/snapshot.ts';

const counts = [10, 100, 1_000, 10_000] as const;
const stages = ['collector', 'generator', 'validator'] as const;

const measurement = z.object({ ms: z.number(), cpuMs: z.number(), peakMb: z.number() });
type Stage = (typeof stages)[number];
/** Undefined: the stage failed, `reason` says why. */
type Measurement = z.infer<typeof measurement> | { readonly reason: string };
type Row = {
  readonly resources: number;
  readonly files: number;
  readonly bytes: number;
  readonly stages: Partial<Record<Stage, Measurement>>;
};

/** One stage in a process of its own, with Node's own limits. */
const measureStage = async (stage: Stage, folder: string): Promise<Measurement> => {
  try {
    return measurement.parse(await printedBy(join(import.meta.dirname, 'scale', 'stage.ts'), [stage, folder]));
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
};

const measureDrop = async (resources: number): Promise<Row> => {
  const folder = await mkdtemp(join(tmpdir(), 'dropforge-scale-'));
  try {
    const written = await writeDrop(join(folder, 'drop'), resources);
    const measured: Partial<Record<Stage, Measurement>> = {};
    for (const stage of stages) {
      const one = await measureStage(stage, folder);
      measured[stage] = one;
      if ('reason' in one) break;
    }
    return { resources, ...written, stages: measured };
  } finally {
    await rm(folder, { recursive: true });
  }
};

const took = (one: Measurement | undefined): one is z.infer<typeof measurement> => one !== undefined && 'ms' in one;

/** Of two rows: by how much the processor time grew, where the resources grew tenfold. Below 10 is less than linear. */
const growth = (row: Row, before: Row | undefined, stage: Stage): string => {
  const [now, then] = [row.stages[stage], before?.stages[stage]];
  return took(now) && took(then) ? `x${(now.cpuMs / then.cpuMs).toFixed(1)}` : '';
};

const cells = (row: Row, before: Row | undefined, stage: Stage): readonly string[] => {
  const one = row.stages[stage];
  if (!took(one)) return [one ? 'failed' : '-', '', '', ''];
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  return [seconds(one.ms), seconds(one.cpuMs), growth(row, before, stage), `${Math.round(one.peakMb)} MB`];
};

const together = ({ stages: measured }: Row): string => {
  const all = Object.values(measured).filter(took);
  return all.length === stages.length ? `${(all.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(2)} s` : '-';
};

const table = (rows: readonly Row[]): Table => ({
  title:
    'Drops of many resources: time, growth from the row above, and peak memory of each stage in a process of its own',
  columns: ['resources', 'files', 'MB', ...stages.flatMap((stage) => [stage, 'CPU', 'grew', 'peak']), 'together'],
  rows: rows.map((row, at) => [
    row.resources.toLocaleString('en-US'),
    row.files.toLocaleString('en-US'),
    (row.bytes / 1e6).toFixed(1),
    ...stages.flatMap((stage) => cells(row, rows[at - 1], stage)),
    together(row),
  ]),
  note: rows
    .flatMap(({ resources, stages: measured }) =>
      Object.entries(measured).flatMap(([stage, one]) =>
        'reason' in one ? [`${resources}, ${stage}: ${one.reason}`] : [],
      ),
    )
    .join('\n'),
});

const snapshotBytes = 400_000_000;

/** A snapshot of AWS Config as one file: as many resources as a job takes, and far more. */
const measureSnapshot = async (resources: number): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'dropforge-scale-'));
  try {
    await writeSnapshot(join(folder, 'drop', 'snapshot.json'), snapshotBytes, resources);
    const one = await measureStage('collector', folder);
    const count = resources.toLocaleString('en-US');
    return 'reason' in one
      ? [count, one.reason, '']
      : [count, `${(one.ms / 1000).toFixed(2)} s`, `${Math.round(one.peakMb)} MB`];
  } finally {
    await rm(folder, { recursive: true });
  }
};

const snapshotTable = async (): Promise<Table> => ({
  title: `An AWS Config snapshot of ${snapshotBytes / 1e6} MB in the collector`,
  columns: ['resources', 'time', 'peak'],
  rows: [await measureSnapshot(10_000), await measureSnapshot(100_000)],
});

/** What drops of 10 to 10,000 resources cost each stage, and what a long snapshot costs the collector; or drops of as many as the arguments say. */
export const run = async (args: readonly string[]): Promise<Findings> => {
  const wanted = args.map(Number).filter((each) => Number.isInteger(each) && each > 0);
  const rows: Row[] = [];
  for (const count of wanted.length > 0 ? wanted : counts) rows.push(await measureDrop(count));
  const snapshots = wanted.length > 0 ? [] : [await snapshotTable()];
  return { tables: [table(rows), ...snapshots], figures: { rows, snapshots } };
};
