import * as z from 'zod';
import { inventoryFinding, severities } from '../inventory/finding.ts';
import { changes, inventoryReport } from '../inventory/report.ts';
import { resourceRef } from '../inventory/resource.ts';
import { cursor } from './job-view.ts';

/** Which scan is asked about: the latest that the caller may see, unless one is named. */
export const ofScan = z.object({ jobId: z.uuid().optional().describe('A scan; default: the latest that ended well') });

const page = { limit: z.coerce.number().int().min(1).max(500).default(100), cursor: cursor.optional() };

const scan = { jobId: z.uuid(), scannedAt: z.iso.datetime({ precision: 3 }) };

export const inventorySummaryReply = inventoryReport
  .pick({ source: true, accounts: true, regions: true, counts: true, coverage: true, costs: true, anomalies: true })
  .extend({ ...scan, fixed: z.int(), suppressed: z.int(), tables: inventoryReport.shape.tables })
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

export const changesReply = z.object({ ...scan, changes }).meta({ id: 'InventoryChanges' });

export const resourcesQuery = ofScan.extend({
  type: z.string().max(200).optional().describe('A CloudFormation resource type: AWS::EC2::Instance'),
  region: z.string().max(40).optional(),
  accountId: z.string().max(40).optional(),
  ...page,
});

const listedResource = resourceRef.extend({
  state: z.string().optional(),
  firstSeen: z.string().optional(),
  findings: z.int().describe('How many are open'),
});

export const resourcesReply = z
  .object({ ...scan, resources: z.array(listedResource), next: z.string().optional() })
  .meta({ id: 'InventoryResources' });
