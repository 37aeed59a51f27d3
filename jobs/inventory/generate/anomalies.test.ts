import type { TrendPoint } from '#schemas/inventory/report.ts';
import { readingOf, resourceOf } from '../testing/scan.ts';
import { anomaliesIn } from './anomalies.ts';
import { looksOf } from './looks.ts';
import { rankOf } from './rank.ts';
import { pointOf, trendWith } from './trend.ts';

const type = 'AWS::EC2::Instance';

const point = (day: number, instances: number | undefined, critical = 0): TrendPoint => ({
  scannedAt: new Date(Date.UTC(2026, 9, day)).toISOString(),
  resources: 0,
  byType: instances === undefined ? {} : { [type]: instances },
  bySeverity: { critical, high: 0, medium: 0, low: 0 },
});

const history = [50, 52, 49, 51, 50, 53, 48].map((count, day) => point(day + 1, count));

describe('An anomaly', () => {
  it('is a count that leaves its own history, with the numbers that say so', () => {
    expect(anomaliesIn([...history, point(9, 90)], true)).toEqual([
      { metric: type, value: 90, median: 50, mad: 1, score: 26.98, scans: 7 },
    ]);
  });

  it('is not what lies within it', () => expect(anomaliesIn([...history, point(9, 54)], true)).toEqual([]));

  it('is not said of fewer than seven earlier scans', () =>
    expect(anomaliesIn([...history.slice(1), point(9, 90)], true)).toEqual([]));

  it('is not one more or less where nothing ever changed, but five', () => {
    const flat = Array.from({ length: 10 }, (_, day) => point(day + 1, 7));
    expect(anomaliesIn([...flat, point(20, 8)], true)).toEqual([]);
    expect(anomaliesIn([...flat, point(20, 12)], true)).toMatchObject([{ value: 12, median: 7, score: 5 }]);
  });

  it('is not said of a type that could not be seen completely', () =>
    expect(anomaliesIn([...history, point(9, undefined)], false)).toEqual([]));

  it('of severities is held back where not everything was seen', () => {
    const trend = [...history, point(9, 50, 20)];
    expect(anomaliesIn(trend, true)).toMatchObject([{ metric: 'critical' }]);
    expect(anomaliesIn(trend, false)).toEqual([]);
  });
});

describe('The trend', () => {
  it('has a zero for a type that was looked for and is not there, and no count for one that was not seen', () => {
    const looks = looksOf([
      readingOf([resourceOf('i-1')], { types: ['AWS::EC2::Volume'] }),
      readingOf([], { types: ['AWS::RDS::DBInstance'], outcome: 'denied' }),
    ]);
    expect(pointOf('2026-11-21T02:00:00.000Z', looks, []).byType).toEqual({ [type]: 1, 'AWS::EC2::Volume': 0 });
  });

  it('keeps 30 scans and takes a repeated one once', () => {
    const many = Array.from({ length: 40 }, (_, day) => point(day + 1, day));
    const [last] = many.slice(-1);
    const trend = last ? trendWith(many, last) : [];
    expect(trend).toHaveLength(30);
    expect(trend.at(-1)).toEqual(last);
    expect(trend.filter(({ scannedAt }) => scannedAt === last?.scannedAt)).toHaveLength(1);
  });
});

describe('The rank', () => {
  const now = new Date('2026-11-21T02:00:00Z');
  const base = { severity: 'high', exposure: 'none', firstSeen: now.toISOString() } as const;
  const cost = {
    monthlyUsd: 99,
    yearlyUsd: 1188,
    arithmetic: '',
    priceAsOf: '2026-11-01',
    source: 'https://aws.amazon.com/',
  };

  it('grows with severity, exposure, cost and age', () => {
    const usual = rankOf(base, now);
    expect(rankOf({ ...base, severity: 'critical' }, now)).toBeGreaterThan(usual);
    expect(rankOf({ ...base, exposure: 'internet' }, now)).toBe(usual * 3);
    expect(rankOf({ ...base, cost }, now)).toBe(usual * 3);
    expect(rankOf({ ...base, firstSeen: '2025-01-01T00:00:00.000Z' }, now)).toBe(usual * 2);
  });

  it('does not suffer from a clock that went backwards', () =>
    expect(rankOf({ ...base, firstSeen: '2027-01-01T00:00:00.000Z' }, now)).toBe(rankOf(base, now)));
});
