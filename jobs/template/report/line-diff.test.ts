import fc from 'fast-check';
import { lineDiff } from './line-diff.ts';

const marks = { same: ' ', gone: '-', new: '+' } as const;
const shown = (before: string, after: string, context?: number) =>
  lineDiff(before, after, context).map((hunk) => hunk.map(({ kind, line, text }) => `${marks[kind]}${line} ${text}`));

describe('the lines that changed', () => {
  it('are none between equal texts', () => {
    expect(lineDiff('a\nb', 'a\nb')).toEqual([]);
  });

  it('are shown with those around them', () => {
    expect(shown('a\nb\nc\nd\ne', 'a\nb\nX\nd\ne', 1)).toEqual([[' 2 b', '-3 c', '+3 X', ' 4 d']]);
  });

  it('are in hunks of their own where they are far apart', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const changed = lines.toSpliced(1, 1).toSpliced(15, 0, 'more');
    expect(shown(lines.join('\n'), changed.join('\n'), 1)).toEqual([
      [' 1 line 0', '-2 line 1', ' 2 line 2'],
      [' 15 line 15', '+16 more', ' 17 line 16'],
    ]);
  });

  it('make the one text of the other, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const all = lineDiff(before, after, 100).flat();
        const without = (kind: string) =>
          all
            .filter((line) => line.kind !== kind)
            .map((line) => line.text)
            .join('\n');
        expect(without('new')).toBe(before);
        expect(without('gone')).toBe(after);
      }),
    );
  });

  it('are not shown if there are thousands, nor looked for long', () => {
    const many = (name: string) => Array.from({ length: 3000 }, (_, at) => `${name} ${at}`).join('\n');
    expect(lineDiff(many('a'), many('b'))).toEqual([]);
  });
});
