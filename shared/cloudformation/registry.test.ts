import { loadRegistry, registryFile } from './registry.ts';
import { openRegistry } from './registry-file.ts';

const registry = loadRegistry();

describe('the registry knows every CloudFormation resource type', () => {
  it('has all types, each readable', () => {
    expect(registry.types.length).toBeGreaterThan(1800);
    for (const name of registry.types) expect(registry.type(name)?.type).toBe(name);
  });

  it('knows nothing of a type CloudFormation lacks, nor of names that objects inherit', () => {
    expect(registry.type('AWS::SSM::ManagedInstanceInventory')).toBeUndefined();
    expect(registry.type('__proto__')).toBeUndefined();
    expect(registry.type('constructor')).toBeUndefined();
  });

  it('tells properties, attributes, identifiers, tags and the ARN of a type', () => {
    const queue = registry.type('AWS::SQS::Queue');
    expect(queue?.name).toBe('Queue');
    expect(queue?.properties.VisibilityTimeout?.type).toEqual({ type: 'integer' });
    expect(queue?.attributes).toEqual(['Arn', 'QueueName', 'QueueUrl']);
    expect(queue?.refIdentifier).toEqual(['QueueUrl']);
    expect(queue?.tags).toEqual({ property: 'Tags', variant: 'standard' });
    expect(queue?.arnTemplate).toBe(
      ['arn:$', '{Partition}:sqs:$', '{Region}:$', '{Account}:$', '{QueueName}'].join(''),
    );
  });

  it('resolves every definition that a property refers to', () => {
    const bucket = registry.type('AWS::S3::Bucket');
    const type = bucket?.properties.VersioningConfiguration?.type;
    if (type?.type !== 'ref') throw new Error('VersioningConfiguration is a definition');
    expect(Object.keys(bucket?.definitions[type.ref] ?? {})).toEqual(['Status']);
  });

  it('says which property a value of another type belongs to', () => {
    const group = registry.type('AWS::EC2::SecurityGroup');
    expect(group?.properties.VpcId?.refersTo).toEqual([{ type: 'AWS::EC2::VPC', property: 'VpcId' }]);
    expect(group?.properties.GroupDescription?.required).toBe(true);
  });
});

describe('the registry file is made for a quick start', () => {
  it('is small and opens without parsing every type', () => {
    const file = registryFile();
    expect(file.length).toBeLessThan(600_000);
    expect(openRegistry(file).types).toEqual(registry.types);
  });
});
