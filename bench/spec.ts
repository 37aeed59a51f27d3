import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { parseAll } from '#jobs/spec/collect/parse/parse-all.ts';
import { specJob } from '#jobs/spec/job.ts';
import { fieldsOf, foundIn, goldModules, goldOf, goldTexts, precisionAndRecall } from '#jobs/spec/testing/gold.ts';
import { job } from '#schemas/job.ts';
import { type Source, source } from '#schemas/spec/source.ts';
import { printedBy } from './doors/measure-door.ts';
import type { Findings, Table } from './run.ts';
import { writeCopies, writeGiven } from './spec/drop.ts';

const counts = [30, 300, 3_500] as const;
const stages = ['collector', 'generator', 'validator'] as const;

const measurement = z.object({ ms: z.number(), cpuMs: z.number(), peakMb: z.number() });
type Stage = (typeof stages)[number];
type Measurement = z.infer<typeof measurement>;
type Row = {
  readonly name: string;
  /** A stage that is missing failed: `reason` says why. */
  readonly stages: Partial<Readonly<Record<Stage, Measurement>>>;
  readonly reason?: string;
  readonly source?: Source;
  readonly score?: number;
};

const script = join(import.meta.dirname, 'spec', 'stage.ts');

const jobIn = async (folder: string) => job.parse(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')));

const sourceIn = async (folder: string): Promise<Source> => {
  const { work } = (await jobIn(folder)).output;
  return source.parse(JSON.parse(await readFile(join(folder, 'out', work[specJob.work.source] ?? ''), 'utf8')));
};

/** Runs the doors one after the other, each in a process of its own, as far as they get. */
const runDoors = async (name: string, folder: string): Promise<Row> => {
  const measured: Partial<Record<Stage, Measurement>> = {};
  let found: Source | undefined;
  try {
    for (const stage of stages) {
      measured[stage] = measurement.parse(await printedBy(script, [stage, folder]));
      if (stage === 'collector') found = await sourceIn(folder);
    }
    const { qualityScore } = (await jobIn(folder)).output.summary;
    return { name, stages: measured, ...(found && { source: found }), score: Number(qualityScore) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, stages: measured, reason, ...(found && { source: found }) };
  }
};

const measure = async (name: string, write: (folder: string) => Promise<void>): Promise<Row> => {
  const folder = await mkdtemp(join(tmpdir(), 'dropforge-spec-'));
  try {
    await write(join(folder, 'drop'));
    return await runDoors(name, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

const cells = (one: Measurement | undefined): readonly string[] =>
  one ? [seconds(one.ms), seconds(one.cpuMs), `${Math.round(one.peakMb)} MB`] : ['failed', '', ''];

const parsedFiles = ({ source: found }: Row): number =>
  found?.files.filter(({ outcome }) => outcome === 'parsed').length ?? 0;

const timeTable = (rows: readonly Row[]): Table => ({
  title: 'Specifications: time and peak memory of each stage in a process of its own, no model',
  columns: ['source', 'parsed', ...stages.flatMap((stage) => [stage, 'CPU', 'peak']), 'together', 'QualityScore'],
  rows: rows.map((row) => [
    row.name,
    parsedFiles(row).toLocaleString('en-US'),
    ...stages.flatMap((stage) => cells(row.stages[stage])),
    seconds(Object.values(row.stages).reduce((sum, { ms }) => sum + ms, 0)),
    row.score === undefined ? (row.reason ?? '') : String(row.score),
  ]),
});

const shares = (found: Iterable<string>, expected: Iterable<string>): readonly string[] => {
  const { precision, recall } = precisionAndRecall(found, expected);
  return [precision.toFixed(3), recall.toFixed(3)];
};

const goldTable = async (): Promise<Table> => ({
  title: 'Facts against what a person found in the same modules',
  columns: ['module', 'endpoints', 'precision', 'recall', 'fields', 'precision', 'recall'],
  rows: await Promise.all(
    (await goldModules()).map(async (module) => {
      const expected = await goldOf(module);
      const found = foundIn((await parseAll(await goldTexts(module))).facts);
      return [
        module,
        String(expected.endpoints.length),
        ...shares(found.endpoints, expected.endpoints),
        String(fieldsOf(expected).length),
        ...shares(fieldsOf(found), fieldsOf(expected)),
      ];
    }),
  ),
});

const endpointTable = ({ name, source: found }: Row): Table => ({
  title: `Endpoints of ${name}, for a person to check`,
  columns: ['endpoint', 'access', 'handler', 'where'],
  rows: (found?.facts.endpoints ?? []).map(({ verb, route, auth, handlerName, span }) => [
    `${verb} ${route}`,
    auth.access,
    handlerName,
    `${span.path}:${span.start}-${span.end}`,
  ]),
});

const entityTable = ({ name, source: found }: Row): Table => ({
  title: `Entities of ${name}`,
  columns: ['entity', 'fields', 'relations', 'where'],
  rows: (found?.facts.entities ?? []).map(({ name: entity, fields, relations, span }) => [
    entity,
    fields
      .map((field) => field.name)
      .join(', ')
      .slice(0, 80),
    relations.map(({ target }) => target).join(', '),
    `${span.path}:${span.start}-${span.end}`,
  ]),
});

/** `npm run bench -- spec [PATH…]`: our own fixtures, modules of 30 to 3,500 files, or the ZIPs and folders that are given. */
export const run = async (paths: readonly string[]): Promise<Findings> => {
  const rows: Row[] = [];
  if (paths.length === 0) {
    for (const count of counts) rows.push(await measure(`${count} files`, (folder) => writeCopies(folder, count)));
  }
  for (const path of paths) rows.push(await measure(basename(path), (folder) => writeGiven(folder, resolve(path))));
  const listed =
    paths.length === 0 ? [await goldTable()] : rows.flatMap((row) => [endpointTable(row), entityTable(row)]);
  const figures = rows.map(({ source: found, ...row }) => ({
    ...row,
    files: found?.files.length,
    endpoints: found?.facts.endpoints.length,
    entities: found?.facts.entities.length,
  }));
  return { tables: [...listed, timeTable(rows)], figures };
};
