import { severities } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Sums of rounded cents may differ by a cent for each that was added. */
const isAbout = (a: number, b: number, terms: number): boolean => Math.abs(a - b) <= 0.01 * Math.max(terms, 1);

type Check = (report: InventoryReport) => string | undefined;

const differs = (what: string, told: number, counted: number): string | undefined =>
  told === counted ? undefined : `${what}: told ${told}, counted ${counted}`;

/** What must be true of every report: a row each. */
const checks: readonly Check[] = [
  ({ counts }) => differs('resources by type', counts.resources, sum(Object.values(counts.byType))),
  ({ counts, coverage }) => differs('cells', counts.cells, coverage.length),
  ({ counts, coverage }) =>
    differs(
      'incomplete cells',
      counts.cellsIncomplete,
      coverage.filter(({ outcome }) => outcome !== 'complete').length,
    ),
  ({ counts, coverage }) => differs('calls', counts.calls, sum(coverage.map(({ calls }) => calls))),
  ...severities.map(
    (severity): Check =>
      ({ counts, findings }) =>
        differs(
          `${severity} findings`,
          counts.bySeverity[severity],
          findings.filter((finding) => finding.severity === severity).length,
        ),
  ),
  ({ findings }) => differs('findings by their ids', findings.length, new Set(findings.map(({ id }) => id)).size),
  ({ findings }) =>
    findings.every(({ rank }, index) => index === 0 || rank <= (findings[index - 1]?.rank ?? rank))
      ? undefined
      : 'findings are not in the order of their ranks',
  ({ costs, findings }) => {
    const priced = findings.flatMap(({ cost }) => (cost ? [cost.monthlyUsd] : []));
    return isAbout(costs.monthlyUsd, sum(priced), priced.length)
      ? undefined
      : `monthly cost: told ${costs.monthlyUsd}, counted ${sum(priced)}`;
  },
  ({ costs }) =>
    isAbout(costs.monthlyUsd, sum(costs.byRule.map(({ monthlyUsd }) => monthlyUsd)), costs.byRule.length)
      ? undefined
      : 'the costs by rule do not add up to the whole',
  ({ trend, scannedAt }) =>
    trend.at(-1)?.scannedAt === scannedAt ? undefined : 'the trend does not end with this scan',
];

/** Where a report says one thing here and another there; empty for a sound one. */
export const contradictionsIn = (report: InventoryReport): string[] => checks.flatMap((check) => check(report) ?? []);
