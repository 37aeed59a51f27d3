import { parseArgs } from 'node:util';
import { type MutationName, mutations } from './mutations.ts';
import { reportOf } from './run/report.ts';
import { startThreads } from './run/threads.ts';

const usage = `npm run simulate -- --seeds N [--from M]   runs many seeds on all cores
npm run simulate -- --seed N               runs one, and tells the story of a broken promise with no more faults than it takes
  --without NAME                           takes a part of the protocol away: ${Object.keys(mutations).join(', ')}`;

/** Stories told of the seeds of a run that broke a promise; the others are listed. */
const maxStories = 3;

const isMutation = (name: string): name is MutationName => Object.hasOwn(mutations, name);

const options = {
  seeds: { type: 'string' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  without: { type: 'string' },
} as const;

const { seeds, from, seed, without } = parseArgs({ options }).values;
const [one, count, first] = [seed, seeds, from].map(Number);
if ((without !== undefined && !isMutation(without)) || !(Number.isInteger(one) || Number.isInteger(count))) {
  console.error(usage);
  process.exit(2);
}

const threads = startThreads(seed === undefined ? undefined : 1);

const explain = async (number: number): Promise<boolean> => {
  const { broken, lines = [], tally } = await threads.explain(number, without);
  if (broken === undefined) console.log(`Seed ${number} held every promise. ${JSON.stringify(tally)}`);
  else
    console.log(
      [
        `Seed ${number}:`,
        ...lines,
        `Again: npm run simulate -- --seed ${number}${without ? ` --without ${without}` : ''}`,
      ].join('\n'),
    );
  return broken === undefined;
};

const runAll = async (): Promise<boolean> => {
  const start = performance.now();
  let done = 0;
  const given = without === undefined ? {} : { mutation: without };
  const all = await threads.run({ from: first ?? 1, count: count ?? 0, ...given }, () => {
    if (++done % 1000 === 0) console.error(`${done} seeds`);
  });
  console.log(reportOf(all, (performance.now() - start) / 1000).join('\n'));
  const broken = all.filter((ran) => ran.broken !== undefined).map((ran) => ran.seed);
  for (const number of broken.slice(0, maxStories)) await explain(number);
  if (broken.length > 0) console.log(`Broken: ${broken.toSorted((a, b) => a - b).join(', ')}`);
  return broken.length === 0;
};

const held = await (seed === undefined ? runAll() : explain(one ?? 0));
await threads.close();
process.exitCode = held ? 0 : 1;
