import { boundedJson } from './bounded-json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON that somebody sent', () => {
  it.each(['{"a":[1,"x",null,true,{"b":{}}]}', '"a"', '1', nested(64), JSON.stringify({ a: '"[{,\\' })])(
    'is read: %s',
    (text) => {
      expect(boundedJson(text)).toEqual(JSON.parse(text));
    },
  );

  it('may have brackets, commas and quotes in its strings without end', () => {
    const text = JSON.stringify({ content: '[{,"\\'.repeat(100_000) });
    expect(boundedJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"a":'],
    ['cut off in a string', '{"a":"b'],
    ['cut off after a backslash', '"\\'],
    ['two of them', '{}{}'],
    ['no JSON', "{'a':1}"],
    ['a number that is none', '{"a":NaN}'],
  ])('that is %s is refused without being quoted', (_, text) => {
    expect(() => boundedJson(text)).toThrow('It is no JSON.');
  });

  it.each([
    ['nests too deep', nested(65), 'deeper than 64'],
    ['nests a million deep', '['.repeat(1_000_000), 'deeper than 64'],
    ['nests objects too deep', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, 'deeper than 64'],
    ['has too many values', `[${'0,'.repeat(50_000)}0]`, 'more than 50000 values'],
    ['has too many empty objects', `[${'{},'.repeat(50_000)}{}]`, 'more than 50000 values'],
    ['has a key __proto__', '{"input":[{"__proto__":{"isAdmin":true}}]}', '__proto__'],
    ['has one in disguise', '{"\\u005f_proto__":1}', '__proto__'],
  ])('that %s is refused', (_, text, why) => {
    expect(() => boundedJson(text)).toThrow(why);
  });
});
