import type { InventoryFinding, Severity } from '#schemas/inventory/finding.ts';

const severityWeight: Readonly<Record<Severity, number>> = { critical: 1000, high: 100, medium: 10, low: 1 };
const exposureWeight = { internet: 3, account: 1.5, none: 1 } as const;

const day = 86_400_000;

/** Whole days from one time to another; a clock that went backwards counts as none. */
export const daysBetween = (from: string, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - Date.parse(from)) / day));

/**
 * How soon somebody should look: severity x exposure x cost x age. Cost counts by its order of magnitude, age doubles the
 * rank over 90 days and no more, so that neither outweighs the next severity alone.
 */
export const rankOf = (
  { severity, exposure, cost, firstSeen }: Pick<InventoryFinding, 'severity' | 'exposure' | 'cost' | 'firstSeen'>,
  now: Date,
): number => {
  const dear = 1 + Math.log10(1 + Math.max(0, cost?.monthlyUsd ?? 0));
  const old = 1 + Math.min(daysBetween(firstSeen, now), 90) / 90;
  return Math.round(severityWeight[severity] * exposureWeight[exposure] * dear * old * 100) / 100;
};
