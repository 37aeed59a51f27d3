import { UsageError } from '../command.ts';
import { assignmentOf, withValue } from './set-value.ts';

const set = (document: object, text: string) => {
  const { path, value } = assignmentOf(text);
  return withValue(JSON.parse(JSON.stringify(document)), path, value);
};

describe('--set', () => {
  it.each([
    ['a.b=x', { a: { b: 'x' } }],
    ['a.b=3', { a: { b: 3 } }],
    ['a.b={"c":[1]}', { a: { b: { c: [1] } } }],
    ['a.b=a=b', { a: { b: 'a=b' } }],
    ['a.b=', { a: { b: '' } }],
    ['a.c=1', { a: { b: 1, c: 1 } }],
  ])('%s', (text, after) => expect(set({ a: { b: 1 } }, text)).toEqual(after));

  it('reaches into a list, and never further than it is long', () => {
    expect(set({ a: [{ b: 1 }, 2] }, 'a.0.b=5')).toEqual({ a: [{ b: 5 }, 2] });
    expect(() => set({ a: [1] }, 'a.1=5')).toThrow('There is no a.1 in the letter');
    expect(() => set({ a: [1] }, 'a.-1=5')).toThrow(UsageError);
  });

  it.each(['a.x.y=1', 'a.b.c=1', '__proto__.polluted=1', 'constructor.name=1'])(
    'does not invent places: %s',
    (text) => {
      expect(() => set({ a: { b: 1 } }, text)).toThrow(UsageError);
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it.each(['', 'a', '=1', 'a..b=1', '.a=1'])('is refused if it is no path=value: %j', (text) =>
    expect(() => assignmentOf(text)).toThrow('--set is path=value'),
  );
});
