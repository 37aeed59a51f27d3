import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { mapCollection } from './map-collection.ts';

const registry = loadRegistry();

const tagsOf = (type: string, id: string): ExportedResource => ({
  source: { file: 'tags.json', pointer: '/0' },
  under: '/Tags',
  dialect: 'aws-cli',
  type,
  called: 'Tags[]',
  identifiers: [id],
  properties: { Tags: [{ Key: 'Name', Value: 'web' }] },
});

const vpc: ExportedResource = {
  ...tagsOf('AWS::EC2::VPC', 'vpc-1'),
  source: { file: 'vpcs.json', pointer: '/Vpcs/0' },
  under: '',
  properties: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' },
};

describe('a resource of which the drop shows a part alone', () => {
  it('is not made of its tags: a finding says so, and they are accounted for', () => {
    const { resources, traces, findings } = mapCollection({ resources: [tagsOf('AWS::EC2::VPC', 'vpc-1')] }, registry);
    expect(resources).toEqual([]);
    expect(traces.map(({ outcome }) => outcome)).toEqual(['dropped', 'dropped']);
    expect(findings).toMatchObject([{ rule: 'partial-resource', message: expect.stringContaining('tags.json') }]);
  });

  it('is made once the drop shows the resource too', () => {
    const { resources, findings } = mapCollection({ resources: [tagsOf('AWS::EC2::VPC', 'vpc-1'), vpc] }, registry);
    expect(resources).toMatchObject([{ properties: { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name' }] } }]);
    expect(findings).toEqual([]);
  });

  it('is not made of a listing that lacks what the type requires, and the finding names the command that shows it', () => {
    const policy = { ...vpc, type: 'AWS::IAM::ManagedPolicy', identifiers: ['arn:aws:iam::111122223333:policy/read'] };
    const { resources, findings } = mapCollection(
      { resources: [{ ...policy, properties: { PolicyName: 'read' } }] },
      registry,
    );
    expect(resources).toEqual([]);
    expect(findings).toMatchObject([{ hint: 'Export it with aws iam get-policy-version too.' }]);
  });

  it('is made where its name is all it needs: a bucket', () => {
    const { resources } = mapCollection({ resources: [tagsOf('AWS::S3::Bucket', 'assets')] }, registry);
    expect(resources).toMatchObject([{ properties: { BucketName: 'assets' } }]);
  });

  it('is made of a part that is all its type requires: a distribution of its configuration', () => {
    const part = { ...tagsOf('AWS::CloudFront::Distribution', 'E1'), under: '/DistributionConfig' };
    const properties = { DistributionConfig: { Enabled: true, Comment: 'shop' } };
    expect(mapCollection({ resources: [{ ...part, properties }] }, registry).resources).toHaveLength(1);
  });

  it('is not made without what its type requires: a function of which only the policy is there', () => {
    const policy = { ...tagsOf('AWS::Lambda::Function', 'resize'), under: '/Concurrency' };
    const properties = { Concurrency: { ReservedConcurrentExecutions: 5 } };
    expect(mapCollection({ resources: [{ ...policy, properties }] }, registry).resources).toEqual([]);
  });
});
