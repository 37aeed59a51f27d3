import type { CellReading, Look } from '#schemas/inventory/cell.ts';
import { type InventoryResource, inventoryResource } from '#schemas/inventory/resource.ts';
import { parseArn } from '#shared/cloudformation/arn.ts';
import { collectFiles, type DropFile } from '#shared/exports/collect-files.ts';
import type { CollectedFile, ExportedResource } from '#shared/exports/resource.ts';

/** What a drop of exports is to an inventory: readings as a live scan takes them, and what became of each file. */
export type ExportsRead = {
  /** One for each cell and scan; a drop may hold several scans, told apart by `scannedAt`. */
  readonly readings: readonly CellReading[];
  readonly files: readonly CollectedFile[];
};

const serviceOf = (type: string): string => (type.split('::')[1] ?? 'unknown').toLowerCase();

const resourceOf = (exported: ExportedResource): InventoryResource | undefined => {
  const { type, identifiers, properties } = exported;
  if (type === undefined) return undefined;
  const known = identifiers.map(parseArn).find((arn) => arn !== undefined);
  const region = exported.region ?? (known?.region || 'unknown');
  const accountId = exported.account ?? (known?.account || 'unknown');
  const [id = 'unknown'] = identifiers;
  const arn = identifiers.find((identifier) => identifier.startsWith('arn:'));
  const service = serviceOf(type);
  return {
    arn: arn ?? `arn:aws:${service}:${region}:${accountId}:${(type.split('::')[2] ?? '').toLowerCase()}/${id}`,
    type,
    id,
    region,
    accountId,
    tags: {},
    configuration: inventoryResource.shape.configuration.parse(properties),
  };
};

const looksOf = (resources: readonly InventoryResource[]): Look[] =>
  [...Map.groupBy(resources, ({ type }) => type)].map(([type, of]) => ({
    type,
    outcome: 'failed',
    resources: of.length,
    reason: 'an export does not say whether it is all there is',
  }));

const cellIdOf = ({ accountId, region, type }: InventoryResource): string =>
  `${accountId}/${region}/${serviceOf(type)}`;

/**
 * Reads a folder of exports into cells.
 * @param scannedAt ISO 8601, of files that say nothing of their own time
 */
export const readExports = async (
  files: AsyncIterable<DropFile> | Iterable<DropFile>,
  scannedAt: string,
): Promise<ExportsRead> => {
  const collection = await collectFiles(files);
  const resources = collection.resources.flatMap((exported) => resourceOf(exported) ?? []);
  const readings = [...Map.groupBy(resources, cellIdOf)].map(([id, of]): CellReading => {
    const [accountId = '', region = '', service = ''] = id.split('/');
    return { cell: { id, accountId, region, service }, scannedAt, looks: looksOf(of), resources: of };
  });
  return { readings, files: collection.files };
};
