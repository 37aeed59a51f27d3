import * as z from 'zod';
import { cellRecord } from '../inventory/cell.ts';
import { inventoryFinding, severities } from '../inventory/finding.ts';
import { changes, inventoryReport } from '../inventory/report.ts';
import { resourceRef } from '../inventory/resource.ts';
import { cursor } from './job-view.ts';

/** Which scan is asked about: the latest that the caller may see, unless one is named. */
export const ofScan = z.object({ jobId: z.uuid().optional().describe('A scan; default: the latest that ended well') });

const page = { limit: z.coerce.number().int().min(1).max(500).default(100), cursor: cursor.optional() };

const scan = { jobId: z.uuid(), scannedAt: z.iso.datetime({ precision: 3 }) };

/** The most cells that a summary tells of one by one. */
export const maxCells = 500;

export const inventorySummaryReply = inventoryReport
  .pick({ source: true, accounts: true, regions: true, counts: true, costs: true, anomalies: true, tables: true })
  .extend({
    ...scan,
    since: changes.shape.since,
    fixed: z.int(),
    suppressed: z.int(),
    coverage: z
      .array(cellRecord.omit({ key: true, more: true }))
      .describe(
        `At most ${maxCells} cells, first those that could not be looked at completely; counts has how many there are`,
      ),
  })
  .meta({ id: 'InventorySummary' });

export const findingsQuery = ofScan.extend({
  severity: z.enum(severities).optional().describe('At least this'),
  rule: z.string().max(100).optional(),
  resource: z.string().max(2048).optional().describe('An ARN'),
  ...page,
});

export const findingsReply = z
  .object({ ...scan, total: z.int(), findings: z.array(inventoryFinding), next: z.string().optional() })
  .meta({ id: 'InventoryFindings' });

export const changeTypes = ['appeared', 'gone', 'changed'] as const;

export const changesQuery = ofScan.extend({ change: z.enum(changeTypes).optional(), ...page });

export const listedChange = z.object({
  change: z.enum(changeTypes),
  resource: resourceRef,
  fields: changes.shape.changed.element.shape.fields.optional().describe('Of what changed'),
});

export const changesReply = z
  .object({
    ...scan,
    since: changes.shape.since,
    total: z.int(),
    changes: z.array(listedChange),
    next: z.string().optional(),
  })
  .meta({ id: 'InventoryChanges' });

export const resourcesQuery = ofScan.extend({
  type: z.string().max(200).optional().describe('A CloudFormation resource type: AWS::EC2::Instance'),
  region: z.string().max(40).optional(),
  accountId: z.string().max(40).optional(),
  ...page,
});

export const listedResource = resourceRef.extend({
  state: z.string().optional(),
  firstSeen: z.string().optional(),
  findings: z.int().describe('How many are open'),
});

export const resourcesReply = z
  .object({ ...scan, total: z.int(), resources: z.array(listedResource), next: z.string().optional() })
  .meta({ id: 'InventoryResources' });

export type InventorySummaryReply = z.infer<typeof inventorySummaryReply>;
export type ListedChange = z.infer<typeof listedChange>;
export type ListedResource = z.infer<typeof listedResource>;
