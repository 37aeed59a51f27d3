import { judgedWith } from '../../testing/judged.ts';
import { wordCount } from '../markdown.ts';
import { wordLimit } from './word-limit.ts';

const judge = (words: number) => wordLimit.judge(judgedWith({}, { markdown: 'word '.repeat(words) }));

describe('The word limit', () => {
  it('is 3,000, and not one more', async () => {
    expect((await judge(3_000)).score).toBe(1);
    expect((await judge(3_001)).score).toBeLessThan(0.9);
  });

  it('gives nothing for saying nothing', async () => {
    expect((await judge(39)).score).toBe(0);
    expect((await judge(40)).score).toBe(1);
  });

  it('counts neither tables nor diagrams nor addresses of links', () =>
    expect(wordCount('# One\n\n| a | b |\n|---|---|\n\n```mermaid\nx y z\n```\n\ntwo [three](#a-b) — *four*')).toBe(4));
});
