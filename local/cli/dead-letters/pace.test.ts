import { pacer, rateOf } from './pace.ts';

describe('--rate', () => {
  it.each([
    ['10', 10],
    ['10/s', 10],
    ['0.5/s', 0.5],
    ['30/min', 0.5],
  ])('%s', (text, perSecond) => expect(rateOf(text)).toBe(perSecond));

  it.each(['', '0', '-1', '1/h', '5000', '1/min', 'fast'])('is refused: %j', (text) =>
    expect(() => rateOf(text)).toThrow('--rate is'),
  );
});

describe('a pace', () => {
  it('lets the first go at once and the others at its distance', async () => {
    const turn = pacer(50, new AbortController().signal);
    const started = performance.now();
    await turn();
    expect(performance.now() - started).toBeLessThan(15);
    await turn();
    await turn();
    expect(performance.now() - started).toBeGreaterThanOrEqual(39);
  });

  it('waits no longer once it is called off', async () => {
    const turn = pacer(0.1, AbortSignal.abort());
    const started = performance.now();
    await turn();
    await turn();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
