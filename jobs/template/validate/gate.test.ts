import type { JsonPatchOperation } from '#schemas/findings.ts';
import type { Analysis } from './analyse.ts';
import type { Candidate } from './candidates.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readDocument } from './document/document.ts';
import { objection } from './gate.ts';

const before = 'Resources: { A: { Type: T, Properties: { P: 1, Q: { R: 2 } } }, B: { Type: T } }';

const analysis = (text: string, diagnostics: Diagnostic[] = []): Analysis => {
  const document = readDocument(text);
  return 'unreadable' in document ? { diagnostics, incomplete: [] } : { document, diagnostics, incomplete: [] };
};

const about = (pointer: string): Diagnostic => ({ finding: { rule: 'r', severity: 'ERROR', message: 'm' }, pointer });

const candidate = (pointer: string, ...patch: JsonPatchOperation[]): Candidate => ({
  by: 'test',
  description: '',
  patch,
  findings: [about(pointer)],
  edits: [],
});

const judged = (after: string, change: Candidate) =>
  objection(analysis(before, [...change.findings]), analysis(after), [change]);

describe('no resource and no valid property may disappear', () => {
  it('lets the faulty property go', () => {
    const change = candidate('/Resources/A/Properties/P', { op: 'remove', path: '/Resources/A/Properties/P' });
    expect(judged(before.replace('P: 1, ', ''), change)).toBeUndefined();
  });

  it('lets the faulty attribute of a parameter go, and never the parameter', () => {
    const parameters = 'Parameters: { N: { Type: String, Default: null } }';
    const removing = (path: string, after: string) => {
      const change = candidate('/Parameters/N/Default', { op: 'remove', path });
      return objection(analysis(parameters, [...change.findings]), analysis(after), [change]);
    };
    expect(removing('/Parameters/N/Default', 'Parameters: { N: { Type: String } }')).toBeUndefined();
    expect(removing('/Parameters/N', 'Parameters: {}')).toContain('would disappear');
  });

  it.each([
    ['another property', '/Resources/A/Properties/Q', before.replace(', Q: { R: 2 }', '')],
    ['a resource', '/Resources/B', before.replace(', B: { Type: T }', '')],
    ['all properties', '/Resources/A/Properties', before.replace(', Properties: { P: 1, Q: { R: 2 } }', '')],
  ])('does not let %s go', (_, path, after) => {
    const change = candidate('/Resources/A/Properties/P', { op: 'remove', path });
    expect(judged(after, change)).toContain('would disappear');
  });

  it('does not even if the finding is about the whole resource', () => {
    const change = candidate('/Resources/B', { op: 'remove', path: '/Resources/B' });
    expect(judged(before.replace(', B: { Type: T }', ''), change)).toContain('/Resources/B would disappear');
  });

  it('lets a property be renamed', () => {
    const change = candidate('/Resources/A', {
      op: 'move',
      from: '/Resources/A/Properties/Q',
      path: '/Resources/A/Properties/S',
    });
    expect(judged(before.replace('Q:', 'S:'), change)).toBeUndefined();
  });
});

describe('the text must say what the patch says', () => {
  const change = candidate('/Resources/A/Properties/P', { op: 'replace', path: '/Resources/A/Properties/P', value: 3 });

  it('holds if it does', () => {
    expect(judged(before.replace('P: 1', 'P: 3'), change)).toBeUndefined();
  });

  it.each([
    ['something else', before.replace('P: 1', 'P: 4')],
    ['more', before.replace('P: 1', 'P: 3').replace('R: 2', 'R: 5')],
  ])('objects if it says %s', (_, after) => {
    expect(judged(after, change)).toContain('in just this way');
  });

  it('objects if it cannot be read any more', () => {
    expect(judged(before.replace('P: 1', 'P: }'), change)).toContain('could not be read');
  });
});
