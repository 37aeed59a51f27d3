import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { mapCollection } from './map-collection.ts';

const registry = loadRegistry();

const exported = (type: string, properties: JsonObject, also: Partial<ExportedResource> = {}): ExportedResource => ({
  source: { file: `${type}.json`, pointer: '' },
  under: '',
  dialect: 'aws-cli',
  type,
  called: type,
  identifiers: ['one'],
  properties,
  ...also,
});

const map = (...resources: ExportedResource[]) => mapCollection({ resources }, registry);

describe('one resource in the drop twice becomes one resource', () => {
  const alarm = (properties: JsonObject, also: Partial<ExportedResource> = {}) =>
    exported('AWS::CloudWatch::Alarm', { AlarmName: 'one', ...properties }, also);

  it('is there once if both say the same, and both are carried', () => {
    const { resources, findings } = map(alarm({ Threshold: 1 }), alarm({ Threshold: 1 }));
    expect(resources.map(({ properties }) => properties)).toEqual([{ AlarmName: 'one', Threshold: 1 }]);
    expect(resources[0]?.traces.map(({ outcome }) => outcome)).toEqual(['carried', 'carried', 'carried', 'carried']);
    expect(findings).toEqual([]);
  });

  it('has what either says', () => {
    const { resources } = map(alarm({ Threshold: 1 }), alarm({ Period: 60 }));
    expect(resources[0]?.properties).toEqual({ AlarmName: 'one', Threshold: 1, Period: 60 });
    expect(resources[0]?.parts).toHaveLength(2);
  });

  it('takes the newer value where they differ, traces the older as superseded and names both in a finding', () => {
    const newer = { source: { file: 'new.json', pointer: '' }, capturedAt: '2026-02-01T00:00:00.000Z' };
    const older = { source: { file: 'old.json', pointer: '' }, capturedAt: '2026-01-01T00:00:00.000Z' };
    const { resources, findings } = map(alarm({ Threshold: 2 }, newer), alarm({ Threshold: 1 }, older));
    expect(resources[0]?.properties.Threshold).toBe(2);
    expect(resources[0]?.traces).toContainEqual({
      outcome: 'dropped',
      source: { file: 'old.json', pointer: '/Threshold' },
      reason: 'superseded',
      note: 'new.json says otherwise',
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'duplicate-resource',
      property: 'Properties/Threshold',
      sources: [
        { file: 'old.json', pointer: '/Threshold' },
        { file: 'new.json', pointer: '/Threshold' },
      ],
    });
  });

  it('takes the later in the drop where neither says when it was captured', () => {
    const { resources } = map(alarm({ Threshold: 1 }), alarm({ Threshold: 2 }));
    expect(resources[0]?.properties.Threshold).toBe(2);
  });

  it('joins tags by their keys, and traces lead to where each tag ended', () => {
    const tag = (Key: string) => ({ Tags: [{ Key, Value: 'x' }] });
    const { resources } = map(alarm(tag('a')), alarm(tag('b')));
    expect(resources[0]?.properties.Tags).toEqual([
      { Key: 'a', Value: 'x' },
      { Key: 'b', Value: 'x' },
    ]);
    const to = resources[0]?.traces.map((trace) => (trace.outcome === 'carried' ? trace.to : ''));
    expect(to).toEqual(expect.arrayContaining(['/Tags/0/Key', '/Tags/1/Key']));
  });

  it('keeps resources apart that only share a name, in another region or of another type', () => {
    const { resources } = map(
      alarm({}, { region: 'eu-west-1' }),
      alarm({}, { region: 'us-east-1' }),
      exported('AWS::SNS::Topic', { TopicName: 'one' }),
    );
    expect(resources).toHaveLength(3);
  });
});

describe('what CloudFormation has no type for is listed', () => {
  it('traces each leaf as lost and raises a finding', () => {
    const { resources, traces, findings } = map(exported('AWS::Foo::Bar', { a: 1, b: { c: 'x' } }));
    expect(resources).toEqual([]);
    expect(traces.map(({ outcome, source }) => [outcome, source.pointer])).toEqual([
      ['lost', '/a'],
      ['lost', '/b/c'],
    ]);
    expect(findings.map(({ rule }) => rule)).toEqual(['unknown-type']);
  });

  it('says what it was called where it has no type at all', () => {
    const { type: _, ...untyped } = exported('x', { a: 1 }, { called: 'Things[]' });
    expect(map(untyped).findings[0]?.message).toContain('Things[]');
  });
});

describe('what is CloudFormation already passes untouched', () => {
  const bucket = (properties: JsonObject, also: Partial<ExportedResource> = {}) =>
    exported('AWS::S3::Bucket', properties, {
      dialect: 'cloudformation',
      logicalId: 'Bucket',
      identifiers: [],
      ...also,
    });

  it('keeps intrinsic functions and unknown properties', () => {
    const properties = { BucketName: { Ref: 'Name' }, Nonsense: { a: [1, null, ''] } };
    const { resources } = map(bucket(properties));
    expect(resources[0]?.properties).toEqual(properties);
    expect(resources[0]?.traces.every(({ outcome }) => outcome === 'carried')).toBe(true);
  });

  it('is there once if two files say exactly the same, twice if only the logical id is the same', () => {
    const other = { source: { file: 'other.yaml', pointer: '' } };
    expect(map(bucket({ BucketName: 'a' }), bucket({ BucketName: 'a' }, other)).resources).toHaveLength(1);
    expect(map(bucket({ BucketName: 'a' }), bucket({ BucketName: 'b' }, other)).resources).toHaveLength(2);
  });
});
