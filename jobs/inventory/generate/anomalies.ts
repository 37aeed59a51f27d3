import { severities } from '#schemas/inventory/finding.ts';
import type { Anomaly, TrendPoint } from '#schemas/inventory/report.ts';

/** Fewer earlier scans say nothing about what is usual. */
const minScans = 7;

/** Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): beyond 3.5 a value is a potential outlier. */
const threshold = 3.5;

/** Counts are whole: one more or less is no event even where nothing ever changed. It makes the smallest scale one. */
const leastMad = 0.6745;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

const rounded = (value: number): number => Math.round(value * 100) / 100;

const anomalyOf = (metric: string, value: number, history: readonly number[]): readonly Anomaly[] => {
  if (history.length < minScans) return [];
  const middle = median(history);
  const mad = Math.max(leastMad, median(history.map((each) => Math.abs(each - middle))));
  const score = (0.6745 * (value - middle)) / mad;
  if (Math.abs(score) <= threshold) return [];
  return [{ metric, value, median: middle, mad: rounded(mad), score: rounded(score), scans: history.length }];
};

const has = (point: TrendPoint, type: string): boolean => Object.hasOwn(point.byType, type);

/**
 * Counts of the last point of the trend that leave their own history, by the robust z-score 0.6745 x (value - median) / MAD.
 * @param everythingSeen whether every look of this scan was complete: otherwise the findings are too few by themselves
 */
export const anomaliesIn = (trend: readonly TrendPoint[], everythingSeen: boolean): Anomaly[] => {
  const earlier = trend.slice(0, -1);
  const [last] = trend.slice(-1);
  if (!last) return [];
  const types = new Set(trend.flatMap(({ byType }) => Object.keys(byType)));
  const ofTypes = [...types]
    .filter((type) => has(last, type))
    .flatMap((type) =>
      anomalyOf(
        type,
        last.byType[type] ?? 0,
        earlier.filter((point) => has(point, type)).map((point) => point.byType[type] ?? 0),
      ),
    );
  const ofSeverities = severities.flatMap((severity) =>
    anomalyOf(
      severity,
      last.bySeverity[severity] ?? 0,
      earlier.map((point) => point.bySeverity[severity] ?? 0),
    ),
  );
  return [...ofTypes, ...(everythingSeen ? ofSeverities : [])].sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
};
