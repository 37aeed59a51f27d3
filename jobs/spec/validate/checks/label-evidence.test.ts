import { texts } from '../../testing/a-source-texts.ts';
import { faultsOf } from '../../testing/judged.ts';
import { codeLines } from '../spans.ts';
import { labelEvidence } from './label-evidence.ts';

const path = 'src/Orders/OrderExpiryJob.cs';
const lines = texts.get(path) ?? [];
const at = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
const [comment, code] = [at('/// <summary>'), at('class OrderExpiryJob')];
const statement = 'The `OrderExpiryJob` shall look for orders.';
const labelled = (label: 'confirmed' | 'inferred' | 'gap', start?: number) =>
  faultsOf(labelEvidence, statement, { label, citations: start === undefined ? [] : [{ path, start, end: start }] });

describe('A label', () => {
  it('is confirmed by code, and by no comment', () => {
    expect(labelled('confirmed', code)).toEqual([]);
    expect(labelled('confirmed', comment)).toHaveLength(1);
    expect(labelled('confirmed')).toHaveLength(1);
  });

  it('is inferred from something', () => {
    expect(labelled('inferred', comment)).toEqual([]);
    expect(labelled('inferred')).toHaveLength(1);
  });

  it('is a gap where nothing is cited', () => {
    expect(labelled('gap')).toEqual([]);
    expect(labelled('gap', code)).toHaveLength(1);
  });
});

describe('Code', () => {
  it.each([
    ['C# and its kin', ['/// Order', '// Order', '/* Order', 'Order', '*/', ' * Order', 'var a; // Order'], ['var a;']],
    ['Python', ['"""Order', 'Order', '"""', '# Order', 'a = 1  # Order'], ['a = 1 ']],
    ['SQL', ['-- Order', 'select 1'], ['select 1']],
    ['Rust-like attributes are code', ['#[Order]'], ['#[Order]']],
  ])('is told from comments: %s', (_, given, expected) => expect(codeLines(given)).toEqual(expected));
});
