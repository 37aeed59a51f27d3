import { setTimeout as sleep } from 'node:timers/promises';
import { healthReply } from '#schemas/api/health.ts';
import { getHealth, type HealthProbes } from './get-health.ts';

const well: HealthProbes = {
  table: async () => ({}),
  bus: async () => ({}),
  'input bucket': async () => ({}),
  'output bucket': async () => ({}),
};

const asking = (probes: HealthProbes) => {
  const handle = getHealth({ version: '1.2.3', probes });
  return (deep?: '0' | '1') =>
    handle({
      caller: { principal: 'anyone', isAdmin: false },
      correlationId: 'c',
      query: deep ? { deep } : {},
      path: undefined,
      headers: {},
      body: undefined,
    });
};

describe('Health', () => {
  const unasked = () => Promise.reject(new Error('asked'));
  const dead: HealthProbes = { table: unasked, bus: unasked, 'input bucket': unasked, 'output bucket': unasked };

  it.each([undefined, '0'] as const)('is that it answers: nothing else is asked (deep=%s)', async (deep) => {
    expect(await asking(dead)(deep)).toEqual({ status: 'OK', version: '1.2.3' });
  });

  it('with deep=1 tells how long each of what it stands on took', async () => {
    const told = healthReply.parse(await asking(well)('1'));
    expect(told.checks?.map(({ name }) => name)).toEqual(['table', 'bus', 'input bucket', 'output bucket']);
  });

  it('names all that do not answer', async () => {
    const ask = asking({ ...well, bus: unasked, table: unasked });
    await expect(ask('1')).rejects.toMatchObject({ code: 'UNAVAILABLE', message: 'No answer from: table, bus.' });
  });

  it('waits for none of them longer than 1.5 s, even for one that does not hear that its time is over', async () => {
    const startedAt = performance.now();
    const ask = asking({ ...well, 'output bucket': () => sleep(20_000, undefined, { ref: false }) });
    await expect(ask('1')).rejects.toMatchObject({ message: 'No answer from: output bucket.' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('asks once for many that ask at the same time', async () => {
    let asked = 0;
    const ask = asking({ ...well, bus: async () => ++asked });
    await Promise.all(Array.from({ length: 50 }, () => ask('1')));
    expect(asked).toBe(1);
  });
});
