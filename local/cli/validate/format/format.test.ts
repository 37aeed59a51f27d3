import { recorder } from '../../recorder.ts';
import type { Result } from '../result.ts';
import { formats } from './index.ts';

const result: Result = {
  file: 'stacks/my queue.yaml',
  verdict: 'invalid',
  engine: { name: 'e', version: '1.2.3' },
  counts: { fatal: 0, error: 1, warn: 0, info: 0, fixed: 1 },
  findings: [
    {
      rule: 'E3012',
      severity: 'ERROR',
      message: `<'a' & "b">\u0000`,
      line: 5,
      column: 7,
      logicalId: 'Queue',
      url: 'https://example.com/E3012',
    },
    { rule: 'E1', severity: 'WARN', message: 'f', fix: { by: 'x', description: 'put right', patch: [] } },
  ],
  ignored: [{ rule: 'W1', severity: 'WARN', message: 'i', ignored: { reason: 'legacy', kind: 'inSource' } }],
};

const print = (name: string, ...results: readonly Result[]): string => {
  const format = formats[name]?.();
  const out = recorder();
  format?.begin(out);
  for (const one of results) format?.add(out, one);
  format?.end(out, { templates: results.length, valid: 0, passedOver: 0 });
  return out.text();
};

describe('SARIF', () => {
  const run = JSON.parse(print('sarif', result, result)).runs[0];

  it('says where, in a URI', () =>
    expect(run.results[0]).toMatchObject({
      ruleId: 'E3012',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'stacks/my%20queue.yaml' },
            region: { startLine: 5, startColumn: 7 },
          },
        },
      ],
    }));

  it('describes each rule once, with help', () => {
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['E1', 'E3012', 'W1']);
    expect(run.tool.driver.rules[1]).toMatchObject({ helpUri: 'https://example.com/E3012' });
    expect(run.tool.driver.rules[1].help.text).toContain('https://example.com/E3012');
  });

  it('suppresses what is fixed or ignored, and nothing else', () =>
    expect(run.results.slice(0, 3).map(({ suppressions }: { suppressions?: unknown }) => suppressions)).toEqual([
      undefined,
      [{ kind: 'external', justification: 'Fixed in the file: put right' }],
      [{ kind: 'inSource', justification: 'legacy' }],
    ]));

  it('is whole with no template at all', () => expect(JSON.parse(print('sarif')).runs[0].results).toEqual([]));
});

describe('JUnit XML', () => {
  const xml = print('junit', result);

  it('has a suite for the template, a failed case for what is open, a skipped one for the rest', () =>
    expect(xml).toContain('<testsuite name="stacks/my queue.yaml" tests="3" failures="1" errors="0" skipped="2">'));

  it('escapes, and holds no character that XML cannot hold', () => {
    expect(xml).toContain('message="&lt;\'a\' &amp; &quot;b&quot;&gt;\ufffd"');
    expect(xml).not.toContain('\u0000');
  });

  it('has a case that passes for a template with no findings', () =>
    expect(print('junit', { ...result, findings: [], ignored: [] })).toContain('tests="1" failures="0"'));
});

describe('JSON', () => {
  it.each([0, 1, 3])('is one document for %i templates', (count) => {
    const { templates, totals } = JSON.parse(print('json', ...Array.from({ length: count }, () => result)));
    expect(templates).toHaveLength(count);
    expect(totals.templates).toBe(count);
  });
});
