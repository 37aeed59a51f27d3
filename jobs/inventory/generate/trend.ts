import type { Severity } from '#schemas/inventory/finding.ts';
import { severities } from '#schemas/inventory/finding.ts';
import type { TrendPoint } from '#schemas/inventory/report.ts';
import type { Looks } from './looks.ts';

const maxPoints = 30;

/** How many times each name occurs, the names sorted. */
export const countsOf = (names: Iterable<string>): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

export const severityCounts = (findings: readonly { readonly severity: Severity }[]): Record<Severity, number> => {
  const counts = countsOf(findings.map(({ severity }) => severity));
  return Object.fromEntries(severities.map((severity) => [severity, counts[severity] ?? 0])) as Record<
    Severity,
    number
  >;
};

/** One scan as the trend keeps it. A type that could not be seen completely has no count: a dip would be a lie. */
export const pointOf = (
  scannedAt: string,
  { resources, completeTypes }: Looks,
  findings: readonly { readonly severity: Severity }[],
): TrendPoint => {
  const counts = countsOf(resources.map(({ type }) => type));
  const none = Object.fromEntries([...completeTypes].map((type) => [type, 0]));
  const byType = { ...none, ...Object.fromEntries(Object.entries(counts).filter(([type]) => completeTypes.has(type))) };
  return { scannedAt, resources: resources.length, byType, bySeverity: severityCounts(findings) };
};

/** The last 30 scans up to this one, the oldest first. A repeat of this scan finds the same history. */
export const trendWith = (history: readonly TrendPoint[], point: TrendPoint): TrendPoint[] =>
  [...history.filter(({ scannedAt }) => scannedAt < point.scannedAt), point]
    .sort((a, b) => (a.scannedAt < b.scannedAt ? -1 : 1))
    .slice(-maxPoints);
