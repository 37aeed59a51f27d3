import type { JsonObject } from '#schemas/json.ts';
import { architectureOf } from './architecture.ts';
import { resourcesOf } from './resources.ts';

const drawn = (Resources: JsonObject) => architectureOf(resourcesOf({ Resources }));
const arrowsOf = (Resources: JsonObject) => drawn(Resources).arrows.map(({ from, to }) => `${from} -> ${to}`);

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const network: JsonObject = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  A: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc') } },
  B: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc') } },
};

describe('where a resource lies in the picture', () => {
  it.each([
    ['in its subnet', { SubnetId: ref('A') }, 'A'],
    ['in the VPC of its subnets', { Subnets: [ref('A'), ref('B')] }, 'Vpc'],
    ['in the VPC it names', { VpcId: ref('Vpc') }, 'Vpc'],
    ['where its security group is', { SecurityGroupIds: [ref('Group')] }, 'Vpc'],
    ['in its layer, if it says nothing of a VPC', {}, 'layer Compute'],
  ])('is %s', (_, Properties, group) => {
    const Group = { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: ref('Vpc') } };
    const { boxes } = drawn({ ...network, Group, It: { Type: 'AWS::EC2::Instance', Properties } });
    expect(boxes.find(({ id }) => id === 'It')?.group).toBe(group);
  });

  it('is in the VPC for an internet gateway that is attached to it', () => {
    const { boxes } = drawn({
      ...network,
      Gateway: { Type: 'AWS::EC2::InternetGateway' },
      Attachment: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
      },
    });
    expect(boxes).toEqual([expect.objectContaining({ id: 'Gateway', group: 'Vpc' })]);
  });
});

describe('the arrows', () => {
  const Fn = { Type: 'AWS::Lambda::Function', Properties: { Role: arn('Role') } };
  const Table = { Type: 'AWS::DynamoDB::Table' };
  const Topic = { Type: 'AWS::SNS::Topic' };
  const Queue = { Type: 'AWS::SQS::Queue' };

  it('go from who uses a role to what the role may touch', () => {
    const Role = { Type: 'AWS::IAM::Role', Properties: { Policies: [{ Resource: arn('Table') }] } };
    expect(arrowsOf({ Fn, Role, Table })).toEqual(['Fn -> Table']);
  });

  it('go from one end of a link to the other', () => {
    const Subscription = {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: ref('Topic'), Endpoint: arn('Queue') },
    };
    expect(arrowsOf({ Topic, Queue, Subscription })).toEqual(['Topic -> Queue']);
  });

  it('go from who is let in to who lets in', () => {
    const group = (ingress: readonly JsonObject[]) => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupIngress: ingress },
    });
    const box = (id: string) => ({ Type: 'AWS::EC2::Instance', Properties: { SecurityGroupIds: [ref(id)] } });
    const resources = {
      In: group([]),
      Out: group([{ SourceSecurityGroupId: ref('In') }]),
      Web: box('In'),
      Db: box('Out'),
    };
    expect(arrowsOf(resources)).toEqual(['Web -> Db']);
  });

  it('never end where nothing is drawn, nor where they began', () => {
    const Loop = { Type: 'AWS::SQS::Queue', Properties: { P: [ref('Loop'), ref('Nobody'), ref('__proto__')] } };
    expect(arrowsOf({ Loop, ...network })).toEqual([]);
  });
});

describe('resources without a box', () => {
  it('are told with whom they belong to', () => {
    const { boxes } = drawn({
      Bucket: { Type: 'AWS::S3::Bucket' },
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket') } },
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/aws/lambda/${Fn}' } } },
      Fn: { Type: 'AWS::Lambda::Function' },
    });
    expect(boxes.map((box) => [box.id, box.with.map(({ id }) => id)])).toEqual([
      ['Bucket', ['Policy']],
      ['Fn', ['Logs']],
    ]);
  });

  it('have one if nobody uses them', () => {
    expect(drawn({ Role: { Type: 'AWS::IAM::Role' } }).boxes).toHaveLength(1);
  });

  it('do not hang the picture if they use each other', () => {
    const role = (other: string) => ({ Type: 'AWS::IAM::Role', Properties: { P: arn(other) } });
    expect(drawn({ One: role('Two'), Two: role('One') }).boxes).toEqual([]);
  });
});

it('passes over what is no resource', () => {
  expect(drawn({ A: null, B: [], C: { Type: 1 }, D: { Properties: {} } }).boxes).toEqual([]);
});
