import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { found, leavesOf } from './found.ts';
import { mapPart } from './map-part.ts';

const registry = loadRegistry();

const exported = (type: string, properties: JsonObject, also: Partial<ExportedResource> = {}): ExportedResource => ({
  source: { file: 'drop.json', pointer: '/Things/0' },
  under: '',
  dialect: 'aws-cli',
  type,
  called: 'Things[]',
  identifiers: ['one'],
  properties,
  ...also,
});

const tracesOf = (resource: ExportedResource) => {
  const mapping = mapPart(resource, registry);
  return mapping.outcome === 'lost'
    ? mapping.traces
    : [...mapping.traces, ...mapping.pieces.flatMap((each) => each.traces)];
};

/** Keys as they really occur: those of the type at any depth, in some other spelling now and then, and strangers. */
const keysOf = (type: string): readonly string[] => {
  const known = registry.type(type);
  const nested = Object.values(known?.definitions ?? {}).flatMap(Object.keys);
  return [...Object.keys(known?.properties ?? {}), ...nested, ...(known?.attributes ?? [])];
};

const strangers = [
  'OwnerId',
  'Status',
  'Tags',
  'tagSet',
  'Key',
  'Value',
  'Items',
  'Quantity',
  'Attributes',
  'Policy',
  '__proto__',
  'constructor',
  'toString',
  'a/b~c',
  '',
];

const types = [
  ...registry.types.filter((_, index) => index % 9 === 0),
  'AWS::S3::Bucket',
  'AWS::IAM::Role',
  'AWS::IAM::ManagedPolicy',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::RouteTable',
  'AWS::EC2::Instance',
  'AWS::EC2::Volume',
  'AWS::EC2::VPC',
  'AWS::EC2::LaunchTemplate',
  'AWS::CloudFront::Distribution',
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::Lambda::Function',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::RDS::DBCluster',
  'AWS::EKS::Cluster',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::Route53::RecordSet',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'AWS::Foo::Unknown',
];

/** Names that exceptions look for are in their sources' strings; a few that hold lists and objects matter most. */
const apiNames = [
  'IpPermissions',
  'IpRanges',
  'UserIdGroupPairs',
  'Routes',
  'Associations',
  'PolicyVersionList',
  'AttachedManagedPolicies',
  'NotificationConfiguration',
  'TopicConfigurations',
  'Events',
  'LifecycleConfiguration',
  'Rules',
  'Filter',
  'And',
  'BlockDeviceMappings',
  'Ebs',
  'DistributionConfig',
  'Origins',
  'AvailabilityZones',
  'CidrBlockAssociationSet',
  'GlobalSecondaryIndexes',
  'Attachments',
  'Logging',
  'ClusterLogging',
  'RotationRules',
];

const scalar = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    '',
    'true',
    '5',
    'one',
    'arn:aws:sqs:eu-west-1:111122223333:q',
    'a,b',
    '{"a":{"b":[1,""]}}',
    '%7B%22a%22%3A1%7D',
    '[{"Key":"aws:x","Value":"y"}]',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom<JsonValue>({}, [], { 'Dropforge::Secret': { hint: 'Password' } }),
);

const resources = fc.constantFrom(...types).chain((type) => {
  const key = fc.oneof(
    fc.constantFrom(...keysOf(type), ...strangers),
    fc.constantFrom(...strangers, ...apiNames),
    fc.constantFrom(...keysOf(type), 'x').map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
  );
  const { tree } = fc.letrec<{ tree: JsonValue; node: JsonValue }>((tie) => ({
    node: fc.oneof({ maxDepth: 4, depthSize: 'small' }, scalar, fc.array(tie('node'), { maxLength: 3 }), tie('tree')),
    tree: fc.array(fc.tuple(key, tie('node')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  }));
  return tree.map((properties) => exported(type, properties as JsonObject));
});

describe('every leaf that was found is in exactly one trace', () => {
  it('whatever the type and the shape', () => {
    fc.assert(
      fc.property(resources, (resource) => {
        const leaves = leavesOf(found(resource)).map(({ origin }) => origin?.pointer ?? '');
        const traced = tracesOf(resource).map(({ source }) => source.pointer);
        expect(new Set(traced).size).toBe(traced.length);
        // JSON in a string is told by what was in it, or as a whole.
        const told = (leaf: string) => traced.some((pointer) => pointer === leaf || pointer.startsWith(`${leaf}/`));
        expect(leaves.filter((leaf) => !told(leaf))).toEqual([]);
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});

describe('input that means harm stays data', () => {
  it('counts what is nested too deep as one leaf', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`);
    const traces = tracesOf(exported('AWS::SQS::Queue', { QueueName: 'q', Deep: deep }));
    expect(traces.map(({ outcome }) => outcome).sort()).toEqual(['carried', 'lost']);
  });

  it('maps a resource of 5,000 properties, each accounted for', () => {
    const properties = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`Strange.${index}`, index]));
    expect(tracesOf(exported('AWS::S3::Bucket', properties))).toHaveLength(5000);
  });

  it('pollutes no prototype', () => {
    tracesOf(
      exported(
        'AWS::S3::Bucket',
        JSON.parse('{"__proto__":{"polluted":true},"Tags":[{"Key":"__proto__","Value":"x"}]}'),
      ),
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
