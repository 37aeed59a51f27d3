import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import type { InputsCollected } from '#events/inputs-collected.ts';
import type { CellReading, CellRecord } from '#schemas/inventory/cell.ts';
import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { Job } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, type DoorDeps, draft, type StageResult } from '#shared/pipeline/door.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { type Collected, collected, keysOf, readPieces } from './collect/collected.ts';
import { type Analysis, analyse } from './generate/analyse.ts';
import { fitsItem, type ItemContext, resourceItem } from './generate/items.ts';
import { knowledge } from './generate/knowledge.ts';
import { looksOf } from './generate/looks.ts';
import { leave, type Remembered, remember } from './generate/memory.ts';
import { writePages } from './generate/pages.ts';
import { renderings } from './generate/report/index.ts';
import type { TableStore } from './generate/table-store.ts';
import { inventoryJob, keptKey, scopeOf } from './job.ts';

type Data = z.infer<typeof InputsCollected.data>;

export type GenerateDeps = DoorDeps & {
  readonly table: TableStore;
  /** How long items of the table are kept. */
  readonly inventoryDays: number;
};

type Scan = Collected['scans'][number];
type Held = {
  readonly analysis: Analysis;
  readonly resources: readonly InventoryResource[];
  /** Since when each resource is known, by ARN. */
  readonly firstSeen: Readonly<Record<string, string>>;
};

const readingOf = async (cell: CellRecord, scannedAt: string, artifacts: ArtifactStore): Promise<CellReading> => {
  const { id, accountId, region, service, looks } = cell;
  const resources = await readPieces(artifacts, keysOf(cell));
  return { cell: { id, accountId, region, service }, scannedAt, looks, resources };
};

/** Configurations that do not fit in an item lie beside the readings, under a name made of what they say. */
const putAway = async (resource: InventoryResource, jobId: string, artifacts: ArtifactStore): Promise<string> => {
  const text = JSON.stringify(resource.configuration);
  const key = keptKey(jobId, `configurations/${createHash('sha256').update(text).digest('hex')}.json`);
  await artifacts.put(key, text, 'application/json');
  return key;
};

const record = async (
  { analysis, resources, firstSeen }: Held,
  context: ItemContext,
  { artifacts, table }: GenerateDeps,
): Promise<void> => {
  const byArn = Map.groupBy(analysis.report.findings, ({ resource }) => resource.arn);
  const items = await inParallel(8, resources, async (resource) => {
    const findings: readonly InventoryFinding[] = byArn.get(resource.arn) ?? [];
    const since = firstSeen[resource.arn] ?? context.scannedAt;
    const key = fitsItem(resource.configuration) ? undefined : await putAway(resource, context.jobId, artifacts);
    return resourceItem(resource, findings, since, context, key);
  });
  await table.write(items);
};

/** Since when each resource is known; what is gone for certain is forgotten, what could not be looked at is not. */
const firstSeenAfter = (
  { analysis, resources }: Pick<Held, 'analysis' | 'resources'>,
  before: Remembered['firstSeen'],
  scannedAt: string,
): Record<string, string> => {
  const gone = new Set(analysis.report.changes.gone.map(({ arn }) => arn));
  const kept = Object.entries(before).filter(([arn]) => !gone.has(arn));
  const known = new Map(kept);
  for (const { arn } of resources) if (!known.has(arn)) known.set(arn, scannedAt);
  return Object.fromEntries(known);
};

/** One scan: read, held against the rules and what came before, written to the table, left to the next. */
const hold = async (job: Job, found: Collected, { scannedAt, cells }: Scan, deps: GenerateDeps): Promise<Held> => {
  const { source, exceptions } = found;
  const scope = scopeOf(source, job);
  const readings = await inParallel(8, cells, (cell) => readingOf(cell, scannedAt, deps.artifacts));
  const remembered = await remember({ scope, scannedAt, cells }, deps);
  const scan = { jobId: job.jobId, source, scannedAt, readings, cells };
  const analysis = analyse(scan, remembered.before, { ...knowledge, exceptions });
  const { resources } = looksOf(readings);
  const firstSeen = firstSeenAfter({ analysis, resources }, remembered.firstSeen, scannedAt);
  const held = { analysis, resources, firstSeen };
  const expiresAt = Math.floor(Date.parse(job.submittedAt) / 1000) + deps.inventoryDays * 86_400;
  const context = { jobId: job.jobId, scope, scannedAt, expiresAt };
  await record(held, context, deps);
  const { state, report } = analysis;
  await leave({ state, trend: report.trend, firstSeen }, cells, remembered.complete, context, deps);
  return held;
};

const metricsOf = (job: Job, { counts, costs, coverage }: InventoryReport) => ({
  ResourcesScanned: counts.resources,
  EolWarnings: counts.eolWarnings,
  CriticalFindings: counts.bySeverity.critical,
  EstimatedMonthlySavings: costs.monthlyUsd,
  CellsIncomplete: counts.cellsIncomplete,
  ApiCalls: counts.calls,
  ScanDurationMs: job.scatter
    ? Date.parse(job.history.findLast(({ stage }) => stage === 'collector')?.endedAt ?? job.submittedAt) -
      Date.parse(job.submittedAt)
    : coverage.reduce((sum, { durationMs }) => sum + durationMs, 0),
});

const write = async (
  job: Job,
  { analysis, resources, firstSeen }: Held,
  artifacts: ArtifactStore,
): Promise<StageResult> => {
  const { report, alerts } = analysis;
  const put = (name: string, text: string, type: string) =>
    artifacts.put(artifactKey(job.jobId, 'generator', name), text, type);
  const findings = await put('findings.json', `${JSON.stringify(report, null, 2)}\n`, 'application/json');
  const rendered = await inParallel(2, renderings, ({ name, contentType, render }) =>
    put(name, render(report, resources), contentType),
  );
  const pages = await writePages(report, resources, firstSeen, artifacts);
  const alerting = await put('alerts.json', JSON.stringify(alerts), 'application/json');
  return {
    patch: {
      artifacts: [...rendered, findings],
      work: { findings: findings.key, alerts: alerting.key, [inventoryJob.work.pages]: pages },
      summary: { metrics: metricsOf(job, report) },
    },
    events: [draft(ArtifactGenerated, { key: findings.key })],
  };
};

/**
 * The inventory job's third door. Holds every scan that was collected against the rules and against what scans of the same
 * scope left before it, the oldest first; writes them to the inventory table; makes the report of the latest.
 */
export const generate: Door<Data, GenerateDeps> = async (job, { key }, deps) => {
  const found = collected.parse(JSON.parse(await deps.artifacts.readText(key)));
  let held: Held | undefined;
  for (const scan of found.scans) held = await hold(job, found, scan, deps);
  if (!held) throw new Error('A collection holds at least one scan');
  return write(job, held, deps.artifacts);
};
