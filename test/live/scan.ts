import { scanAccess } from '#jobs/inventory/collect/access.ts';
import { collected } from '#jobs/inventory/collect/collected.ts';
import { planScan } from '#jobs/inventory/collect/plan.ts';
import { collectedLive, scanCells } from '#jobs/inventory/collect/scan-cell.ts';
import { sourcesOf } from '#jobs/inventory/collect/sources/index.ts';
import { awsSurvey } from '#jobs/inventory/collect/survey.ts';
import { generate } from '#jobs/inventory/generate.ts';
import { memoryTable } from '#jobs/inventory/testing/memory-table.ts';
import { inventoryOptions } from '#schemas/inventory/options.ts';
import { type InventoryReport, inventoryReport } from '#schemas/inventory/report.ts';
import type { JsonValue } from '#schemas/json.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { aJob } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import type { AwsProxy } from './proxy.ts';

type Options = Readonly<Record<string, unknown>>;

export type Night = {
  readonly report: InventoryReport;
  /** How often a cell was handed from one worker to the next. */
  readonly turns: number;
  readonly tookMs: { readonly scan: number; readonly analyse: number };
};

/** The doors of the inventory job one after the other in this process, on stores in memory, each call over HTTP. */
export const startScanning = ({ endpoint, credentials }: Pick<AwsProxy, 'endpoint' | 'credentials'>) => {
  const artifacts = memoryBuckets().bucketOf('output');
  const table = memoryTable();
  const access = scanAccess({ homeRegion: 'eu-west-1', endpoint, credentials });
  let nights = 0;

  /** @param workerMs after which a worker hands on what is left of its cell */
  const night = async (options: Options = {}, workerMs = 60_000): Promise<Night> => {
    const number = ++nights;
    const scannedAt = new Date(Date.now() + number * 1000).toISOString();
    const jobId = `0199aa00-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const asked = inventoryOptions.parse({ kind: 'inventory', live: true, types: [], ...options });
    const startedAt = performance.now();
    const planned = await planScan(asked, scannedAt, sourcesOf(asked), awsSurvey(access));
    const key = artifactKey(jobId, 'collector', 'plan.json');
    await artifacts.put(key, JSON.stringify(planned), 'application/json');
    const parts = planned.cells.length;
    const scatter = { stage: 'collector', event: 'ScanCellRequested', key, parts, startedAt: scannedAt } as const;
    const job = aJob({ kind: 'inventory', jobId, scatter, submittedAt: scannedAt });
    const work = scanCells({ artifacts, access, sources: sourcesOf, now: () => new Date() });
    let turns = 0;

    const scanPart = async (part: number): Promise<JsonValue> => {
      let state: JsonValue | undefined;
      for (let turn = 0; ; turn++) {
        const deadline = new Date(Date.now() + workerMs);
        const outcome = await work.run(job, { part, turn, state, deadline, signal: new AbortController().signal });
        if (outcome.do === 'finish') return outcome.result;
        turns++;
        state = outcome.state;
      }
    };
    const results = await inParallel(
      4,
      planned.cells.map((_, part) => part),
      scanPart,
    );
    if (parts > 0) await work.gather(job, results);
    else await collectedLive(job, planned, planned.troubles, artifacts);
    const scannedMs = performance.now() - startedAt;
    const found = artifactKey(jobId, 'collector', 'collected.json');
    const items = collected.parse(JSON.parse(await artifacts.readText(found))).scans.length;
    const { patch } = await generate(job, { key: found, items }, { artifacts, table, inventoryDays: 90 });
    const written = patch.artifacts?.find(({ name }) => name === 'findings.json')?.key ?? '';
    const report = inventoryReport.parse(JSON.parse(await artifacts.readText(written)));
    return { report, turns, tookMs: { scan: scannedMs, analyse: performance.now() - startedAt - scannedMs } };
  };

  return { night, table };
};

/** How the cells ended, by region and service. */
export const outcomesOf = ({ coverage }: InventoryReport): Readonly<Record<string, string>> =>
  Object.fromEntries(coverage.map(({ region, service, outcome }) => [`${region} ${service}`, outcome]));
