import type { CostEstimate } from '#schemas/inventory/finding.ts';
import { cents } from '../costs.ts';
import type { DatedTable } from '../dated-table.ts';
import { addYears } from '../days.ts';

/** Hours of a month as AWS's own calculator counts them. */
export const monthHours = 730;

type Price = { readonly usd: number; readonly per: string; readonly source: string };

const ebs = 'https://aws.amazon.com/ebs/pricing/';
const rds = 'https://aws.amazon.com/rds/postgresql/pricing/';

/** List prices in US East (N. Virginia), in USD. Other regions are up to a fifth dearer: estimates say whose price they take. */
export const prices = {
  'ebs gp2': { usd: 0.1, per: 'GB-month', source: ebs },
  'ebs gp3': { usd: 0.08, per: 'GB-month', source: ebs },
  'ebs gp3 IOPS': { usd: 0.005, per: 'IOPS-month over 3,000', source: ebs },
  'ebs gp3 throughput': { usd: 0.04, per: 'MB/s-month over 125', source: ebs },
  'ebs io1': { usd: 0.125, per: 'GB-month', source: ebs },
  'ebs io2': { usd: 0.125, per: 'GB-month', source: ebs },
  'ebs io IOPS': { usd: 0.065, per: 'IOPS-month', source: ebs },
  'ebs st1': { usd: 0.045, per: 'GB-month', source: ebs },
  'ebs sc1': { usd: 0.015, per: 'GB-month', source: ebs },
  'ebs standard': { usd: 0.05, per: 'GB-month', source: ebs },
  'ebs snapshot': { usd: 0.05, per: 'GB-month', source: ebs },
  'public IPv4': { usd: 0.005, per: 'hour', source: 'https://aws.amazon.com/vpc/pricing/' },
  'eks extended': { usd: 0.5, per: 'cluster-hour on top of 0.10', source: 'https://aws.amazon.com/eks/pricing/' },
  'rds extended': { usd: 0.1, per: 'vCPU-hour in the first two years', source: rds },
  'rds extended, third year': { usd: 0.2, per: 'vCPU-hour', source: rds },
} as const satisfies Readonly<Record<string, Price>>;

const asOf = '2026-06-13';

/** None of these has changed in the two years before: a year is soon enough to look again. */
export const priceTable: DatedTable = {
  name: 'prices',
  asOf,
  goodForDays: 365,
  sources: [...new Set(Object.values(prices).map(({ source }) => source))],
};

/** A cost from now on at the same rate. @param source of the price that matters most */
export const steadyCost = (monthlyUsd: number, arithmetic: string, source: string): CostEstimate => ({
  monthlyUsd: cents(monthlyUsd),
  yearlyUsd: cents(monthlyUsd * 12),
  arithmetic,
  priceAsOf: asOf,
  source,
});

/** A rate in USD an hour, from one instant until the next one begins. */
export type Rate = { readonly from: Date; readonly hourlyUsd: number };

const hourMs = 3_600_000;

/**
 * A cost whose rate changes on known days: today's rate for the month, and the next twelve months hour by hour. What is not
 * charged yet costs nothing this month. @param rates by `from`, ascending @param until nothing is charged after it
 */
export const changingCost = (
  rates: readonly Rate[],
  until: Date,
  now: Date,
  arithmetic: string,
  source: string,
): CostEstimate => {
  const yearOn = addYears(now, 1);
  const end = until < yearOn ? until : yearOn;
  const hoursAt = (index: number): number => {
    const from = Math.max(rates[index]?.from.getTime() ?? 0, now.getTime());
    const to = Math.min(rates[index + 1]?.from.getTime() ?? Number.POSITIVE_INFINITY, end.getTime());
    return Math.max(0, to - from) / hourMs;
  };
  const today = rates.findLast(({ from }) => from <= now);
  return {
    monthlyUsd: cents(until < now ? 0 : (today?.hourlyUsd ?? 0) * monthHours),
    yearlyUsd: cents(rates.reduce((sum, { hourlyUsd }, index) => sum + hourlyUsd * hoursAt(index), 0)),
    arithmetic,
    priceAsOf: asOf,
    source,
  };
};
