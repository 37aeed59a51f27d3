import type { CostEstimate } from '#schemas/inventory/finding.ts';
import type { Support } from '../eol/tables.ts';
import { changingCost, monthHours, prices, type Rate } from './prices.ts';

/** What extended support of so many vCPUs costs, now and over the next twelve months; undefined if it is not for sale. */
export const extendedSupportCost = (
  { chargedFrom, dearerFrom, extendedEnds }: Support,
  vcpus: number | undefined,
  now: Date,
): CostEstimate | undefined => {
  if (vcpus === undefined || !chargedFrom || !dearerFrom || !extendedEnds) return undefined;
  const first = prices['rds extended'];
  const third = prices['rds extended, third year'];
  const rates: readonly Rate[] = [
    { from: chargedFrom, hourlyUsd: vcpus * first.usd },
    { from: dearerFrom, hourlyUsd: vcpus * third.usd },
  ];
  const at = now >= dearerFrom ? third : first;
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const text = `${vcpus} vCPU x ${monthHours} h x ${at.usd.toFixed(2)} USD from ${day(chargedFrom)} on, ${third.usd.toFixed(2)} USD from ${day(dearerFrom)} on (us-east-1)`;
  return changingCost(rates, extendedEnds, now, text, first.source);
};
