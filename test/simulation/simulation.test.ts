import { type MutationName, mutations } from './mutations.ts';
import { startThreads, type Threads } from './run/threads.ts';

describe('The pipeline, simulated', () => {
  let threads: Threads;
  beforeAll(() => {
    threads = startThreads();
  });
  afterAll(() => threads.close());

  it('holds every promise through the faults of 200 seeds', async () => {
    const all = await threads.run({ from: 1, count: 200 });
    const broken = all.flatMap(({ seed, broken: what }) =>
      what === undefined ? [] : [`${what} (npm run simulate -- --seed ${seed})`],
    );
    expect(broken).toEqual([]);
    expect(all.reduce((sum, { jobs }) => sum + jobs, 0)).toBeGreaterThan(400);
  }, 120_000);

  it('does the same again for the same seed', async () => {
    const [[first], [second]] = [await threads.run({ from: 7, count: 1 }), await threads.run({ from: 7, count: 1 })];
    expect(second).toEqual(first);
  });

  /** How many seeds it may take at the most until a part of the protocol is missed. */
  const bounds: Readonly<Record<MutationName, number>> = {
    'conditional-write': 20,
    outbox: 50,
    dedupe: 20,
    'partial-failure-check': 100,
    watchdog: 200,
  };

  it.each(Object.entries(bounds) as [MutationName, number][])(
    'breaks a promise without its %s, within %i seeds',
    async (mutation, count) => {
      expect(mutations[mutation]).toBeDefined();
      const all = await threads.run({ from: 1, count, mutation, untilBroken: true });
      expect(all.find(({ broken }) => broken !== undefined)).toBeDefined();
    },
    120_000,
  );

  it('tells the story of a broken promise with no more faults than it takes', async () => {
    const all = await threads.run({ from: 1, count: 100, mutation: 'outbox', untilBroken: true });
    const seed = all.find(({ broken }) => broken !== undefined)?.seed ?? 0;
    const { lines = [], tally } = await threads.explain(seed, 'outbox');
    const faults = lines.filter((line) => line.includes('FAULT'));
    expect(lines.at(-1)).toMatch(/^BROKEN {2}/);
    expect(faults.length).toBeLessThan(Object.values(tally).reduce((sum: number, each) => sum + (each ?? 0), 0));
    expect(faults.length).toBeLessThanOrEqual(5);
  }, 120_000);
});
