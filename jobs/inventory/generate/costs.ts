import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';

/** Sums of dollars in whole cents. */
export const cents = (usd: number): number => Math.round(usd * 100) / 100;

const sum = (values: readonly number[]): number => cents(values.reduce((total, value) => total + value, 0));

/** What it costs to leave the findings as they are, in all and by rule, the dearest first. */
export const costsOf = (findings: readonly InventoryFinding[]): InventoryReport['costs'] => {
  const priced = findings.flatMap(({ rule, cost }) => (cost ? [{ rule, cost }] : []));
  const byRule = [...Map.groupBy(priced, ({ rule }) => rule)].map(([rule, entries]) => ({
    rule,
    findings: entries.length,
    monthlyUsd: sum(entries.map(({ cost }) => cost.monthlyUsd)),
    yearlyUsd: sum(entries.map(({ cost }) => cost.yearlyUsd)),
  }));
  return {
    monthlyUsd: sum(byRule.map(({ monthlyUsd }) => monthlyUsd)),
    yearlyUsd: sum(byRule.map(({ yearlyUsd }) => yearlyUsd)),
    byRule: byRule.sort((a, b) => b.yearlyUsd - a.yearlyUsd),
  };
};
