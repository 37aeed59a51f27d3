import { setTimeout } from 'node:timers/promises';
import { inOrder } from './in-order.ts';

describe('many things at a time', () => {
  it('come out in the order they went in, never more than the limit under way', async () => {
    let under = 0;
    let most = 0;
    const map = async (ms: number) => {
      under += 1;
      most = Math.max(most, under);
      await setTimeout(ms);
      under -= 1;
      return ms;
    };
    expect(await Array.fromAsync(inOrder(3, [9, 1, 5, 0, 2], map))).toEqual([9, 1, 5, 0, 2]);
    expect(most).toBe(3);
  });

  it('fail with the first that fails, by that order', async () => {
    const results = inOrder(4, ['a', 'b', 'c'], async (one) => {
      if (one !== 'a') throw new Error(one);
      return one;
    });
    expect(await results.next()).toEqual({ value: 'a', done: false });
    await expect(results.next()).rejects.toThrow('b');
  });
});
