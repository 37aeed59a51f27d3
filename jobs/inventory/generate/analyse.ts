import type { CellReading, CellRecord } from '#schemas/inventory/cell.ts';
import type { InventoryFinding, SuppressedFinding } from '#schemas/inventory/finding.ts';
import type { Exception } from '#schemas/inventory/options.ts';
import type { InventoryReport, InventoryState, TrendPoint } from '#schemas/inventory/report.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { anomaliesIn } from './anomalies.ts';
import { changesSince, type EarlierLook } from './changes.ts';
import { costsOf } from './costs.ts';
import { type DatedTable, staleTables, tablesOf, tableType } from './dated-table.ts';
import { exceptionFor } from './exceptions.ts';
import { type Looks, looksOf } from './looks.ts';
import { type OpenFindings, openFindings } from './open-findings.ts';
import type { Rule } from './rules/rule.ts';
import { surroundingsOf } from './surroundings.ts';
import { countsOf, pointOf, severityCounts, trendWith } from './trend.ts';
import { findingId, type Misunderstanding, violationsIn } from './violations.ts';

/** One scan: what its cells read, and what became of each of them. */
export type Scan = Pick<InventoryReport, 'jobId' | 'source' | 'scannedAt'> & {
  readonly readings: readonly CellReading[];
  readonly cells: readonly CellRecord[];
};

/** What earlier scans left: only what lies before this scan's own time may be in it, so that a repeat finds the same. */
export type Before = {
  readonly looks: readonly EarlierLook[];
  readonly state?: InventoryState;
  readonly trend: readonly TrendPoint[];
};

/** What the analysis goes by. */
export type Knowledge = {
  readonly rules: readonly Rule[];
  readonly tables: readonly DatedTable[];
  readonly exceptions: readonly Exception[];
};

export type Analysis = {
  readonly report: InventoryReport;
  readonly state: InventoryState;
  /** New critical findings that nobody was alerted to since they are open. */
  readonly alerts: readonly InventoryFinding[];
  readonly misunderstood: readonly Misunderstanding[];
};

type Judged = { readonly told: readonly InventoryFinding[]; readonly suppressed: readonly SuppressedFinding[] };

/** Every resource has been looked at by then: a table cannot go unseen. */
const withTables = (looks: Looks): Looks => ({
  ...looks,
  isComplete: (type, place) => type === tableType || looks.isComplete(type, place),
});

const judge = (
  open: readonly InventoryFinding[],
  resources: readonly InventoryResource[],
  exceptions: readonly Exception[],
  now: Date,
): Judged => {
  const byArn = new Map(resources.map((each) => [each.arn, each]));
  const told: InventoryFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of open) {
    const resource = byArn.get(finding.resource.arn);
    const excepted = {
      rule: finding.rule,
      resource: finding.resource,
      id: resource?.id ?? '',
      tags: resource?.tags ?? {},
    };
    const exception = exceptionFor(excepted, exceptions, now);
    if (exception) suppressed.push({ ...finding, exception: { reason: exception.reason, until: exception.until } });
    else told.push(finding);
  }
  return { told, suppressed };
};

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

const countsIn = (scan: Scan, looks: Looks, told: readonly InventoryFinding[]): InventoryReport['counts'] => ({
  resources: looks.resources.length,
  byType: countsOf(looks.resources.map(({ type }) => type)),
  bySeverity: severityCounts(told),
  eolWarnings: told.filter(({ due }) => due !== undefined).length,
  cells: scan.cells.length,
  cellsIncomplete: scan.cells.filter(({ outcome }) => outcome !== 'complete').length,
  calls: scan.cells.reduce((sum, { calls }) => sum + calls, 0),
});

const alertsAmong = (told: readonly InventoryFinding[], { state }: Before): readonly InventoryFinding[] => {
  const alerted = new Set(state?.alerted);
  return told.filter(
    ({ id, severity, status }) => severity === 'critical' && status !== 'unverified' && !alerted.has(id),
  );
};

const stateOf = (
  scan: Scan,
  { open }: OpenFindings,
  alerts: readonly InventoryFinding[],
  before: Before,
): InventoryState => {
  const ids = new Set(open.map(({ id }) => id));
  const alerted = [...(before.state?.alerted ?? []).filter((id) => ids.has(id)), ...alerts.map(({ id }) => id)];
  return { scannedAt: scan.scannedAt, findings: [...open], alerted: sorted(alerted) };
};

/** Holds one scan against the rules and against what earlier scans left. Pure: the same in, the same out. */
export const analyse = (scan: Scan, before: Before, { rules, tables, exceptions }: Knowledge): Analysis => {
  const now = new Date(scan.scannedAt);
  const looks = withTables(looksOf(scan.readings));
  const accounts = sorted(scan.cells.map(({ accountId }) => accountId));
  const datedTables = tablesOf(tables, now);
  const { found, misunderstood } = violationsIn(looks, rules, surroundingsOf(looks, now));
  const unclear = new Set(misunderstood.map(({ rule, arn }) => findingId(rule, arn)));
  const stale = staleTables(tables, now, accounts[0] ?? '');
  const findings = openFindings([...found, ...stale], before.state, looks, now, unclear);
  const { told, suppressed } = judge(findings.open, looks.resources, exceptions, now);
  const alerts = alertsAmong(told, before);
  const trend = trendWith(before.trend, pointOf(scan.scannedAt, looks, told));
  const counts = countsIn(scan, looks, told);
  const report: InventoryReport = {
    jobId: scan.jobId,
    source: scan.source,
    scannedAt: scan.scannedAt,
    accounts,
    regions: sorted(looks.resources.map(({ region }) => region).concat(scan.cells.map(({ region }) => region))),
    coverage: [...scan.cells],
    counts,
    findings: [...told],
    fixed: [...findings.fixed],
    suppressed: [...suppressed],
    changes: changesSince(before.looks, looks),
    trend,
    anomalies: anomaliesIn(trend, counts.cellsIncomplete === 0),
    costs: costsOf(told),
    tables: datedTables,
  };
  return { report, state: stateOf(scan, findings, alerts, before), alerts, misunderstood };
};
