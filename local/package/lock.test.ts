import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';

describe('a lock file lets one process work at a time', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dropforge-lock-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('the second waits for the first, and both get their results', async () => {
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      steps.push(`${name} ends`);
      return name;
    };
    const path = join(dir, 'lock');
    expect(await Promise.all([withLock(path, work('a')), withLock(path, work('b'))])).toEqual(['a', 'b']);
    const [first, second] = steps[0] === 'a begins' ? ['a', 'b'] : ['b', 'a'];
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });

  it('is released when the work fails', async () => {
    const path = join(dir, 'lock');
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(path, async () => 'again')).toBe('again');
  });

  it('is taken over from a process that has died', async () => {
    const path = join(dir, 'lock');
    await writeFile(path, '999999999');
    expect(await withLock(path, async () => 'mine')).toBe('mine');
  });

  it('is not taken from a process that lives: that ends in an error that names the file', async () => {
    const path = join(dir, 'lock');
    await writeFile(path, String(process.pid));
    await expect(withLock(path, async () => 'mine', 0)).rejects.toThrow(path);
  });
});
