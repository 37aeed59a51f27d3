import type { InventoryReport } from '#schemas/inventory/report.ts';
import { daysBetween } from './rank.ts';
import type { Found } from './violations.ts';
import { findingId } from './violations.ts';

/** A table of facts that age: dates of end of life, prices. `asOf` is the day they were read from their sources. */
export type DatedTable = {
  readonly name: string;
  readonly asOf: string;
  readonly sources: readonly string[];
  /** How old it may be before its age is itself a finding; default: 90. */
  readonly goodForDays?: number;
};

const usuallyGoodForDays = 90;

export const tablesOf = (tables: readonly DatedTable[], now: Date): InventoryReport['tables'] =>
  tables.map(({ name, asOf, sources }) => ({ name, asOf, ageDays: daysBetween(asOf, now), sources: [...sources] }));

/** The tables that are too old to be relied on, as findings. */
export const staleTables = (tables: readonly DatedTable[], now: Date, accountId: string): readonly Found[] =>
  tables
    .map((table) => ({ ...table, ageDays: daysBetween(table.asOf, now) }))
    .filter(({ ageDays, goodForDays = usuallyGoodForDays }) => ageDays > goodForDays)
    .map(({ name, asOf, ageDays, goodForDays = usuallyGoodForDays, sources }) => ({
      id: findingId('stale-table', name),
      rule: 'stale-table',
      severity: 'medium' as const,
      service: 'dropforge',
      resource: { arn: `dropforge:table/${name}`, type: tableType, name, region: 'global', accountId },
      title: `A table of dates or prices is older than ${goodForDays} days`,
      why: `The table ${name} was read from its sources on ${asOf}, ${ageDays} days ago: what it says may be out of date.`,
      evidence: { asOf, ageDays, sources: [...sources] },
      exposure: 'none' as const,
      todo: 'Update Dropforge, or make the tables anew with `npm run tables`.',
      page: sources[0] ?? 'https://docs.aws.amazon.com/',
    }));

export const tableType = 'Dropforge::DatedTable';
