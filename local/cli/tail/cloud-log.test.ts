import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudLog } from './cloud-log.ts';
import type { Wanted } from './source.ts';

const minute = 60_000;
const start = Date.parse('2026-01-02T03:00:00.000Z');
const written = (at: number, message: string) =>
  `api ${JSON.stringify({ timestamp: new Date(start + at).toISOString(), message })}\n`;

describe('The log of the embedded cloud', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dropforge-tail-'));
    path = join(folder, 'cloud.log');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const messages = async (change: Partial<Wanted> = {}, count = Number.POSITIVE_INFINITY) => {
    const found: string[] = [];
    const wanted = { since: 0, follow: false, signal: new AbortController().signal, ...change };
    for await (const { text } of cloudLog(path)(wanted)) {
      found.push(/"message":"([^"]*)"/.exec(text)?.[1] ?? text);
      if (found.length === count) break;
    }
    return found;
  };

  it('is told from a time on; a line that tells none belongs to the one before it', async () => {
    await writeFile(path, `${written(0, 'old')}api of old\n${written(2 * minute, 'new')}api of new\n`);
    expect(await messages({ since: start + minute })).toEqual(['new', 'of new']);
    expect(await messages()).toEqual(['old', 'of old', 'new', 'of new']);
  });

  it('is read from its end, however long it is', async () => {
    const filler = 'é'.repeat(1000);
    const lines = Array.from({ length: 3000 }, (_, at) => written(at * 1000, `${at} ${filler}`));
    await writeFile(path, lines.join(''));
    const last = await messages({ since: start + 2_998_000 });
    expect(last.map((message) => message.split(' ')[0])).toEqual(['2998', '2999']);
    expect(last[0]).toContain(filler);
    expect(await messages({ since: start + 1000 })).toHaveLength(2999);
  });

  it('is told of one job alone', async () => {
    await writeFile(path, `${written(0, 'job-1')}${written(0, 'job-12')}`);
    expect(await messages({ about: 'job-1' })).toEqual(['job-1']);
  });

  it('goes on as more is written, whole lines only, also after it was emptied', async () => {
    await writeFile(path, written(0, 'first'));
    const following = messages({ follow: true }, 3);
    const second = written(1, 'second');
    await appendFile(path, second.slice(0, 20));
    await new Promise((resolve) => setTimeout(resolve, 400));
    await appendFile(path, second.slice(20));
    await new Promise((resolve) => setTimeout(resolve, 400));
    await truncate(path);
    await appendFile(path, written(2, 'third'));
    expect(await following).toEqual(['first', 'second', 'third']);
  });

  it('ends when it is interrupted', async () => {
    await writeFile(path, written(0, 'first'));
    const interrupt = new AbortController();
    const following = messages({ follow: true, signal: interrupt.signal });
    setTimeout(() => interrupt.abort(), 50);
    expect(await following).toEqual(['first']);
  });

  it('says what to do where there is none', async () => {
    await expect(messages()).rejects.toThrow(/start "npm start -- serve"/);
  });
});
