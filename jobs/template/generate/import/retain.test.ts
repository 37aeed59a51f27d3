import type { Placed } from '../assembly/placed.ts';
import { retain, withoutOutputs } from './retain.ts';

const placed = (logicalId: string, attributes: Placed['attributes']): Placed => ({
  logicalId,
  mapped: { type: 'AWS::S3::Bucket', properties: {}, returns: {}, parts: [], traces: [] },
  properties: {},
  attributes,
});

describe('an imported resource', () => {
  it('is kept whatever happens to its stack, even if a template said otherwise', () => {
    const [bucket] = retain([placed('Bucket', { DeletionPolicy: 'Delete' })]);
    expect(bucket?.attributes).toEqual({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('depends only on what is imported with it', () => {
    const [one] = retain([placed('One', { DependsOn: ['Gone', 'Two'] }), placed('Two', {})]);
    expect(one?.attributes.DependsOn).toBe('Two');
  });
});

describe('the template of an import', () => {
  it('has no outputs, and says which ones', () => {
    const { sections, findings } = withoutOutputs({ Mappings: {}, Outputs: { Url: { Value: 'x' } } });
    expect(sections).toEqual({ Mappings: {} });
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'import-without-outputs', message: expect.stringContaining('Url') }),
    ]);
  });
});
