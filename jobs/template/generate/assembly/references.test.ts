import { eachReference, type Reference, rename } from './references.ts';

const none = new Map<string, string>();
const renames = {
  ids: new Map([['A', 'A2']]),
  conditions: new Map([['IsProd', 'IsProd2']]),
  mappings: new Map([['M', 'M2']]),
};

describe('renaming', () => {
  it.each([
    [{ Ref: 'A' }, { Ref: 'A2' }],
    [{ Ref: 'B' }, { Ref: 'B' }],
    [{ 'Fn::GetAtt': ['A', 'Arn'] }, { 'Fn::GetAtt': ['A2', 'Arn'] }],
    [{ 'Fn::GetAtt': 'A.Endpoint.Address' }, { 'Fn::GetAtt': ['A2', 'Endpoint.Address'] }],
    [
      { 'Fn::Sub': '${A}-${A.Arn}-${!A}-${B}-${AWS::Region}' },
      { 'Fn::Sub': '${A2}-${A2.Arn}-${!A}-${B}-${AWS::Region}' },
    ],
    [{ 'Fn::Sub': ['${A}-${V}', { V: { Ref: 'A' } }] }, { 'Fn::Sub': ['${A2}-${V}', { V: { Ref: 'A2' } }] }],
    [{ 'Fn::Sub': ['${A}', { A: 'own' }] }, { 'Fn::Sub': ['${A}', { A: 'own' }] }],
    [{ 'Fn::If': ['IsProd', { Ref: 'A' }, 'A'] }, { 'Fn::If': ['IsProd2', { Ref: 'A2' }, 'A'] }],
    [{ 'Fn::FindInMap': ['M', 'A', 'x'] }, { 'Fn::FindInMap': ['M2', 'A', 'x'] }],
    [{ 'Fn::And': [{ Condition: 'IsProd' }] }, { 'Fn::And': [{ Condition: 'IsProd2' }] }],
    [
      { Ref: 'A', Other: 'A' },
      { Ref: 'A', Other: 'A' },
    ],
  ])('%j reads %j', (before, after) => {
    expect(rename(before, renames)).toEqual(after);
  });

  it('keeps a key such as __proto__ a key', () => {
    const value = JSON.parse('{"__proto__": {"Ref": "A"}}');
    expect(JSON.stringify(rename(value, { ...renames, conditions: none, mappings: none }))).toBe(
      '{"__proto__":{"Ref":"A2"}}',
    );
  });

  it('finds every reference there is', () => {
    const found: Reference[] = [];
    eachReference({ a: [{ Ref: 'X' }], b: { 'Fn::Sub': '${Y.Arn}' } }, (each) => found.push(each));
    expect(found).toEqual([{ id: 'X' }, { id: 'Y', attribute: 'Arn' }]);
  });
});
