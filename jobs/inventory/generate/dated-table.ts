import type { InventoryReport } from '#schemas/inventory/report.ts';
import { daysBetween } from './rank.ts';
import type { Found } from './violations.ts';
import { findingId } from './violations.ts';

/** A table of facts that age: dates of end of life, prices. `asOf` is the day they were read from their sources. */
export type DatedTable = { readonly name: string; readonly asOf: string; readonly sources: readonly string[] };

/** Older tables are themselves a finding. */
const maxAgeDays = 90;

export const tablesOf = (tables: readonly DatedTable[], now: Date): InventoryReport['tables'] =>
  tables.map(({ name, asOf, sources }) => ({ name, asOf, ageDays: daysBetween(asOf, now), sources: [...sources] }));

/** The tables that are too old to be relied on, as findings. */
export const staleTables = (tables: InventoryReport['tables'], accountId: string): readonly Found[] =>
  tables
    .filter(({ ageDays }) => ageDays > maxAgeDays)
    .map(({ name, asOf, ageDays, sources }) => ({
      id: findingId('stale-table', name),
      rule: 'stale-table',
      severity: 'medium' as const,
      service: 'dropforge',
      resource: { arn: `dropforge:table/${name}`, type: tableType, name, region: 'global', accountId },
      title: 'A table of dates or prices is older than 90 days',
      why: `The table ${name} was read from its sources on ${asOf}, ${ageDays} days ago: what it says may be out of date.`,
      evidence: { asOf, ageDays, sources },
      exposure: 'none' as const,
      todo: 'Update Dropforge, or make the tables anew with `npm run tables`.',
      page: sources[0] ?? 'https://docs.aws.amazon.com/',
    }));

export const tableType = 'Dropforge::DatedTable';
