import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { applyPatch } from '../document/json-patch.ts';
import { firstFix } from './fixture/first-fix.ts';

type Finding = Parameters<typeof firstFix>[1];

/** The template as the fix leaves it; undefined if none is known. */
const fixed = (template: JsonObject, finding: Finding): JsonValue | undefined => {
  const fix = firstFix(template, finding);
  return fix && applyPatch(template, fix.patch);
};

const resource = (Type: string, Properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  Resources: { A: { Type, Properties, ...more } },
});

const unknown = (name: string, parent = '/Resources/A/Properties'): Finding => ({
  rule: 'F3002',
  pointer: `${parent}/${name}`,
  message: `Additional properties are not allowed ('${name}' was unexpected)`,
});

describe('an unknown property', () => {
  const lambda = (properties: JsonObject, more: JsonObject = {}) =>
    resource('AWS::Lambda::Function', { Code: { ZipFile: 'x' }, ...properties }, more);

  it('that belongs one level further in is moved there', () =>
    expect(fixed(lambda({ S3Bucket: 'b' }), unknown('S3Bucket'))).toEqual(
      resource('AWS::Lambda::Function', { Code: { ZipFile: 'x', S3Bucket: 'b' } }),
    ));
  it('that belongs one level further out is moved there', () =>
    expect(
      fixed(
        resource('AWS::Lambda::Function', { Code: { ZipFile: 'x', Timeout: 5 } }),
        unknown('Timeout', '/Resources/A/Properties/Code'),
      ),
    ).toEqual(resource('AWS::Lambda::Function', { Code: { ZipFile: 'x' }, Timeout: 5 })));
  it('that is like nothing goes, and its value is told', () => {
    expect(fixed(lambda({ Zzzzzz: 'v' }), unknown('Zzzzzz'))).toEqual(lambda({}));
    expect(firstFix(lambda({ Zzzzzz: 'v' }), unknown('Zzzzzz'))?.description).toContain('"v"');
  });
  it('whose value is a secret goes untold', () =>
    expect(firstFix(lambda({ Zzzzzz: 'AKIAIOSFODNN7EXAMPLE' }), unknown('Zzzzzz'))?.description).not.toContain('AKIA'));
  it.each<[string, JsonObject]>([
    ['is there to guard something', { EncryptAll: true }],
    ['holds more than a plain value', { Zzzzzz: { Ref: 'A' } }],
    ['is like one that is not there', { TheFunctionHandler: 'r' }],
  ])('stays if it %s', (_, properties) =>
    expect(fixed(lambda(properties), unknown(Object.keys(properties)[0] ?? ''))).toBeUndefined(),
  );
  it('stays if a macro may read it', () =>
    expect(fixed({ ...lambda({ Zzzzzz: 1 }), Transform: 'Mine' }, unknown('Zzzzzz'))).toBeUndefined());
  it('of a policy statement stays: it may be what narrows it', () =>
    expect(
      fixed(
        { P: { Statement: [{ Effect: 'Allow', Zzzzzz: 'x' }] } },
        { ...unknown('Zzzzzz', '/P/Statement/0'), rule: 'E3510' },
      ),
    ).toBeUndefined());
});
