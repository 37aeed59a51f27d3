import type { InventoryFinding, Severity } from '#schemas/inventory/finding.ts';
import type { InventoryReport } from '#schemas/inventory/report.ts';
import { cents } from '../costs.ts';
import { nameOf } from './words.ts';

/** What to do about one rule's findings. */
export type Recommendation = {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly todo: string;
  readonly page: string;
  readonly findings: number;
  readonly new: number;
  /** Names of the resources with the highest rank. */
  readonly resources: readonly string[];
  readonly monthlyUsd: number;
  /** The earliest that is still to come, or else the latest. */
  readonly due?: string;
};

const named = 3;

const dueOf = (findings: readonly InventoryFinding[], today: string): string | undefined => {
  const dues = findings.flatMap(({ due }) => due ?? []).sort();
  return dues.find((due) => due >= today) ?? dues.at(-1);
};

const recommendation = (findings: readonly InventoryFinding[], today: string): readonly Recommendation[] => {
  const [first] = findings;
  if (!first) return [];
  const { rule, severity, title, todo, page } = first;
  const due = dueOf(findings, today);
  return [
    {
      rule,
      severity,
      title,
      todo,
      page,
      findings: findings.length,
      new: findings.filter(({ status }) => status === 'new').length,
      resources: findings.slice(0, named).map(({ resource }) => nameOf(resource)),
      monthlyUsd: cents(findings.reduce((sum, { cost }) => sum + (cost?.monthlyUsd ?? 0), 0)),
      ...(due !== undefined && { due }),
    },
  ];
};

/**
 * One recommendation a rule and severity, in the order of their highest ranks: forty findings of one kind are one thing to
 * do, and what is harmless today does not lend its number to what is not.
 */
export const recommendationsOf = ({ findings, scannedAt }: InventoryReport): readonly Recommendation[] =>
  [...Map.groupBy(findings, ({ rule, severity }) => `${severity} ${rule}`).values()].flatMap((group) =>
    recommendation(group, scannedAt.slice(0, 10)),
  );
