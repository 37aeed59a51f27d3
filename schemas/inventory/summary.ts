import * as z from 'zod';
import { outcomes } from './cell.ts';
import { severities } from './finding.ts';
import { insight } from './report.ts';

const count = z.number().int().nonnegative();

const severity = z.enum(severities);

/** What the email tells besides the sums: the first few of each, so that the record stays small. */
const highlights = z.object({
  regions: count.default(0),
  types: z.array(z.object({ type: z.string(), resources: count })).default([]),
  newFindings: count.default(0),
  suppressed: count.default(0),
  stoppedInstances: count.default(0),
  critical: z
    .array(z.object({ title: z.string(), resource: z.string(), where: z.string(), why: z.string(), age: z.string() }))
    .default([]),
  recommendations: z
    .array(
      z.object({
        severity,
        title: z.string(),
        todo: z.string(),
        page: z.string(),
        findings: count,
        resources: z.array(z.string()),
        monthlyUsd: z.number(),
        due: z.string().optional(),
      }),
    )
    .default([]),
  kinds: count.default(0).describe('How many recommendations there are in all'),
  deadlines: z.array(z.object({ due: z.string(), title: z.string(), resources: count })).default([]),
  costs: z.array(z.object({ rule: z.string(), findings: count, monthlyUsd: z.number() })).default([]),
  names: z
    .object({ appeared: z.array(z.string()), gone: z.array(z.string()), changed: z.array(z.string()) })
    .default({ appeared: [], gone: [], changed: [] }),
  unusual: z
    .array(z.object({ metric: z.string(), value: z.number(), median: z.number(), score: z.number() }))
    .default([]),
  staleTables: z.array(z.string()).default([]),
  insight: insight.pick({ model: true, summary: true, priorities: true }).optional(),
  insightNote: z.string().default(''),
});

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
  ...highlights.shape,
});

export type InventorySummary = z.infer<typeof inventorySummary>;
