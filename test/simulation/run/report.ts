import { faultNames } from '../world/faults.ts';
import type { Ran } from './messages.ts';

const sumOf = (all: readonly Ran[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { tally } of all)
    for (const [name, count = 0] of Object.entries(tally)) sums.set(name, (sums.get(name) ?? 0) + count);
  return sums;
};

const table = (entries: readonly (readonly [string, number])[]): string[] => {
  const width = Math.max(...entries.map(([name]) => name.length), 0);
  return entries.toSorted(([, a], [, b]) => b - a).map(([name, count]) => `  ${name.padEnd(width)}  ${count}`);
};

/** What many runs came to: how many held, how fast, and what they went through. A fault that never struck is told, too. */
export const reportOf = (all: readonly Ran[], seconds: number): string[] => {
  const sums = sumOf(all);
  const logged = [...sums].filter(([name]) => name.startsWith('log '));
  const deeds = [...sums].filter(([name]) => !name.startsWith('log ') && !(faultNames as string[]).includes(name));
  const held = all.filter(({ broken }) => broken === undefined).length;
  const jobs = all.reduce((sum, ran) => sum + ran.jobs, 0);
  return [
    'Faults that struck:',
    ...table(faultNames.map((name) => [name, sums.get(name) ?? 0])),
    'What people did, and what came of it:',
    ...table(deeds),
    'What the pipeline logged:',
    ...table(logged.map(([name, count]) => [name.slice('log '.length), count])),
    `${held} of ${all.length} seeds held every promise; ${jobs} jobs, ${(all.length / seconds).toFixed(1)} seeds a second.`,
  ];
};
