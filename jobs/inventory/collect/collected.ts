import * as z from 'zod';
import { type CellReading, type CellRecord, cellReading, cellRecord } from '#schemas/inventory/cell.ts';
import { exception } from '#schemas/inventory/options.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { keptKey } from '../job.ts';

/** collected.json: what the collector hands to the generator. */
export const collected = z.object({
  source: z.enum(['live', 'exports']),
  exceptions: z.array(exception),
  /** The oldest first; a live job has one. */
  scans: z.array(z.object({ scannedAt: z.iso.datetime({ precision: 3 }), cells: z.array(cellRecord) })).min(1),
});

export type Collected = z.infer<typeof collected>;

/** A piece is read and written in one go: this many resources of some kilobytes each are some megabytes. */
export const resourcesPerPiece = 2_000;

/** What lies in one object: some of a cell's resources. Its looks are in the cell's record, which knows how they ended. */
const piece = cellReading.omit({ looks: true });

/** Writes some of a cell's resources where they are kept as long as the inventory; returns the key. */
export const writePiece = async (
  artifacts: ArtifactStore,
  jobId: string,
  name: string,
  { cell, scannedAt, resources }: Omit<CellReading, 'looks'>,
): Promise<string> => {
  const key = keptKey(jobId, `readings/${cell.id}/${name}.json`);
  const body = JSON.stringify({ cell, scannedAt, resources } satisfies z.infer<typeof piece>);
  await artifacts.put(key, body, 'application/json');
  return key;
};

export const keysOf = ({ key, more = [] }: Pick<CellRecord, 'key' | 'more'>): readonly string[] =>
  key === undefined ? [] : [key, ...more];

/** The resources that lie under these keys; one that comes twice counts as it was read last. */
export const readPieces = async (
  artifacts: Pick<ArtifactStore, 'readText'>,
  keys: readonly string[],
): Promise<InventoryResource[]> => {
  const pieces = await inParallel(4, keys, async (key) => piece.parse(JSON.parse(await artifacts.readText(key))));
  const byArn = new Map(pieces.flatMap(({ resources }) => resources.map((each) => [each.arn, each] as const)));
  return [...byArn.values()];
};
