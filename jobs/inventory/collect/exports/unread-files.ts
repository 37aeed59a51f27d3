import type { CellReading } from '#schemas/inventory/cell.ts';
import type { CollectedFile } from '#shared/exports/resource.ts';
import { globalRegion } from '../../generate/looks.ts';
import { unknown } from './resource.ts';

const service = 'files';

/** How many are named: the rest is counted. */
const named = 5;

const told = (failed: readonly CollectedFile[]): string => {
  const some = failed.slice(0, named).map(({ file, reason = 'could not be read' }) => `${file}: ${reason}`);
  return [...some, ...(failed.length > named ? [`and ${failed.length - named} more`] : [])].join('; ');
};

/** Files that should have told something and could not be read, as a cell that was not seen completely: so the report tells of them. */
export const unreadFiles = (
  files: readonly CollectedFile[],
  scannedAt: string,
  accountId: string = unknown,
): readonly CellReading[] => {
  const failed = files.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return [];
  const cell = { id: `${accountId}/${globalRegion}/${service}`, accountId, region: globalRegion, service };
  const look = { type: 'Export::File', outcome: 'failed' as const, resources: 0, reason: told(failed) };
  return [{ cell, scannedAt, looks: [look], resources: [] }];
};

export const isOfResources = ({ cell }: CellReading): boolean => cell.service !== service;
