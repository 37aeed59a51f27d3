import type { Finding } from '#schemas/findings.ts';
import type { Census, Home } from '../wiring/home.ts';
import { compare } from './canonical.ts';

const told = (
  kind: 'account' | 'Region',
  counts: ReadonlyMap<string, number>,
  chosen: string | undefined,
): Finding[] => {
  if (counts.size < 2 || chosen === undefined) return [];
  const others = [...counts]
    .filter(([place]) => place !== chosen)
    .sort(([a], [b]) => compare(a, b))
    .map(([place, count]) => `${place} (${count})`);
  return [
    {
      rule: kind === 'account' ? 'several-accounts' : 'several-regions',
      severity: 'WARN',
      message: `The resources come from more than one ${kind}. The template is for ${chosen}, where most are (${counts.get(chosen)}); those of ${others.join(', ')} will be created there as well.`,
      hint: `Drop the resources of each ${kind} in a folder of their own.`,
    },
  ];
};

/** A stack is of one account and Region: says so if the resources are of several. */
export const placeFindings = (home: Home, { accounts, regions }: Census): Finding[] => [
  ...told('account', accounts, home.account),
  ...told('Region', regions, home.region),
];
