import {
  type InventorySummaryReply,
  type ListedChange,
  type ListedResource,
  maxCells,
} from '#schemas/api/inventory-view.ts';
import type { CellRecord } from '#schemas/inventory/cell.ts';
import { scanPages } from '#schemas/inventory/pages.ts';
import type { Changes, InventoryReport } from '#schemas/inventory/report.ts';
import type { InventoryResource, ResourceRef } from '#schemas/inventory/resource.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { writeRows } from '#shared/rows/write-rows.ts';
import { keptKey } from '../job.ts';
import { refOf } from './changes.ts';

const isIncomplete = ({ outcome }: CellRecord): number => Number(outcome !== 'complete');

const summaryOf = (report: InventoryReport): InventorySummaryReply => {
  const { jobId, source, scannedAt, accounts, regions, counts, costs, anomalies, tables, coverage } = report;
  const { since } = report.changes;
  return {
    ...{ jobId, source, scannedAt, accounts, regions, counts, costs, anomalies, tables },
    ...(since !== undefined && { since }),
    fixed: report.fixed.length,
    suppressed: report.suppressed.length,
    coverage: coverage
      .toSorted((a, b) => isIncomplete(b) - isIncomplete(a))
      .slice(0, maxCells)
      .map(({ key: _key, more: _more, ...cell }) => cell),
  };
};

const changesIn = ({ appeared, gone, changed }: Changes): ListedChange[] => [
  ...appeared.map((resource) => ({ change: 'appeared' as const, resource })),
  ...gone.map((resource) => ({ change: 'gone' as const, resource })),
  ...changed.map(({ resource, fields }) => ({ change: 'changed' as const, resource, fields })),
];

const place = ({ accountId, region, type, arn }: ResourceRef): string => `${accountId} ${region} ${type} ${arn}`;

/** By account, region, type and ARN. */
const resourcesIn = (
  resources: readonly InventoryResource[],
  { findings }: InventoryReport,
  firstSeen: Readonly<Record<string, string>>,
): ListedResource[] => {
  const open = Map.groupBy(findings, ({ resource }) => resource.arn);
  return resources
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map((resource) => {
      const since = firstSeen[resource.arn];
      return {
        ...refOf(resource),
        ...(resource.state !== undefined && { state: resource.state }),
        ...(since !== undefined && { firstSeen: since }),
        findings: open.get(resource.arn)?.length ?? 0,
      };
    });
};

/**
 * Writes what is read of a scan by the page: its sums, findings, changes and resources. Kept as long as the inventory.
 * Returns the prefix under which they lie.
 */
export const writePages = async (
  report: InventoryReport,
  resources: readonly InventoryResource[],
  firstSeen: Readonly<Record<string, string>>,
  artifacts: ArtifactStore,
): Promise<string> => {
  const prefix = keptKey(report.jobId, 'pages/');
  const { summary, findings, changes, resources: listed } = scanPages;
  await artifacts.put(`${prefix}${summary}`, JSON.stringify(summaryOf(report)), 'application/json');
  await writeRows(artifacts, `${prefix}${findings}`, report.findings, {
    severity: ({ severity }) => severity,
    rule: ({ rule }) => rule,
    resource: ({ resource }) => resource.arn,
  });
  await writeRows(artifacts, `${prefix}${changes}`, changesIn(report.changes), { change: ({ change }) => change });
  await writeRows(artifacts, `${prefix}${listed}`, resourcesIn(resources, report, firstSeen), {
    type: ({ type }) => type,
    region: ({ region }) => region,
    accountId: ({ accountId }) => accountId,
  });
  return prefix;
};
