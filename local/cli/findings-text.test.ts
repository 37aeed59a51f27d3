import type { Finding, FindingsReport } from '#schemas/findings.ts';
import { findingLines, verdictLine } from './findings-text.ts';
import { recorder } from './recorder.ts';
import { atLeast } from './severity.ts';

const to = recorder();
const finding: Finding = {
  rule: 'E3012',
  severity: 'ERROR',
  message: 'DelaySeconds is no integer',
  line: 12,
  column: 7,
};
const counts = { fatal: 0, error: 1, warn: 2, info: 0, fixed: 1 };
const report: FindingsReport = { verdict: 'invalid', engine: { name: 'e', version: '1' }, counts, findings: [] };

describe('a finding as text', () => {
  it('begins as compilers do, so that editors find the place', () => {
    expect(findingLines(to, 'a.yaml', { ...finding, hint: 'Write 5, not "five".' })).toEqual([
      'a.yaml:12:7 ERROR E3012 DelaySeconds is no integer',
      '    Write 5, not "five".',
    ]);
  });

  it('names the resource if the message does not, and what was fixed', () => {
    const fix = { by: 'case', description: 'delayseconds became DelaySeconds', patch: [] };
    expect(findingLines(to, 'a.yaml', { ...finding, logicalId: 'Queue', fix })).toEqual([
      'a.yaml:12:7 FIXED E3012 DelaySeconds is no integer [Queue]',
      '    delayseconds became DelaySeconds',
    ]);
  });
});

describe('the verdict as text', () => {
  it('counts what is left', () => {
    expect(verdictLine(to, 'a.yaml', report)).toBe('a.yaml: invalid, 1 error, 2 warnings, 1 fixed');
  });

  it('never calls an incomplete analysis valid', () => {
    expect(verdictLine(to, 'a.yaml', { ...report, verdict: 'incomplete' })).toContain('do not take it for valid');
  });
});

describe('--severity', () => {
  const all = (['FATAL', 'ERROR', 'WARN', 'INFO'] as const).map((severity) => ({ ...finding, severity }));

  it.each([
    ['fatal', 1],
    ['error', 2],
    ['warn', 3],
    ['info', 4],
  ] as const)('%s shows %d of the four', (least, shown) => expect(atLeast(all, least)).toHaveLength(shown));
});
