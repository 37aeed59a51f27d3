import type { CellReading } from '#schemas/inventory/cell.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { DropFile } from '#shared/exports/collect-files.ts';
import { readExports } from './exports.ts';

const now = '2026-11-21T02:00:00.000Z';

const fileOf = (file: string, content: unknown): DropFile => {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return {
    file,
    bytes: bytes.byteLength,
    open: async () =>
      (async function* () {
        yield bytes;
      })(),
  };
};

const read = (files: Readonly<Record<string, unknown>>) =>
  readExports(
    Object.entries(files).map(([file, content]) => fileOf(file, content)),
    now,
  );

const resourcesIn = (readings: readonly CellReading[]): readonly InventoryResource[] =>
  readings.flatMap(({ resources }) => resources);

const lookAt = (readings: readonly CellReading[], type: string) =>
  readings.flatMap(({ looks }) => looks).find((look) => look.type === type);

const place = '111122223333/eu-west-1';
const volume = (VolumeId: string, more: object = {}) => ({
  VolumeId,
  Size: 8,
  VolumeType: 'gp3',
  State: 'available',
  ...more,
});
const refusal = (code: string, operation: string) =>
  `\nAn error occurred (${code}) when calling the ${operation} operation: no\n`;

describe('where a resource is and whose', () => {
  it('is what the path says where the export does not', async () => {
    const { readings } = await read({ [`${place}/describe-volumes.json`]: { Volumes: [volume('vol-1')] } });
    expect(resourcesIn(readings)).toMatchObject([
      { arn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1', region: 'eu-west-1', accountId: '111122223333' },
    ]);
  });

  it('is what the rest of the drop says if it says one thing', async () => {
    const arn = 'arn:aws:lambda:eu-west-2:111122223333:function:checkout';
    const { readings } = await read({
      'list-functions.json': { Functions: [{ FunctionName: 'checkout', FunctionArn: arn, CodeSha256: 'x' }] },
      'describe-volumes.json': { Volumes: [volume('vol-1')] },
    });
    expect(readings.map(({ cell }) => cell.id).sort()).toEqual([
      '111122223333/eu-west-2/ec2',
      '111122223333/eu-west-2/lambda',
    ]);
  });

  it('is said to be unknown where two things are said', async () => {
    const { readings } = await read({
      'a/us-east-1/describe-vpcs.json': { Vpcs: [] },
      'a/eu-west-1/describe-vpcs.json': { Vpcs: [] },
      'describe-volumes.json': { Volumes: [volume('vol-1')] },
    });
    expect(resourcesIn(readings)).toMatchObject([{ region: 'unknown', accountId: 'unknown' }]);
  });

  it("is a bucket's own region, in the one cell of all buckets", async () => {
    const { readings } = await read({
      '111122223333/us-east-1/list-buckets.json': {
        Buckets: [{ Name: 'assets', CreationDate: '2023-05-02T08:00:00+00:00', BucketRegion: 'eu-west-3' }],
      },
    });
    expect(readings).toMatchObject([{ cell: { id: '111122223333/global/s3' }, resources: [{ region: 'eu-west-3' }] }]);
  });
});

describe('what a bucket answered', () => {
  const files = {
    'list-buckets.json': { Buckets: [{ Name: 'assets', CreationDate: '2023-05-02T08:00:00+00:00' }] },
    'get-bucket-versioning.assets.json': '{}',
    'get-bucket-policy.assets.json': refusal('NoSuchBucketPolicy', 'GetBucketPolicy'),
    'get-public-access-block.assets.json': { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
    'get-bucket-lifecycle-configuration.assets.json': refusal('AccessDenied', 'GetBucketLifecycleConfiguration'),
    'get-bucket-tagging.assets.json': { TagSet: [{ Key: 'owner', Value: 'team ünïcødé 🦦' }] },
  };

  it('stands under the operations that a live scan asks', async () => {
    const { readings } = await read(files);
    expect(resourcesIn(readings)).toMatchObject([
      {
        id: 'assets',
        tags: { owner: 'team ünïcødé 🦦' },
        configuration: {
          GetBucketVersioning: {},
          GetBucketPolicy: null,
          GetPublicAccessBlock: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
        },
      },
    ]);
  });

  it('is not taken for nothing where it was refused', async () => {
    const { readings } = await read(files);
    const [bucket] = resourcesIn(readings);
    expect(bucket?.unread).toEqual(['GetBucketLifecycleConfiguration']);
    expect(bucket?.configuration).not.toHaveProperty('GetBucketLifecycleConfiguration');
  });

  it('is the account’s where its file says s3control', async () => {
    const { readings } = await read({
      '111122223333/s3control.get-public-access-block.json': {
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      },
    });
    expect(resourcesIn(readings)).toMatchObject([
      {
        type: 'AWS::S3::AccountPublicAccessBlock',
        id: '111122223333',
        arn: 'arn:aws:s3::111122223333:public-access-block',
      },
    ]);
  });

  it('is kept where it is a policy that is no JSON', async () => {
    const Policy = '{"Statement": "arn:aws:s3:::assets';
    const { readings } = await read({ ...files, 'get-bucket-policy.assets.json': { Policy } });
    expect(resourcesIn(readings)).toMatchObject([{ configuration: { GetBucketPolicy: { Policy } } }]);
  });
});

describe('a look', () => {
  const type = 'AWS::EC2::Volume';

  it('is complete where a whole listing says so, also of nothing', async () => {
    const { readings } = await read({ [`${place}/describe-volumes.json`]: { Volumes: [] } });
    expect(lookAt(readings, type)).toEqual({ type, outcome: 'complete', resources: 0 });
  });

  it.each([
    ['the listing goes on', { 'describe-volumes.json': { Volumes: [volume('vol-1')], NextToken: 'more' } }],
    ['it was asked for one', { 'describe-volumes.vol-0123.json': { Volumes: [volume('vol-0123')] } }],
    ['a query took the items out', { 'describe-volumes.json': [volume('vol-1')] }],
  ])('is not complete where %s', async (_, files) => {
    const { readings } = await read(files);
    expect(lookAt(readings, type)).toMatchObject({ outcome: 'failed', resources: 1 });
  });

  it('is denied where the listing was refused', async () => {
    const { readings } = await read({
      [`${place}/describe-volumes.json`]: refusal('UnauthorizedOperation', 'DescribeVolumes'),
    });
    expect(lookAt(readings, type)).toMatchObject({ outcome: 'denied', resources: 0 });
  });

  it('at clusters is complete once each that is named is described', async () => {
    const names = { [`${place}/list-clusters.json`]: { clusters: ['shop', 'insights'] } };
    const described = (name: string) => ({
      cluster: { name, arn: `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`, resourcesVpcConfig: {} },
    });
    const some = { ...names, [`${place}/describe-cluster.shop.json`]: described('shop') };
    const all = { ...some, [`${place}/describe-cluster.insights.json`]: described('insights') };
    expect(lookAt((await read(some)).readings, 'AWS::EKS::Cluster')?.outcome).toBe('failed');
    expect(lookAt((await read(all)).readings, 'AWS::EKS::Cluster')?.outcome).toBe('complete');
  });

  it('is complete for the types that a snapshot of AWS Config holds', async () => {
    const item = {
      resourceType: type,
      resourceId: 'vol-1',
      awsAccountId: '111122223333',
      awsRegion: 'eu-west-1',
      configurationItemCaptureTime: '2026-11-19T01:00:00.000Z',
      configuration: { volumeId: 'vol-1', state: 'available', encrypted: false },
    };
    const { readings } = await read({
      'snapshot.json': { fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [item] },
    });
    expect(lookAt(readings, type)?.outcome).toBe('complete');
    expect(readings).toMatchObject([
      { scannedAt: '2026-11-19T01:00:00.000Z', resources: [{ id: 'vol-1', state: 'available' }] },
    ]);
  });
});

describe('scans', () => {
  it('are told apart by folders called by a date, the oldest first whatever order they come in', async () => {
    const { readings } = await read({
      '2026-11-20T02-00-00Z/describe-volumes.json': { Volumes: [volume('vol-2')] },
      '2026-11-19/describe-volumes.json': { Volumes: [volume('vol-1')] },
    });
    expect(readings.map(({ scannedAt, resources }) => [scannedAt, resources[0]?.id])).toEqual([
      ['2026-11-19T00:00:00.000Z', 'vol-1'],
      ['2026-11-20T02:00:00.000Z', 'vol-2'],
    ]);
  });

  it('are those that AWS Config delivered on one day, whatever the minute', async () => {
    const named = (region: string, time: string) => `111122223333_Config_${region}_ConfigSnapshot_${time}_0a1b.json`;
    const snapshot = { fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [] };
    const { readings } = await read({
      [named('eu-west-1', '20261119T020107Z')]: snapshot,
      [named('eu-west-1', '20261120T020107Z')]: snapshot,
      [named('us-east-1', '20261120T021503Z')]: snapshot,
      '2026-11-18/describe-volumes.json': { Volumes: [volume('vol-1')] },
      'describe-vpcs.json': { Vpcs: [] },
    });
    expect(readings.map(({ scannedAt }) => scannedAt)).toEqual([
      '2026-11-18T00:00:00.000Z',
      '2026-11-20T02:15:03.000Z',
    ]);
  });

  it('of a clock that is ahead were not later than now', async () => {
    const item = { resourceType: 'AWS::EC2::VPC', resourceId: 'vpc-1', configuration: { vpcId: 'vpc-1' } };
    const { readings } = await read({
      'items.json': { configurationItems: [{ ...item, configurationItemCaptureTime: '2026-11-22T09:00:00Z' }] },
    });
    expect(readings[0]?.scannedAt).toBe(now);
  });
});

describe('what is in nobody’s interest', () => {
  it('is a resource twice, from two copies of a file', async () => {
    const list = { Volumes: [volume('vol-1')] };
    const { readings } = await read({ 'a/describe-volumes.json': list, 'b/describe-volumes.json': list });
    expect(resourcesIn(readings)).toHaveLength(1);
  });

  it('is a secret: no value of an environment is kept, and no user data', async () => {
    const Functions = [
      {
        FunctionName: 'pay',
        FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:pay',
        CodeSha256: 'x',
        Environment: { Variables: { API_TOKEN: 'kx81-secret-value', MODE: 'fast' } },
      },
    ];
    const { readings } = await read({ 'list-functions.json': { Functions } });
    expect(JSON.stringify(readings)).not.toMatch(/kx81|fast/);
    expect(JSON.stringify(readings)).toContain('API_TOKEN');
  });

  it('is a terminated instance, and a snapshot of somebody else', async () => {
    const { readings } = await read({
      [`${place}/describe-instances.json`]: {
        Reservations: [
          {
            Instances: [
              { InstanceId: 'i-1', ImageId: 'ami-1', InstanceType: 't3.micro', State: { Name: 'terminated' } },
            ],
          },
        ],
      },
      [`${place}/describe-snapshots.json`]: {
        Snapshots: [{ SnapshotId: 'snap-1', VolumeId: 'vol-1', OwnerId: '999988887777' }],
      },
    });
    expect(resourcesIn(readings)).toEqual([]);
    expect(lookAt(readings, 'AWS::EC2::Snapshot')?.outcome).toBe('complete');
  });
});

describe('files that tell nothing', () => {
  it('are told of: half a file, notes, what is declared', async () => {
    const { readings, files } = await read({
      'notes.md': '# to do',
      'half.json': '{"Volumes": [{"VolumeId": "vol-1"',
      'template.json': { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } },
      'describe-vpcs.json': { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', DhcpOptionsId: 'dopt-1' }] },
    });
    expect(resourcesIn(readings)).toHaveLength(1);
    const told = files.filter(({ reason }) => reason !== undefined).map(({ file, outcome }) => [file, outcome]);
    expect(told.sort()).toEqual([
      ['half.json', 'failed'],
      ['notes.md', 'passed-over'],
      ['template.json', 'passed-over'],
    ]);
    const unread = readings.find(({ cell }) => cell.service === 'files');
    expect(unread?.looks[0]?.reason).toMatch(/^half\.json: /);
  });

  it('leave nothing to read of a folder without AWS in it', async () => {
    const { readings, files } = await read({ 'package.json': { name: 'x', version: '1.0.0' } });
    expect(readings).toEqual([]);
    expect(files).toMatchObject([{ outcome: 'passed-over' }]);
  });

  it('do not make an older scan the latest', async () => {
    const { readings } = await read({
      '2026-11-19/describe-volumes.json': { Volumes: [volume('vol-1')] },
      '2026-11-20/describe-volumes.json': '{"Volumes": [{',
    });
    expect(readings.at(-1)).toMatchObject({ scannedAt: '2026-11-20T00:00:00.000Z', looks: [{ outcome: 'failed' }] });
  });

  it('reach no prototype by the names in them', async () => {
    const tags = '[{"Key":"__proto__","Value":"x"},{"Key":"constructor","Value":"y"}]';
    const { readings } = await read({
      'describe-volumes.json': `{"Volumes":[{"VolumeId":"vol-1","Size":8,"VolumeType":"gp3","__proto__":{"polluted":true},"Tags":${tags}}]}`,
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(resourcesIn(readings)[0]?.tags.constructor).toBe('y');
  });
});
