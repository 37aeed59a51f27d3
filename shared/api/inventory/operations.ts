import * as z from 'zod';
import { inventorySummaryReply, listedChange, listedResource } from '#schemas/api/inventory-view.ts';
import { inventoryFinding, severities } from '#schemas/inventory/finding.ts';
import { scanPages } from '#schemas/inventory/pages.ts';
import type { RangeStore } from '../../aws/range-store.ts';
import { rowReader, type Where } from '../../rows/read-rows.ts';
import type { OperationHandlers } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Caller } from '../caller.ts';
import { cursorOf, type ListName, positionOf } from './cursor.ts';
import { type ScanDeps, type ScanFound, scanOf } from './scan-of.ts';

export type InventoryDeps = ScanDeps & {
  /** The output bucket. */
  readonly artifacts: RangeStore;
};

type InventoryId = 'getInventorySummary' | 'listFindings' | 'listChanges' | 'listResources';

type ListRequest = {
  readonly caller: Caller;
  readonly query: { readonly jobId?: string | undefined; readonly cursor?: string | undefined; readonly limit: number };
};

/** The rows whose columns have just these values; a value that is not asked for passes. */
const exactly = (wanted: Readonly<Record<string, string | undefined>>): Where =>
  Object.fromEntries(
    Object.entries(wanted).flatMap(([column, value]) =>
      value === undefined ? [] : [[column, (each: string) => each === value]],
    ),
  );

/** Severities are listed the worst first. */
const atLeast = (severity: (typeof severities)[number] | undefined): Where => {
  const passing: readonly string[] = severities.slice(0, severity ? severities.indexOf(severity) + 1 : undefined);
  return { severity: (each) => passing.includes(each) };
};

const scanShown = ({ jobId, scannedAt }: ScanFound) => ({ jobId, scannedAt });
const sinceOf = ({ since }: ScanFound) => (since === undefined ? {} : { since });

/** What is kept of a scan may be gone before its record is. */
const kept = async <Read>(reading: Promise<Read>): Promise<Read> => {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NoSuchKey')) throw error;
    throw new ApiProblem(
      'NO_INVENTORY',
      'What this scan found is kept no longer. POST /v1/inventory asks for another.',
    );
  }
};

/** Reads of what scans found: the summary whole, the lists by the page. A cursor goes on in the scan that it began in. */
export const inventoryOperations = (deps: InventoryDeps): Pick<OperationHandlers, InventoryId> => {
  const { artifacts } = deps;
  const readRows = rowReader(artifacts);

  const listed = async <Row extends z.ZodType>(
    list: ListName,
    row: Row,
    { caller, query }: ListRequest,
    where: Where,
  ) => {
    const at = query.cursor === undefined ? undefined : positionOf(query.cursor, list, query.jobId);
    const scan = await scanOf(at?.scan ?? query.jobId, caller, deps);
    const request = { from: at?.from ?? 0, limit: query.limit, where };
    const { rows, total, next } = await kept(readRows(`${scan.pages}${scanPages[list]}`, request));
    return {
      scan,
      total,
      rows: z.array(row).parse(rows),
      more: next === undefined ? {} : { next: cursorOf({ scan: scan.jobId, list, from: next }) },
    };
  };

  return {
    async getInventorySummary({ caller, query }) {
      const scan = await scanOf(query.jobId, caller, deps);
      const text = await kept(artifacts.readText(`${scan.pages}${scanPages.summary}`));
      return { ...inventorySummaryReply.parse(JSON.parse(text)), ...scanShown(scan) };
    },
    async listFindings(request) {
      const { severity, rule, resource } = request.query;
      const where = { ...atLeast(severity), ...exactly({ rule, resource }) };
      const { scan, total, rows, more } = await listed('findings', inventoryFinding, request, where);
      return { ...scanShown(scan), total, findings: rows, ...more };
    },
    async listChanges(request) {
      const { change } = request.query;
      const { scan, total, rows, more } = await listed('changes', listedChange, request, exactly({ change }));
      return { ...scanShown(scan), ...sinceOf(scan), total, changes: rows, ...more };
    },
    async listResources(request) {
      const { type, region, accountId } = request.query;
      const where = exactly({ type, region, accountId });
      const { scan, total, rows, more } = await listed('resources', listedResource, request, where);
      return { ...scanShown(scan), total, resources: rows, ...more };
    },
  };
};
