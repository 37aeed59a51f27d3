import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { mapPart } from './map-part.ts';

const registry = loadRegistry();

const map = (type: string, properties: JsonObject) => {
  const source = { file: 'x.json', pointer: '' };
  const mapping = mapPart(
    { source, under: '', dialect: 'cloud-control', type, called: type, identifiers: ['one'], properties },
    registry,
  );
  const pieces = mapping.outcome === 'mapped' ? mapping.pieces : [];
  return { piece: pieces[0], outcomes: pieces.flatMap(({ traces }) => traces.map(({ outcome }) => outcome)) };
};

describe("Cloud Control's properties are CloudFormation's", () => {
  it('read-only ones are left out and used for wiring, however deep they are', () => {
    const { piece, outcomes } = map('AWS::EC2::VPC', {
      VpcId: 'vpc-1',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociations: ['vpc-cidr-assoc-1'],
    });
    expect(piece?.properties).toEqual({ CidrBlock: '10.0.0.0/16' });
    expect(piece?.ref).toBe('vpc-1');
    expect(outcomes.sort()).toEqual(['carried', 'dropped', 'dropped']);
  });

  it('what breaks a deployment when it is echoed back is left out', () => {
    expect(map('AWS::S3::Bucket', { BucketName: 'one', AbacStatus: 'Disabled' }).piece?.properties).toEqual({
      BucketName: 'one',
    });
  });

  it("what can only be written is asked for: a function's code", () => {
    const { piece } = map('AWS::Lambda::Function', { FunctionName: 'one', Role: 'r', RecursiveLoop: 'Terminate' });
    expect(piece?.properties).toMatchObject({
      Code: { S3Bucket: { 'Dropforge::Parameter': { name: 'CodeS3Bucket' } } },
    });
    expect(piece?.properties).not.toHaveProperty('RecursiveLoop');
  });

  it('code that is shown is kept', () => {
    const Code = { ZipFile: 'exports.handler = async () => {};' };
    expect(map('AWS::Lambda::Function', { Role: 'r', Code }).piece?.properties).toMatchObject({ Code });
  });

  it('an object that is there says something, though nothing in it does', () => {
    const origin = { Id: 'a', DomainName: 'a.example.com', S3OriginConfig: { OriginAccessIdentity: '' } };
    const DistributionConfig = { Enabled: true, Comment: '', Origins: [origin] };
    expect(map('AWS::CloudFront::Distribution', { DistributionConfig }).piece?.properties).toMatchObject({
      DistributionConfig: { Origins: [origin] },
    });
  });

  it('an unknown property is lost, not guessed', () => {
    expect(map('AWS::SNS::Topic', { TopicName: 'one', Flavour: 'x' }).outcomes.sort()).toEqual(['carried', 'lost']);
  });
});
