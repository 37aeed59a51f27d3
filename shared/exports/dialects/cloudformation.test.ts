import type { JsonValue } from '#schemas/json.ts';
import { cloudformation } from './cloudformation.ts';

const read = (value: JsonValue) => cloudformation.read({ pointer: '', value }, { file: 'template.yaml' });
const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shop' } };
const found = { type: 'AWS::S3::Bucket', identifiers: ['shop'], properties: { BucketName: 'shop' } };

describe('CloudFormation is read whole and in pieces', () => {
  it.each<[string, JsonValue, string, string | undefined]>([
    [
      'a template',
      { AWSTemplateFormatVersion: '2010-09-09', Resources: { Shop: bucket } },
      '/Resources/Shop/Properties',
      'Shop',
    ],
    ['a Resources section', { Resources: { Shop: bucket } }, '/Resources/Shop/Properties', 'Shop'],
    ['resources under their logical ids', { Shop: bucket }, '/Shop/Properties', 'Shop'],
    ['one resource', bucket, '/Properties', undefined],
    ['a list of resources', [bucket], '/0/Properties', undefined],
    [
      'get-template',
      { TemplateBody: { Resources: { Shop: bucket } }, StagesAvailable: ['Original'] },
      '/TemplateBody/Resources/Shop/Properties',
      'Shop',
    ],
    [
      'get-template of a YAML template',
      {
        TemplateBody: 'Resources:\n  Shop:\n    Type: AWS::S3::Bucket\n    Properties: {BucketName: shop}',
        StagesAvailable: [],
      },
      '/TemplateBody/Resources/Shop/Properties',
      'Shop',
    ],
  ])('%s', (_, value, pointer, logicalId) => {
    expect(cloudformation.recognise(value)).toBe(true);
    expect(read(value).resources).toEqual([
      expect.objectContaining({ ...found, source: { file: 'template.yaml', pointer } }),
    ]);
    expect(read(value).resources[0]?.logicalId).toBe(logicalId);
  });

  it.each<[JsonValue]>([
    [{ Vpcs: [] }],
    [{ Resources: {} }],
    [{ Type: 'redirect', Properties: {} }],
    [[]],
    [{}],
    [{ Resources: { a: { Type: 'x' } } }],
  ])('%j is none', (value) => {
    expect(cloudformation.recognise(value)).toBe(false);
  });
});

describe('a template keeps all it says', () => {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { Always: { 'Fn::Equals': ['a', 'a'] } },
    Resources: {
      Shop: { ...bucket, DeletionPolicy: 'Retain', DependsOn: ['Other'] },
      'Fn::ForEach::Copies': ['Name', ['a'], { Copy: bucket }],
    },
    Outputs: { Name: { Value: { Ref: 'Shop' } } },
  };

  it('its sections', () => {
    const { AWSTemplateFormatVersion, Parameters, Conditions, Outputs } = template;
    expect(read(template).templates).toEqual([
      {
        source: { file: 'template.yaml', pointer: '' },
        sections: { AWSTemplateFormatVersion, Parameters, Conditions, Outputs },
      },
    ]);
  });

  it("its resources' attributes", () => {
    expect(read(template).resources[0]?.attributes).toEqual({ DeletionPolicy: 'Retain', DependsOn: ['Other'] });
  });

  it('what is no resource, to be told of as lost', () => {
    expect(read(template).resources[1]).toMatchObject({
      called: 'Resources/Fn::ForEach::Copies',
      logicalId: 'Fn::ForEach::Copies',
    });
    expect(read(template).resources[1]).not.toHaveProperty('type');
  });
});
