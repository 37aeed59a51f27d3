import * as z from 'zod';
import { outcomes } from './cell.ts';
import { severities } from './finding.ts';

const count = z.number().int().nonnegative();

/** What an inventory job tells about itself on its record: enough for an email, a list and a machine. Lists hold the first 20. */
export const inventorySummary = z.object({
  source: z.enum(['live', 'exports']),
  scannedAt: z.string(),
  accounts: z.array(z.string()),
  resources: count,
  bySeverity: z.record(z.enum(severities), count),
  eolWarnings: count,
  cells: count,
  cellsIncomplete: count,
  calls: count,
  incomplete: z.array(z.object({ cell: z.string(), outcome: z.enum(outcomes), reason: z.string() })),
  monthlyUsd: z.number(),
  yearlyUsd: z.number(),
  top: z.array(z.object({ severity: z.enum(severities), title: z.string(), resource: z.string(), todo: z.string() })),
  fixed: count,
  changes: z.object({ appeared: count, gone: count, changed: count, since: z.string().optional() }),
});

export type InventorySummary = z.infer<typeof inventorySummary>;
