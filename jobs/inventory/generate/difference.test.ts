import { resourceOf } from '../testing/scan.ts';
import { canonical, contentHash } from './canonical.ts';
import { fieldChanges } from './difference.ts';

describe('The difference between two looks at a resource', () => {
  it('names each field by its path', () => {
    const before = { state: 'running', configuration: { Metadata: { HttpTokens: 'optional' }, Gone: 1, Same: [1] } };
    const after = { state: 'stopped', configuration: { Metadata: { HttpTokens: 'required' }, Same: [1], New: null } };
    expect(fieldChanges(before, after)).toEqual([
      { path: 'configuration/Gone', before: 1 },
      { path: 'configuration/Metadata/HttpTokens', before: 'optional', after: 'required' },
      { path: 'configuration/New', after: null },
      { path: 'state', before: 'running', after: 'stopped' },
    ]);
  });

  it('shows of a list what only one side has, whatever the order', () => {
    const before = { Groups: [{ Id: 'a' }, { Id: 'b' }, { Id: 'b' }] };
    expect(fieldChanges(before, { Groups: [{ Id: 'b' }, { Id: 'b' }, { Id: 'a' }] })).toEqual([]);
    expect(fieldChanges(before, { Groups: [{ Id: 'b' }, { Id: 'c' }] })).toEqual([
      { path: 'Groups', before: [{ Id: 'a' }, { Id: 'b' }], after: [{ Id: 'c' }] },
    ]);
  });

  it('stays small whatever the resource', () => {
    const many = (value: string) => Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, value]));
    expect(fieldChanges(many('a'), many('b'))).toHaveLength(50);
    expect(JSON.stringify(fieldChanges({ text: 'a'.repeat(100_000) }, { text: 'b' })).length).toBeLessThan(1000);
  });

  it('takes property names of any kind for data', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(fieldChanges(hostile, {})).toHaveLength(2);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('The content hash', () => {
  it('does not see what changes by itself, nor the order of lists and keys', () => {
    const database = (restorable: string, groups: string[]) =>
      resourceOf('db', {
        type: 'AWS::RDS::DBInstance',
        configuration: { LatestRestorableTime: restorable, Groups: groups, Tags: [restorable] },
      });
    expect(contentHash(database('2026-11-20', ['a', 'b']))).toBe(contentHash(database('2026-11-21', ['b', 'a'])));
  });

  it('sees a tag, a state and a setting', () => {
    const hashes = [{}, { tags: { a: '1' } }, { state: 'stopped' }, { configuration: { a: 1 } }].map((given) =>
      contentHash(resourceOf('i-1', given)),
    );
    expect(new Set(hashes).size).toBe(4);
  });

  it('tells apart what only looks alike', () => {
    expect(canonical(['1'])).not.toBe(canonical([1]));
    expect(canonical({ a: undefined })).toBe(canonical({}));
  });
});
