import type { JsonObject } from '#schemas/json.ts';
import { typeByLikeness } from './type-by-likeness.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const role = 'arn:aws:iam::111122223333:role/r';

describe('a thing is told by the names of its keys, its own ARN and what it is called', () => {
  it.each<[string, JsonObject, string]>([
    [
      'DBProxies',
      { DBProxyName: 'p', DBProxyArn: arn('rds', 'db-proxy:prx-1'), EngineFamily: 'MYSQL', RoleArn: role },
      'AWS::RDS::DBProxy',
    ],
    [
      'ConfigurationRecorders',
      { name: 'default', roleARN: role, recordingGroup: { allSupported: true } },
      'AWS::Config::ConfigurationRecorder',
    ],
    [
      'Cluster',
      { ClusterArn: arn('memorydb', 'cluster/c'), Name: 'c', NodeType: 'db.t4g.small', ACLName: 'open' },
      'AWS::MemoryDB::Cluster',
    ],
    [
      'Cluster',
      { ClusterArn: arn('dax', 'cache/c'), ClusterName: 'c', NodeType: 'dax.t3.small', TotalNodes: 1 },
      'AWS::DAX::Cluster',
    ],
    [
      '',
      { arn: arn('vpc-lattice', 'targetgroup/tg-1'), id: 'tg-1', name: 'n', type: 'LAMBDA' },
      'AWS::VpcLattice::TargetGroup',
    ],
    [
      'trailList',
      { Name: 't', S3BucketName: 'b', IsMultiRegionTrail: true, TrailARN: arn('cloudtrail', 'trail/t') },
      'AWS::CloudTrail::Trail',
    ],
    [
      'ClusterInfoList',
      {
        ClusterArn: arn('kafka', 'cluster/c/1'),
        ClusterName: 'c',
        BrokerNodeGroupInfo: {},
        NumberOfBrokerNodes: 3,
        CurrentBrokerSoftwareInfo: { KafkaVersion: '3.5' },
      },
      'AWS::MSK::Cluster',
    ],
  ])('%s %j', (called, value, type) => {
    expect(typeByLikeness(called, value)?.type).toBe(type);
  });
});

describe('where nothing tells for certain, nothing is guessed', () => {
  it.each<[string, string, JsonObject]>([
    ['an ARN of something it only refers to', 'jobs', { jobId: 'j', DataAccessRoleArn: role }],
    ['a word that many services use', 'bots', { BotId: 'b', DisplayName: 'd', BotEmail: 'e' }],
    ['an ARN of another service', 'Canaries', { CanaryArn: arn('events', 'rule/c'), Name: 'c' }],
    ['any JSON', '', { id: 1, name: 'n', items: [] }],
    ['keys that are names of prototypes', '__proto__', { constructor: 'c', toString: 's' }],
  ])('%s', (_, called, value) => {
    expect(typeByLikeness(called, value)).toBeUndefined();
  });

  it('between types that are equally like, the path may decide', () => {
    const group = { SubnetGroupName: 'g', Description: 'd', SubnetIds: ['subnet-1'] };
    expect(typeByLikeness('SubnetGroups', group)).toBeUndefined();
    expect(typeByLikeness('SubnetGroups', group, 'dax/describe-subnet-groups.json')?.type).toBe(
      'AWS::DAX::SubnetGroup',
    );
  });
});
