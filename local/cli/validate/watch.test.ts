import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchPaths } from './watch.ts';

describe('watching', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'dropforge-watch-'));
    await writeFile(join(cwd, 'a.yaml'), '');
  });
  afterAll(() => rm(cwd, { recursive: true }));

  it.each(['.', 'a.yaml', '*.yaml'])(
    'tells of a change to %s, and ends when aborted',
    async (path) => {
      const ending = new AbortController();
      let changes = 0;
      // Written until it is noticed: when the system begins to watch is its own affair.
      const writing = setInterval(() => writeFile(join(cwd, 'a.yaml'), `${Math.random()}`), 400);
      await watchPaths([path], {
        cwd,
        signal: ending.signal,
        changed: async () => {
          changes += 1;
          ending.abort();
        },
      });
      clearInterval(writing);
      expect(changes).toBe(1);
    },
    30_000,
  );

  it('fails if what it calls fails', async () => {
    const writing = setInterval(() => writeFile(join(cwd, 'a.yaml'), `${Math.random()}`), 400);
    const watching = watchPaths(['.'], {
      cwd,
      signal: new AbortController().signal,
      changed: () => Promise.reject(new Error('no')),
    });
    await expect(watching).rejects.toThrow('no');
    clearInterval(writing);
  }, 30_000);
});
