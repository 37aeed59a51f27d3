import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { identifierOf } from './identifier.ts';

const registry = loadRegistry();

const identify = (type: string, seen: Partial<Parameters<typeof identifierOf>[1]>) => {
  const known = registry.type(type);
  if (!known) throw new Error(`No type ${type}`);
  return identifierOf(known, { type, properties: {}, returns: {}, parts: [], ...seen });
};

describe('the identifier by which an import finds a live resource', () => {
  it.each([
    ['a property', 'AWS::S3::Bucket', { properties: { BucketName: 'shop' } }, { BucketName: 'shop' }],
    ['an attribute', 'AWS::EC2::VPC', { returns: { VpcId: 'vpc-1' } }, { VpcId: 'vpc-1' }],
    ['what Ref returns', 'AWS::SQS::Queue', { ref: 'https://q' }, { QueueUrl: 'https://q' }],
    [
      'two values',
      'AWS::EC2::VPCGatewayAttachment',
      { properties: { VpcId: 'vpc-1', InternetGatewayId: 'igw-1' } },
      { AttachmentType: 'IGW', VpcId: 'vpc-1' },
    ],
    [
      'a property of another name',
      'AWS::EC2::Route',
      { properties: { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0' } },
      { RouteTableId: 'rtb-1', CidrBlock: '0.0.0.0/0' },
    ],
  ])('is %s', (_, type, seen, identifier) => {
    expect(identify(type, seen)).toEqual(identifier);
  });

  it.each([
    ['nothing tells it', 'AWS::S3::Bucket', {}],
    ['it is a reference', 'AWS::S3::Bucket', { properties: { BucketName: { Ref: 'Name' } } }],
    ['one of two values is not known', 'AWS::EC2::Route', { properties: { RouteTableId: 'rtb-1' } }],
  ])('is unknown if %s', (_, type, seen) => {
    expect(identify(type, seen)).toBeUndefined();
  });
});
