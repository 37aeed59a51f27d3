import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const account = '111122223333';
const regions = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'] as const;

const hex = (kind: string, at: number): string => `${kind}-0${at.toString(16).padStart(16, '0')}`;
const tags = (at: number) => [
  { Key: 'Name', Value: `thing-${at}` },
  { Key: 'owner', Value: `team-${at % 7}` },
];

type Make = (at: number, region: string, night: number) => object;

/** Every fiftieth is another on the second night, and one in ten is not as it should be. */
const isOther = (at: number, night: number): boolean => night === 1 && at % 50 === 0;

const instance: Make = (at, region, night) => ({
  InstanceId: hex('i', at),
  ImageId: hex('ami', at % 12),
  InstanceType: isOther(at, night) ? 'm7i.xlarge' : 'm7i.large',
  LaunchTime: '2026-05-01T08:00:00+00:00',
  State: { Code: 16, Name: 'running' },
  Placement: { AvailabilityZone: `${region}a`, Tenancy: 'default' },
  MetadataOptions: { State: 'applied', HttpTokens: at % 10 === 0 ? 'optional' : 'required', HttpEndpoint: 'enabled' },
  SecurityGroups: [{ GroupId: hex('sg', at % 97), GroupName: 'app' }],
  NetworkInterfaces: [
    { NetworkInterfaceId: hex('eni', at), OwnerId: account, Groups: [{ GroupId: hex('sg', at % 97) }] },
  ],
  BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeId: hex('vol', at), Status: 'attached' } }],
  Tags: tags(at),
});

const volume: Make = (at, region, night) => ({
  VolumeId: hex('vol', at),
  Size: isOther(at, night) ? 40 : 20,
  VolumeType: at % 10 === 1 ? 'gp2' : 'gp3',
  Iops: 3000,
  Throughput: 125,
  State: at % 20 === 2 ? 'available' : 'in-use',
  Encrypted: true,
  CreateTime: '2026-05-01T08:00:00.000Z',
  AvailabilityZone: `${region}a`,
  Attachments: [{ InstanceId: hex('i', at), VolumeId: hex('vol', at), Device: '/dev/xvda', State: 'attached' }],
  Tags: tags(at),
});

const group: Make = (at) => ({
  GroupId: hex('sg', at),
  GroupName: `group-${at}`,
  OwnerId: account,
  VpcId: hex('vpc', 1),
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: at % 10 === 3 ? '0.0.0.0/0' : '10.0.0.0/8' }] },
  ],
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  Tags: tags(at),
});

const snapshot: Make = (at) => ({
  SnapshotId: hex('snap', at),
  VolumeId: hex('vol', at % 10 === 4 ? 10_000_000 + at : at),
  VolumeSize: 20,
  OwnerId: account,
  State: 'completed',
  StartTime: '2026-03-01T03:00:00.000Z',
  Description: 'nightly',
  Tags: tags(at),
});

const database: Make = (at, region) => ({
  DBInstanceIdentifier: `db-${region}-${at}`,
  DBInstanceArn: `arn:aws:rds:${region}:${account}:db:db-${region}-${at}`,
  DBInstanceClass: 'db.r6g.large',
  Engine: 'postgres',
  EngineVersion: at % 10 === 5 ? '13.16' : '17.4',
  DBInstanceStatus: 'available',
  StorageEncrypted: true,
  MultiAZ: true,
  BackupRetentionPeriod: 7,
  DeletionProtection: true,
  PubliclyAccessible: false,
  VpcSecurityGroups: [{ VpcSecurityGroupId: hex('sg', at % 97), Status: 'active' }],
  TagList: tags(at),
});

const lambda: Make = (at, region, night) => ({
  FunctionName: `function-${at}`,
  FunctionArn: `arn:aws:lambda:${region}:${account}:function:function-${at}`,
  Runtime: at % 10 === 6 ? 'python3.9' : 'nodejs24.x',
  Timeout: 30,
  MemorySize: isOther(at, night) ? 512 : 256,
  CodeSha256: 'c2hhMjU2',
  LastModified: '2026-09-14T12:40:02.000+0000',
  Environment: { Variables: { LOG_LEVEL: 'info', TABLE: `table-${at}` } },
});

const address: Make = (at) => ({
  AllocationId: hex('eipalloc', at),
  PublicIp: `198.51.100.${at % 250}`,
  Domain: 'vpc',
  ...(at % 10 === 7 ? {} : { AssociationId: hex('eipassoc', at) }),
});

/** What an account has how much of, in hundredths, and the output that lists it. */
const kinds: readonly (readonly [string, number, Make, (items: readonly object[]) => object])[] = [
  ['describe-instances', 28, instance, (Instances) => ({ Reservations: [{ OwnerId: account, Instances }] })],
  ['describe-volumes', 34, volume, (Volumes) => ({ Volumes })],
  ['describe-security-groups', 12, group, (SecurityGroups) => ({ SecurityGroups })],
  ['describe-snapshots', 8, snapshot, (Snapshots) => ({ Snapshots })],
  ['describe-db-instances', 5, database, (DBInstances) => ({ DBInstances })],
  ['list-functions', 10, lambda, (Functions) => ({ Functions })],
  ['describe-addresses', 3, address, (Addresses) => ({ Addresses })],
];

/** Two nights of an account with so many resources, spread over four regions, as the AWS CLI prints it. */
export const writeNights = async (folder: string, resources: number): Promise<void> => {
  for (const [night, date] of ['2026-11-19', '2026-11-20'].entries()) {
    for (const [index, region] of regions.entries()) {
      for (const [command, share, make, wrap] of kinds) {
        const count = Math.round((resources * share) / 100);
        const items = Array.from({ length: count }, (_, at) => at)
          .filter((at) => at % regions.length === index && !(night === 1 && at % 500 === 8))
          .map((at) => make(at, region, night));
        const path = join(folder, date, account, region, `${command}.json`);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, JSON.stringify(wrap(items)));
      }
    }
  }
  await writeFile(join(folder, 'dropforge.json'), '{"kind": "inventory"}');
};
