import type { JsonObject } from '#schemas/json.ts';
import { resolveOwnExports } from './own-exports.ts';

const placed = (properties: JsonObject) => ({
  logicalId: 'Thing',
  mapped: { type: 'AWS::SNS::Topic', properties: {}, returns: {}, parts: [], traces: [] },
  properties,
  attributes: {},
});
const outputs = { Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'Store:TableArn' } } };
const resolve = (properties: JsonObject, from: JsonObject = outputs) =>
  resolveOwnExports([placed(properties)], from)[0]?.properties;

describe('a stack does not import what it exports itself', () => {
  it('the exported value takes the place of the import, however deep', () => {
    const policy = { Statement: [{ Resource: ['x', { 'Fn::ImportValue': 'Store:TableArn' }] }] };
    expect(resolve({ Policy: policy })).toEqual({
      Policy: { Statement: [{ Resource: ['x', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
    });
  });

  it('imports from elsewhere stay', () => {
    const properties = { Name: { 'Fn::ImportValue': 'Other:Name' }, Deep: { 'Fn::ImportValue': { 'Fn::Sub': 'a' } } };
    expect(resolve(properties)).toEqual(properties);
    expect(resolve(properties, {})).toEqual(properties);
  });
});
