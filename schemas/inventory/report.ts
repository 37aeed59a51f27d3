import * as z from 'zod';
import { cellRecord } from './cell.ts';
import { inventoryFinding, severities, suppressedFinding } from './finding.ts';
import { resourceRef } from './resource.ts';

const timestamp = z.iso.datetime({ precision: 3 });
const count = z.number().int().nonnegative();

/** A resource that is there and not as it was. Paths are slash-separated; values of secrets are masked before. */
const changedResource = z.object({
  resource: resourceRef,
  fields: z.array(z.object({ path: z.string(), before: z.json().optional(), after: z.json().optional() })),
});

/** Since the last complete look at each cell. */
export const changes = z.object({
  since: timestamp.optional().describe('The oldest of the looks that were compared with; absent on the first scan'),
  appeared: z.array(resourceRef),
  gone: z.array(resourceRef),
  changed: z.array(changedResource),
});

/** One scan as the trend keeps it. */
export const trendPoint = z.object({
  scannedAt: timestamp,
  resources: count,
  byType: z.record(z.string(), count),
  bySeverity: z.record(z.enum(severities), count),
});

/** A count that left its own history: robust z-score, 0.6745 x (value - median) / MAD. */
export const anomaly = z.object({
  metric: z.string().describe('AWS::EC2::Instance, or a severity'),
  value: z.number(),
  median: z.number(),
  mad: z.number(),
  score: z.number(),
  scans: count.describe('How many earlier scans it was held against'),
});

/** What a model made of the findings; every figure in it is one of theirs. */
export const insight = z.object({
  model: z.string(),
  summary: z.array(z.string()),
  priorities: z.array(z.object({ title: z.string(), action: z.string(), rules: z.array(z.string()) })),
  cut: count.describe('Sentences that repeated a figure the findings do not have'),
  costUsd: z.number(),
});

/** findings.json of an inventory job. */
export const inventoryReport = z.object({
  jobId: z.string(),
  source: z.enum(['live', 'exports']),
  scannedAt: timestamp,
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  coverage: z.array(cellRecord),
  counts: z.object({
    resources: count,
    byType: z.record(z.string(), count),
    bySeverity: z.record(z.enum(severities), count),
    eolWarnings: count,
    cells: count,
    cellsIncomplete: count,
    calls: count,
  }),
  findings: z.array(inventoryFinding).describe('By rank, the highest first'),
  fixed: z.array(inventoryFinding).describe('Open at the last scan, and looked for in vain at this one'),
  suppressed: z.array(suppressedFinding),
  changes,
  trend: z.array(trendPoint).describe('Up to 30 scans, the oldest first, this one last'),
  anomalies: z.array(anomaly),
  costs: z.object({
    monthlyUsd: z.number(),
    yearlyUsd: z.number(),
    byRule: z.array(z.object({ rule: z.string(), findings: count, monthlyUsd: z.number(), yearlyUsd: z.number() })),
  }),
  tables: z
    .array(z.object({ name: z.string(), asOf: z.iso.date(), ageDays: z.number().int(), sources: z.array(z.url()) }))
    .describe('The dated tables that were relied on'),
  insight: insight.optional(),
  insightNote: z.string().optional().describe('Where a model was asked and there is no insight: why, in a line'),
});

/** What one scan leaves for the next: which findings are open, and since when. */
export const inventoryState = z.object({
  scannedAt: timestamp,
  findings: z.array(inventoryFinding),
  alerted: z.array(z.string()).describe('Ids of the findings somebody was alerted to and that are still open'),
});

export type InventoryReport = z.infer<typeof inventoryReport>;
export type InventoryState = z.infer<typeof inventoryState>;
export type Changes = z.infer<typeof changes>;
export type TrendPoint = z.infer<typeof trendPoint>;
export type Anomaly = z.infer<typeof anomaly>;
export type Insight = z.infer<typeof insight>;
