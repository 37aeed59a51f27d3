import { aSource } from '../../testing/a-source.ts';
import { texts } from '../../testing/a-source-texts.ts';
import { graphOf } from './graph.ts';
import { rankFeatures } from './rank.ts';
import { Snipper } from './snippets.ts';

const graph = graphOf(aSource.facts);
const [place] = rankFeatures(aSource.facts, graph, aSource.descriptor);
const ranked = place?.ranked ?? [];
const snipper = new Snipper(texts, graph);

describe('Snippets', () => {
  it('fit the budget', () => {
    const { tokens, spans } = snipper.fit(ranked, 200);
    expect(tokens).toBeGreaterThan(0);
    expect(tokens).toBeLessThanOrEqual(200);
    expect(spans.length).toBeLessThan(snipper.fit(ranked, 10_000).spans.length + 1);
  });

  it('begin and end where symbols do', () => {
    const borders = new Set(
      graph.symbols.flatMap(({ span }) => [`${span.path}:${span.start}`, `${span.path}:${span.end}`]),
    );
    for (const { path, start, end } of snipper.fit(ranked, 300).spans) {
      expect(borders).toContain(`${path}:${start}`);
      expect(borders).toContain(`${path}:${end}`);
    }
  });

  it('hold at most 200 lines and overlap nowhere', () => {
    const span = { path: 'a.cs', start: 1, end: 900 };
    const whole = graph.symbols[0];
    if (!whole) throw new Error('No symbol');
    const symbols = [
      { ...whole, id: 'a.cs#A', span },
      { ...whole, id: 'a.cs#A.b', container: 'a.cs#A', span: { ...span, start: 40, end: 140 } },
      { ...whole, id: 'a.cs#A.c', container: 'a.cs#A', span: { ...span, start: 142, end: 330 } },
    ];
    const lines = new Map([['a.cs', Array.from({ length: 900 }, () => 'x')]]);
    const { spans } = new Snipper(lines, { symbols }).fit(
      symbols.map((symbol) => ({ symbol, score: 1 })),
      10_000,
    );
    expect(spans).toEqual([
      { path: 'a.cs', start: 1, end: 140 },
      { path: 'a.cs', start: 142, end: 330 },
    ]);
  });
});
