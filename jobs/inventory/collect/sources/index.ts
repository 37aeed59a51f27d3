import type { InventoryOptions } from '#schemas/inventory/options.ts';
import type { Source } from './source.ts';

/** Every source of a scan, one for each service; those of Cloud Control are made of the types that are asked for. */
export const sourcesOf = (_options: InventoryOptions): readonly Source[] => [];
