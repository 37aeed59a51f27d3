import { withoutUnused } from './unused.ts';

const sections = {
  Description: 'kept',
  Parameters: { Stage: { Type: 'String' }, Size: { Type: 'String' }, Gone: { Type: 'String' } },
  Mappings: { Sizes: { a: { b: 'c' } }, Gone: {} },
  Conditions: {
    IsProduction: { 'Fn::And': [{ Condition: 'IsStage' }, { Condition: 'IsStage' }] },
    IsStage: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    Gone: { 'Fn::Equals': [{ Ref: 'Gone' }, 'x'] },
  },
  Rules: { Gone: {} },
};

describe('the sections of an import', () => {
  it('have what its resources use, through whatever', () => {
    const resource = {
      Condition: 'IsProduction',
      Properties: { A: { 'Fn::FindInMap': ['Sizes', 'a', 'b'] }, B: { 'Fn::Sub': '${Size}' } },
    };
    const kept = withoutUnused(sections, [resource]);
    expect(Object.keys(kept)).toEqual(['Description', 'Parameters', 'Mappings', 'Conditions']);
    expect(kept.Parameters).toEqual({ Stage: { Type: 'String' }, Size: { Type: 'String' } });
    expect(Object.keys(kept.Mappings ?? {})).toEqual(['Sizes']);
    expect(Object.keys(kept.Conditions ?? {})).toEqual(['IsProduction', 'IsStage']);
  });

  it('ask for nothing that nothing uses', () => {
    expect(withoutUnused(sections, [{}])).toEqual({
      Description: 'kept',
      Parameters: {},
      Mappings: {},
      Conditions: {},
    });
  });
});
