import type { JsonValue } from '#schemas/json.ts';
import { cloudControl } from './cloud-control.ts';

const read = (value: JsonValue) => cloudControl.read({ pointer: '', value }, { file: 'x.json' });
const bucket = { BucketName: 'shop', Arn: 'arn:aws:s3:::shop' };
const description = { Identifier: 'shop', Properties: JSON.stringify(bucket) };
const found = { dialect: 'cloud-control', type: 'AWS::S3::Bucket', identifiers: ['shop', 'arn:aws:s3:::shop'] };

describe("Cloud Control's output is opened", () => {
  it('get-resource: its properties are JSON in a string', () => {
    const { resources } = read({ TypeName: 'AWS::S3::Bucket', ResourceDescription: description });
    const source = { file: 'x.json', pointer: '/ResourceDescription/Properties' };
    expect(resources).toEqual([expect.objectContaining({ ...found, source, properties: bucket })]);
  });

  it('list-resources: one resource each', () => {
    const { resources } = read({ TypeName: 'AWS::S3::Bucket', ResourceDescriptions: [description, description] });
    expect(resources.map(({ source }) => source.pointer)).toEqual([
      '/ResourceDescriptions/0/Properties',
      '/ResourceDescriptions/1/Properties',
    ]);
  });

  it('says that one page of several is incomplete', () => {
    const page = { TypeName: 'AWS::S3::Bucket', ResourceDescriptions: [description], NextToken: 'more' };
    expect(read(page).notes).toEqual([expect.stringContaining('incomplete (NextToken)')]);
  });

  it('says what to run where there is an identifier only', () => {
    const { resources, notes } = read({ TypeName: 'AWS::S3::Bucket', ResourceDescriptions: [{ Identifier: 'shop' }] });
    expect(resources).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('get-resource --type-name AWS::S3::Bucket')]);
  });

  it.each<[JsonValue]>([[{ TypeName: 'AWS::S3::Bucket' }], [{ ResourceDescriptions: [] }], [[]], ['x']])(
    '%j is none',
    (value) => expect(cloudControl.recognise(value)).toBe(false),
  );
});
