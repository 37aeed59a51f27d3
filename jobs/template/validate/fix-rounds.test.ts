import type { Severity } from '#schemas/findings.ts';
import { isObject } from '#schemas/json.ts';
import type { Analysis } from './analyse.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readDocument } from './document/document.ts';
import { valueAt } from './document/json-patch.ts';
import { fixRounds } from './fix-rounds.ts';
import { limits } from './limits.ts';

/** A judge that knows one rule: an `Arn` under a queue is read-only. `also` adds what a test wants. */
const judge =
  (also: (text: string) => Diagnostic[] = () => [], incomplete: (text: string) => string[] = () => []) =>
  async (text: string): Promise<Analysis> => {
    const document = readDocument(text);
    if ('unreadable' in document) return { diagnostics: [], incomplete: [] };
    const resources = valueAt(document.json, '/Resources');
    const found = Object.entries(isObject(resources) ? resources : {}).flatMap(([id]) => {
      const pointer = `/Resources/${id}/Properties/Arn`;
      return valueAt(document.json, pointer) === undefined ? [] : [diagnostic('read-only-property', 'ERROR', pointer)];
    });
    return { document, diagnostics: [...found, ...also(text)], incomplete: incomplete(text) };
  };

const diagnostic = (rule: string, severity: Severity, pointer: string): Diagnostic => ({
  finding: { rule, severity, message: `${rule} at ${pointer}` },
  pointer,
});

const queue = (id: string): string =>
  `  ${id}:\n    Type: AWS::SQS::Queue\n    Properties: { Arn: x, QueueName: ${id} }\n`;
const template = (...ids: string[]): string => `Resources:\n${ids.map(queue).join('')}`;

const run = async (text: string, look: (text: string) => Promise<Analysis>) => {
  let runs = 0;
  const counted = (one: string) => {
    runs += 1;
    return look(one);
  };
  const result = await fixRounds(text, await look(text), counted);
  return { ...result, runs };
};

describe('fixes are made in batches', () => {
  it('judges a batch of good ones once', async () => {
    const { text, fixed, runs } = await run(template('A', 'B', 'C', 'D'), judge());
    expect(text).not.toContain('Arn');
    expect(fixed).toHaveLength(4);
    expect(runs).toBe(1);
  });

  it('finds the one that does harm by halving, and keeps the others', async () => {
    const harm = (text: string) => (/C:[^}]*Arn/.test(text) ? [] : [diagnostic('harm', 'ERROR', '/Resources/C')]);
    const { text, fixed, refused, runs } = await run(template('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), judge(harm));
    expect(text.match(/Arn/g)).toHaveLength(1);
    expect(text).toContain('Properties: { Arn: x, QueueName: C }');
    expect(fixed).toHaveLength(7);
    expect(refused).toEqual([
      expect.objectContaining({ by: 'read-only-property', why: expect.stringContaining('harm') }),
    ]);
    // 1 + 2 for each halving, and one more look once all else is fixed.
    expect(runs).toBeLessThanOrEqual(8);
  });

  it('never runs the engine more often than its limit', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `Q${at}`);
    const harm = (text: string) =>
      text.split('Arn').length === ids.length + 1 ? [] : [diagnostic('harm', 'FATAL', '')];
    const { text, runs } = await run(template(...ids), judge(harm));
    expect(text).toBe(template(...ids));
    expect(runs).toBeLessThanOrEqual(limits.engineRuns);
  });
});

describe('a large template costs no more than a small one', () => {
  it('has as many runs as its size allows', async () => {
    const large = `${template('A')}# ${'x'.repeat(limits.engineBytes)}\n`;
    const { text, runs } = await run(large, judge());
    expect(runs).toBe(0);
    expect(text).toBe(large);
  });
});

describe('a fix stays only if nothing gets worse', () => {
  const one = template('A');

  it('is rolled back if its finding stays', async () => {
    const pointer = '/Resources/A/Properties/Arn';
    const still = (now: string) => (now === one ? [] : [diagnostic('read-only-property', 'ERROR', pointer)]);
    const { text, refused } = await run(one, judge(still));
    expect(text).toBe(one);
    expect(refused[0]?.why).toBe('the finding stayed');
  });

  it('is rolled back if the engine cannot finish any more', async () => {
    const { text, refused } = await run(
      one,
      judge(undefined, (now) => (now === one ? [] : ['budget exhausted'])),
    );
    expect(text).toBe(one);
    expect(refused[0]?.why).toContain('could not finish');
  });

  it.each([
    ['FATAL', true],
    ['ERROR', true],
    ['WARN', false],
    ['INFO', false],
  ] as const)('if it leads to a finding that is %s: rolled back is %s', async (severity, rolledBack) => {
    const fresh = (now: string) => (now === one ? [] : [diagnostic('fresh', severity, '/Resources/A')]);
    expect((await run(one, judge(fresh))).text === one).toBe(rolledBack);
  });

  it('is rolled back if another of a kind that is there already appears', async () => {
    const known = diagnostic('known', 'ERROR', '/Resources/A');
    const { text } = await run(
      one,
      judge((now) => (now === one ? [known] : [known, known])),
    );
    expect(text).toBe(one);
  });
});
