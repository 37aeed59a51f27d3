import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { applyPatch } from '../document/json-patch.ts';
import { firstFix } from './fixture/first-fix.ts';

/** The template as the fix leaves it; undefined if none is known. */
const fixed = (template: JsonObject, finding: Parameters<typeof firstFix>[1]): JsonValue | undefined => {
  const fix = firstFix(template, finding);
  return fix && applyPatch(template, fix.patch);
};

describe('a policy of what happens to a resource that goes', () => {
  const said = (value: JsonValue, more: JsonObject = {}) =>
    fixed(
      { Resources: { A: { Type: 'AWS::IAM::User', DeletionPolicy: value } }, ...more },
      {
        rule: 'F3016',
        pointer: '/Resources/A/DeletionPolicy',
        message: "DeletionPolicy must be one of Delete, Retain, RetainExceptOnCreate, got 'Snapshot'",
      },
    );

  it.each<[JsonValue]>([
    ['Snapshot'],
    ['CopyRegion'],
    [['Snapshot', 'Retain']],
    [{ 'Fn::Cidr': ['10.0.0.0/8', 6, 5] }],
  ])('is Retain where it cannot be %j, by which nothing is lost', (value) =>
    expect(said(value)).toMatchObject({ Resources: { A: { DeletionPolicy: 'Retain' } } }),
  );

  it('stays where a parameter or a macro may choose it', () => {
    expect(said({ Ref: 'Policy' })).toBeUndefined();
    expect(said('Keep', { Transform: 'MyMacro' })).toBeUndefined();
  });
});
