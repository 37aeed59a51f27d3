import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { part } from '../assembly/samples.ts';
import type { MappedResource } from '../mapped.ts';
import { importable } from './importable.ts';

const registry = loadRegistry();
const source = { file: 'a.json', pointer: '/Name' };

const mapped = (type: string, more: Partial<MappedResource> = {}): MappedResource => ({
  type,
  properties: {},
  returns: {},
  parts: [],
  traces: [{ outcome: 'carried', source, to: '/Name' }],
  ...more,
});

const bucket = mapped('AWS::S3::Bucket', { properties: { BucketName: 'shop' }, name: 'shop' });

describe('what an import takes', () => {
  it('is every resource whose live counterpart is known', () => {
    expect(importable([bucket], registry)).toEqual({ resources: [bucket], traces: [], findings: [] });
  });

  it.each([
    ['a type without a read handler', mapped('AWS::SQS::QueuePolicy'), 'not-importable'],
    ['a custom resource', mapped('Custom::Thing'), 'not-importable'],
    ['what a transform expands', mapped('AWS::Serverless::Function'), 'not-importable'],
    ['a resource that nothing identifies', mapped('AWS::S3::Bucket'), 'import-identifier-unknown'],
    [
      'a resource of another stack',
      {
        ...bucket,
        parts: [part('b.json', { properties: { Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'shop' }] } })],
      },
      'in-another-stack',
    ],
  ])('is not %s', (_, resource, rule) => {
    const { resources, findings } = importable([bucket, resource], registry);
    expect(resources).toEqual([bucket]);
    expect(findings).toEqual([expect.objectContaining({ rule, severity: 'WARN', resourceType: resource.type })]);
  });

  it('is no live resource twice', () => {
    const { resources, findings } = importable([bucket, { ...bucket }], registry);
    expect(resources).toHaveLength(1);
    expect(findings.map(({ rule }) => rule)).toEqual(['imported-twice']);
  });

  it('accounts for the properties of what it leaves out', () => {
    const { traces } = importable([mapped('AWS::SQS::QueuePolicy')], registry);
    expect(traces).toEqual([{ outcome: 'dropped', source, reason: 'not-importable', note: 'not-importable' }]);
  });
});
