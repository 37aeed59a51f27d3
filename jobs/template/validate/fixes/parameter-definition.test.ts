import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { applyPatch } from '../document/json-patch.ts';
import { firstFix } from './fixture/first-fix.ts';

/** The template as the fix leaves it; undefined if none is known. */
const fixed = (template: JsonObject, finding: Parameters<typeof firstFix>[1]): JsonValue | undefined => {
  const fix = firstFix(template, finding);
  return fix && applyPatch(template, fix.patch);
};

describe('NoEcho that is neither true nor false', () =>
  it('hides the value', () =>
    expect(
      fixed(
        { Parameters: { A: { Type: 'String', NoEcho: 123 } }, Resources: {} },
        { rule: 'E2001', pointer: '/Parameters/A/NoEcho', message: "Parameter 'A': NoEcho must be a boolean" },
      ),
    ).toMatchObject({ Parameters: { A: { NoEcho: true } } })));

describe('a type of parameter that nobody knows', () =>
  it.each([
    ['NotString', 'String'],
    ['AWS::SSM::Parameter::Value<Test>', 'AWS::SSM::Parameter::Value<String>'],
  ])('is text: %s', (Type, meant) =>
    expect(
      fixed(
        { Parameters: { A: { Type } }, Resources: {} },
        { rule: 'F2002', pointer: '/Parameters/A/Type', message: '' },
      ),
    ).toMatchObject({ Parameters: { A: { Type: meant } } }),
  ));
