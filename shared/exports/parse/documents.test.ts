import { parseDocuments } from './documents.ts';

describe('a file says by its content what it is, not by its name', () => {
  it.each([
    ['one JSON document', '{"a":1}', [['', { a: 1 }]]],
    [
      'JSON Lines',
      '{"a":1}\n{"a":2}\n',
      [
        ['/0', { a: 1 }],
        ['/1', { a: 2 }],
      ],
    ],
    ['YAML', 'a: 1', [['', { a: 1 }]]],
    [
      'a YAML stream, empty documents left out',
      '---\na: 1\n---\n---\nb: 2',
      [
        ['/0', { a: 1 }],
        ['/2', { b: 2 }],
      ],
    ],
    ['flow YAML with a comment and a trailing comma', '{a: 1, # one\n}', [['', { a: 1 }]]],
  ])('%s', (_, text, expected) => {
    expect(parseDocuments(text, 'notes.txt').map(({ pointer, value }) => [pointer, value])).toEqual(expected);
  });

  it('never takes JSON that lacks a comma for YAML, which would join both sides into one', () => {
    expect(() => parseDocuments('{"a":\n1 "b":2}', 'x.json')).toThrow(expect.objectContaining({ line: 2 }));
  });
});

describe('what is no data is passed over, what is broken data fails', () => {
  it.each([
    ['', 'x.json', 'passed-over', /is empty/],
    ['Remember the milk', 'notes.txt', 'passed-over', /plain text/],
    ['# Notes\n\n* a: b: c', 'README.md', 'passed-over', /is not JSON or YAML/],
    ['a: b: c', 'template.yaml', 'failed', /not valid YAML/],
    ['{"a":', 'x', 'failed', /not valid JSON/],
  ])('%j in %s', (text, file, outcome, reason) => {
    expect(() => parseDocuments(text, file)).toThrow(
      expect.objectContaining({ outcome, message: expect.stringMatching(reason) }),
    );
  });
});
