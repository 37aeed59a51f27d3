import * as z from 'zod';
import type { CellRecord } from '#schemas/inventory/cell.ts';
import { inventoryState, trendPoint } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { keysOf, readPieces } from '../collect/collected.ts';
import { keptKey } from '../job.ts';
import type { Before } from './analyse.ts';
import type { EarlierLook } from './changes.ts';
import type { ItemContext } from './items.ts';
import type { Item, TableStore } from './table-store.ts';

/** What a scan leaves to the next of its scope, as an object in S3. */
const memory = z.object({
  state: inventoryState,
  trend: z.array(trendPoint),
  /** When each resource was first seen, by ARN. */
  firstSeen: z.record(z.string(), z.string()),
});

export type Memory = z.infer<typeof memory>;

/** Where the last complete look at each type of a cell lies: carried from record to record, so that it is two reads away. */
const completeLooks = z.record(z.string(), z.object({ scannedAt: z.string(), keys: z.array(z.string()) }));

type CompleteLooks = z.infer<typeof completeLooks>;

/** All that earlier scans left, and where it lies. */
export type Remembered = {
  readonly before: Before;
  readonly firstSeen: Readonly<Record<string, string>>;
  readonly complete: ReadonlyMap<string, CompleteLooks>;
};

const cellId = (scope: string, id: string): string => `cell#${scope}#${id}`;
const scanId = (scope: string): string => `scan#${scope}`;

type Deps = { readonly artifacts: ArtifactStore; readonly table: TableStore };

type Scanned = { readonly scope: string; readonly scannedAt: string; readonly cells: readonly CellRecord[] };

const recall = async ({ scope, scannedAt }: Scanned, { artifacts, table }: Deps): Promise<Memory | undefined> => {
  const record = await table.latest(scanId(scope), scannedAt);
  return typeof record?.memory_key === 'string'
    ? memory.parse(JSON.parse(await artifacts.readText(record.memory_key)))
    : undefined;
};

const lookedAt = async (
  cell: CellRecord,
  complete: CompleteLooks,
  artifacts: Deps['artifacts'],
): Promise<EarlierLook[]> => {
  const read = new Map<string, Promise<InventoryResource[]>>();
  const resourcesUnder = (keys: readonly string[]) => {
    const name = keys.join('\n');
    const reading = read.get(name) ?? readPieces(artifacts, keys);
    read.set(name, reading);
    return reading;
  };
  return Promise.all(
    Object.entries(complete).map(async ([type, { scannedAt, keys }]) => {
      const resources = (await resourcesUnder(keys)).filter((resource) => resource.type === type);
      return { type, accountId: cell.accountId, region: cell.region, scannedAt, resources };
    }),
  );
};

/** What scans of the same scope before this one's time left. A repeat finds the same. */
export const remember = async (scan: Scanned, deps: Deps): Promise<Remembered> => {
  const last = await recall(scan, deps);
  const records = await inParallel(16, scan.cells, async (cell) => {
    const record = await deps.table.latest(cellId(scan.scope, cell.id), scan.scannedAt);
    const complete = completeLooks.parse(record?.complete ?? {});
    return { cell, complete, looks: await lookedAt(cell, complete, deps.artifacts) };
  });
  return {
    before: {
      looks: records.flatMap(({ looks }) => looks),
      trend: last?.trend ?? [],
      ...(last ? { state: last.state } : {}),
    },
    firstSeen: last?.firstSeen ?? {},
    complete: new Map(records.map(({ cell, complete }) => [cell.id, complete])),
  };
};

const completeAfter = (cell: CellRecord, scannedAt: string, before: CompleteLooks): CompleteLooks => ({
  ...before,
  ...Object.fromEntries(
    cell.looks
      .filter(({ outcome }) => outcome === 'complete')
      .map(({ type }) => [type, { scannedAt, keys: [...keysOf(cell)] }]),
  ),
});

const cellItem = (cell: CellRecord, complete: CompleteLooks, { scope, scannedAt, ...context }: ItemContext): Item => ({
  resource_id: cellId(scope, cell.id),
  timestamp: scannedAt,
  scope,
  job_id: context.jobId,
  expires_at: context.expiresAt,
  ...cell,
  complete,
});

/** Leaves to the next scan what it needs of this one: the memory first, then what points to it. */
export const leave = async (
  { state, trend, firstSeen }: Memory,
  cells: readonly CellRecord[],
  before: Remembered['complete'],
  context: ItemContext,
  { artifacts, table }: Deps,
): Promise<void> => {
  const { jobId, scope, scannedAt, expiresAt } = context;
  const key = keptKey(jobId, `memory/${scannedAt}.json`);
  await artifacts.put(key, JSON.stringify({ state, trend, firstSeen }), 'application/json');
  const records = cells.map((cell) =>
    cellItem(cell, completeAfter(cell, scannedAt, before.get(cell.id) ?? {}), context),
  );
  await table.write([
    ...records,
    {
      resource_id: scanId(scope),
      timestamp: scannedAt,
      scope,
      job_id: jobId,
      memory_key: key,
      cells: cells.length,
      resources: cells.reduce((sum, { resources }) => sum + resources, 0),
      expires_at: expiresAt,
    },
  ]);
};
