import { differences, parsed } from './differences.ts';

describe('What is not as the template says', () => {
  it('is told with both values; numbers may be strings, fields in any order', () => {
    const expected = { Timeout: 30, Redrive: { maxReceiveCount: 5, to: 'arn' }, Types: ['a', 'b'], Enabled: true };
    const same = { Timeout: '30', Redrive: { to: 'arn', maxReceiveCount: '5' }, Types: ['a', 'b'], Enabled: 'true' };
    expect(differences(expected, same)).toEqual([]);
    expect(differences(expected, { ...same, Timeout: '3', Types: ['b', 'a'] })).toEqual([
      'Timeout is "3", not 30',
      'Types is ["b","a"], not ["a","b"]',
    ]);
    expect(differences(expected, {})).toHaveLength(4);
  });

  it('is a field too many inside of a value, but not beside it: the service has its own', () => {
    expect(differences({ Pattern: { source: ['a'] } }, { Pattern: { source: ['a'], more: ['b'] }, Own: 1 })).toEqual([
      'Pattern is {"source":["a"],"more":["b"]}, not {"source":["a"]}',
    ]);
    expect(differences({ Delay: undefined }, { Delay: '5' })).toEqual([]);
  });

  it('is told in a line, however long the value', () => {
    const [told = ''] = differences({ Input: 'a'.repeat(5000) }, { Input: 'b'.repeat(5000) });
    expect(told.length).toBeLessThan(300);
  });

  it('reads what is JSON as JSON, and leaves what is none', () => {
    expect(parsed('{"a":1}')).toEqual({ a: 1 });
    expect(parsed('{broken')).toBe('{broken');
    expect(parsed(undefined)).toBeUndefined();
  });
});
