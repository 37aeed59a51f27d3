import type { DocumentEntity } from '#schemas/spec/document.ts';
import { figuresOf } from './figures.ts';

type Related = readonly [kind: string, target: string];

const entity = (name: string, relations: readonly Related[] = [], fields = ['Id', 'Name']): DocumentEntity => ({
  name,
  description: [],
  fields: fields.map((each) => ({ name: each, type: 'string', constraints: [], description: [] })),
  relations: relations.map(([kind, target]) => ({ kind, target })),
  citation: { path: 'a.cs', start: 1, end: 2 },
});

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text);

describe('the data model in pictures', () => {
  it('is none without entities', async () => {
    expect(await figuresOf([])).toEqual([]);
  });

  it('shows entities with their fields, says in words who has whom, and is the same each time', async () => {
    const entities = [entity('Order', [['one-to-many', 'Line']]), entity('Line', [['many-to-one', 'Order']])];
    const [figure, ...rest] = await figuresOf(entities);
    expect(rest).toEqual([]);
    expect(texts(figure?.svg ?? '')).toEqual(expect.arrayContaining(['Order', 'Line', 'Id: string']));
    expect(figure?.svg.match(/<path/g)).toHaveLength(1);
    expect(figure?.alt).toContain('Line belongs to one Order');
    expect(await figuresOf(entities)).toEqual([figure]);
  });

  it('draws the forty most connected of many, each once in full, and says so', async () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      entity(`E${at}`, at < 30 ? [['one-to-many', `E${(at * 7 + 1) % 30}`]] : []),
    );
    const figures = await figuresOf(many);
    expect(figures[0]?.caption).toContain('The 40 most connected of 60 entities.');
    const full = figures.flatMap(({ svg }) =>
      [...svg.matchAll(/fill="#1d3b5f"[^>]*>(E\d+)</g)].map(([, name]) => name),
    );
    expect(new Set(full).size).toBe(40);
    expect(full).toHaveLength(40);
    expect(full).toEqual(expect.arrayContaining(many.slice(0, 30).map(({ name }) => name)));
  });

  it('keeps each figure within a page', async () => {
    const star = [
      entity('Hub'),
      ...Array.from({ length: 39 }, (_, at) => entity(`Spoke${at}`, [['many-to-one', 'Hub']])),
    ];
    for (const { width, landscape } of await figuresOf(star)) expect(width).toBeLessThanOrEqual(landscape ? 700 : 470);
  });

  it('takes names that mean something to SVG or to nobody as text, and relations to nowhere as none', async () => {
    const names = ['<script>', '', '\u202eevil', 'x'.repeat(10_000), '__proto__', 'constructor'];
    const [figure] = await figuresOf([
      ...names.map((name) => entity(name, [['one-to-one', 'nobody']])),
      entity('__proto__', [['sideways', '<script>']]),
    ]);
    expect(figure?.svg).not.toMatch(/<script|\u202e|x{40}/);
    expect(texts(figure?.svg ?? '')).toEqual(expect.arrayContaining(['&lt;script&gt;', 'evil', '__proto__']));
  });
});
