import { applyPatch, valueAt } from './json-patch.ts';

const value = { a: { 'b/c': [1, 2, 3] }, d: 'e' };

describe('a JSON Patch is applied as RFC 6902 says', () => {
  it.each([
    [
      { op: 'add', path: '/f', value: 1 },
      { ...value, f: 1 },
    ],
    [
      { op: 'add', path: '/a/b~1c/1', value: 9 },
      { ...value, a: { 'b/c': [1, 9, 2, 3] } },
    ],
    [
      { op: 'add', path: '/a/b~1c/-', value: 9 },
      { ...value, a: { 'b/c': [1, 2, 3, 9] } },
    ],
    [
      { op: 'replace', path: '/d', value: null },
      { ...value, d: null },
    ],
    [
      { op: 'remove', path: '/a/b~1c/0' },
      { ...value, a: { 'b/c': [2, 3] } },
    ],
    [{ op: 'move', from: '/d', path: '/a/d' }, { a: { 'b/c': [1, 2, 3], d: 'e' } }],
  ] as const)('%j', (operation, expected) => {
    const before = structuredClone(value);
    expect(applyPatch(value, [operation])).toEqual(expected);
    expect(value).toEqual(before);
  });

  it.each([
    [{ op: 'replace', path: '/x', value: 1 }],
    [{ op: 'remove', path: '/a/b~1c/3' }],
    [{ op: 'remove', path: '/a/b~1c/01' }],
    [{ op: 'add', path: '/x/y', value: 1 }],
    [{ op: 'move', from: '/x', path: '/y' }],
    [{ op: 'remove', path: '' }],
    [{ op: 'add', path: '/__proto__/polluted', value: 1 }],
    [{ op: 'replace', path: '/constructor', value: 1 }],
  ] as const)('does not apply %j', (operation) => {
    expect(applyPatch(value, [operation])).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('finds nothing under names that objects inherit', () => {
    expect(valueAt(value, '/constructor/name')).toBeUndefined();
  });
});
