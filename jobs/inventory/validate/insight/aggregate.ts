import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import { cents } from '../../generate/costs.ts';
import { daysBetween } from '../../generate/rank.ts';
import { countsOf } from '../../generate/trend.ts';

/** All that a model is told: sums by rule. No id, name, tag, account or region of anybody's resources is in it. */
export type Aggregate = {
  readonly resources: number;
  readonly resourcesByType: Readonly<Record<string, number>>;
  readonly rules: readonly RuleSum[];
  readonly changes: {
    readonly appeared: number;
    readonly gone: number;
    readonly changed: number;
    readonly fixedFindings: number;
  };
  readonly unusual: readonly { readonly metric: string; readonly value: number; readonly usual: number }[];
  readonly cellsNotSeenCompletely: number;
  readonly monthlyUsd: number;
  readonly yearlyUsd: number;
};

type RuleSum = {
  readonly rule: string;
  readonly title: string;
  readonly todo: string;
  readonly findings: number;
  readonly new: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly reachableFromInternet: number;
  readonly oldestDays: number;
  readonly nextDue?: string;
  readonly monthlyUsd: number;
  readonly yearlyUsd: number;
};

/** More than anyone would read; the findings are ranked, so the rest matters least. */
const maxRules = 40;
const maxTypes = 20;

const usd = (findings: readonly InventoryFinding[], field: 'monthlyUsd' | 'yearlyUsd'): number =>
  cents(findings.reduce((sum, { cost }) => sum + (cost?.[field] ?? 0), 0));

const sumOf = (rule: string, findings: readonly InventoryFinding[], now: Date): RuleSum | undefined => {
  const [first] = findings;
  if (!first) return undefined;
  const nextDue = findings.flatMap(({ due }) => due ?? []).sort()[0];
  return {
    rule,
    title: first.title,
    todo: first.todo,
    findings: findings.length,
    new: findings.filter(({ status }) => status === 'new').length,
    bySeverity: countsOf(findings.map(({ severity }) => severity)),
    reachableFromInternet: findings.filter(({ exposure }) => exposure === 'internet').length,
    oldestDays: Math.max(...findings.map(({ firstSeen }) => daysBetween(firstSeen, now))),
    ...(nextDue !== undefined && { nextDue }),
    monthlyUsd: usd(findings, 'monthlyUsd'),
    yearlyUsd: usd(findings, 'yearlyUsd'),
  };
};

export const aggregateOf = (report: InventoryReport): Aggregate => {
  const now = new Date(report.scannedAt);
  const types = Object.entries(report.counts.byType).sort(([, a], [, b]) => b - a);
  const { appeared, gone, changed } = report.changes;
  return {
    resources: report.counts.resources,
    resourcesByType: Object.fromEntries(types.slice(0, maxTypes)),
    rules: [...Map.groupBy(report.findings, ({ rule }) => rule)]
      .flatMap(([rule, findings]) => sumOf(rule, findings, now) ?? [])
      .slice(0, maxRules),
    changes: {
      appeared: appeared.length,
      gone: gone.length,
      changed: changed.length,
      fixedFindings: report.fixed.length,
    },
    unusual: report.anomalies.slice(0, 10).map(({ metric, value, median }) => ({ metric, value, usual: median })),
    cellsNotSeenCompletely: report.counts.cellsIncomplete,
    monthlyUsd: report.costs.monthlyUsd,
    yearlyUsd: report.costs.yearlyUsd,
  };
};
