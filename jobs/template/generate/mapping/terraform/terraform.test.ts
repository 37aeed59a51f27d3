import type { JsonObject } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { terraformRows } from '#shared/exports/dialects/terraform/index.ts';
import { terraformState } from '#shared/exports/dialects/terraform-state.ts';
import { mapCollection } from '../map-collection.ts';
import { terraformExceptions } from './index.ts';

const registry = loadRegistry();

const map = (...resources: readonly (readonly [string, JsonObject])[]) => {
  const value = {
    version: 4,
    terraform_version: '1.13.4',
    resources: resources.map(([type, attributes]) => ({ mode: 'managed', type, instances: [{ attributes }] })),
  };
  const reading = terraformState.read({ pointer: '', value }, { file: 'terraform.tfstate' });
  const mapped = mapCollection({ resources: reading.resources }, registry);
  const traces = [...mapped.traces, ...mapped.resources.flatMap((each) => each.traces)];
  const lost = traces.filter(({ outcome }) => outcome === 'lost').map(({ source }) => source.pointer.split('/').pop());
  const made = mapped.resources.map(({ type, properties }) => [type.replace('AWS::', ''), properties]);
  return { made, lost, findings: mapped.findings, traces };
};

describe('the tables of Terraform hold together', () => {
  it('every row names a type that CloudFormation has', () => {
    const missing = Object.values(terraformRows).filter(({ type }) => !registry.type(type));
    expect(missing).toEqual([]);
  });

  it('every exception is of a type that has a row, and of one alone', () => {
    const names = terraformExceptions.flatMap(({ from }) => from);
    expect(names.filter((name) => !Object.hasOwn(terraformRows, name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what Terraform parts is put together', () => {
  const sg = 'sg-1';
  const group = { id: sg, name: 'web', description: 'Web', vpc_id: 'vpc-1' };
  const inline = { from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'], self: false };
  const rule = { ...inline, type: 'ingress', security_group_id: sg, id: 'sgrule-1' };
  const ingress = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' };

  it('a rule goes into its group, once even if the group shows it too', () => {
    const { made, lost } = map(
      ['aws_security_group', { ...group, ingress: [inline] }],
      ['aws_security_group_rule', rule],
    );
    expect(made).toEqual([['EC2::SecurityGroup', expect.objectContaining({ SecurityGroupIngress: [ingress] })]]);
    expect(lost).toEqual([]);
  });

  it('a rule of a group that is not in the drop stands alone', () => {
    const { made, lost } = map(['aws_security_group_rule', rule]);
    expect(made).toEqual([['EC2::SecurityGroupIngress', { ...ingress, GroupId: sg }]]);
    expect(lost).toEqual([]);
  });

  it('a rule about the group itself is never inside it', () => {
    const own = { ...inline, cidr_blocks: [], self: true };
    const { made } = map(['aws_security_group', { ...group, ingress: [own] }]);
    expect(made[1]).toEqual([
      'EC2::SecurityGroupIngress',
      { GroupId: sg, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: sg },
    ]);
  });

  it('a rule that stands alone and is about its own group is there once, and accounted for once', () => {
    const { made, lost, traces } = map(['aws_security_group_rule', { ...rule, cidr_blocks: [], self: true }]);
    expect(made.map(([type]) => type)).toEqual(['EC2::SecurityGroupIngress']);
    expect(lost).toEqual([]);
    const pointers = traces.map(({ source }) => source.pointer);
    expect(new Set(pointers).size).toBe(pointers.length);
  });

  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const role = { name: 'app', arn: 'arn:aws:iam::111122223333:role/app', assume_role_policy: trust };

  it('policies are attached where the role is made', () => {
    const attach = (name: string): [string, JsonObject] => [
      'aws_iam_role_policy_attachment',
      { id: `app-${name}`, role: 'app', policy_arn: `arn:aws:iam::aws:policy/${name}` },
    ];
    const { made, lost } = map(['aws_iam_role', role], attach('One'), attach('Two'), attach('One'));
    expect(made).toHaveLength(1);
    expect(made[0]?.[1]).toMatchObject({
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/One', 'arn:aws:iam::aws:policy/Two'],
    });
    expect(lost).toEqual([]);
  });

  it('an attachment to a role that is not in the drop is told of as lost', () => {
    const { made, lost, findings } = map([
      'aws_iam_role_policy_attachment',
      { role: 'app', policy_arn: 'arn:aws:iam::aws:policy/One' },
    ]);
    expect(made).toEqual([]);
    expect(lost).toEqual(['role', 'policy_arn']);
    expect(findings[0]?.message).toContain('is not in the drop');
  });

  it('an inline policy is one resource, whether the role tells it or a resource of its own', () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const { made } = map(
      ['aws_iam_role', { ...role, inline_policy: [{ name: 'queue', policy }] }],
      ['aws_iam_role_policy', { id: 'app:queue', name: 'queue', role: 'app', policy }],
    );
    expect(made.map(([type]) => type)).toEqual(['IAM::Role', 'IAM::RolePolicy']);
  });

  it('a bucket gets what the provider parts from it', () => {
    const { made, lost } = map(
      [
        'aws_s3_bucket',
        { bucket: 'shop', arn: 'arn:aws:s3:::shop', versioning: [{ enabled: false }], force_destroy: true },
      ],
      [
        'aws_s3_bucket_versioning',
        { bucket: 'shop', versioning_configuration: [{ status: 'Enabled', mfa_delete: '' }] },
      ],
      ['aws_s3_bucket_public_access_block', { bucket: 'shop', block_public_acls: true, id: 'shop' }],
    );
    expect(made).toEqual([
      [
        'S3::Bucket',
        {
          BucketName: 'shop',
          VersioningConfiguration: { Status: 'Enabled' },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true },
        },
      ],
    ]);
    expect(lost).toEqual([]);
  });

  it('a route is there once, whether its table tells it or a resource of its own', () => {
    const route = { cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' };
    const { made } = map(
      ['aws_route_table', { id: 'rtb-1', vpc_id: 'vpc-1', route: [route] }],
      ['aws_route', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' }],
    );
    expect(made.map(([type]) => type)).toEqual(['EC2::RouteTable', 'EC2::Route']);
  });

  it('targets go into their group, and listeners say what they do', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1';
    const { made, lost } = map(
      ['aws_lb_target_group', { arn, name: 'web', port: 80, protocol: 'HTTP', deregistration_delay: '30' }],
      ['aws_lb_target_group_attachment', { target_group_arn: arn, target_id: 'i-1', port: 80 }],
    );
    expect(made).toEqual([
      [
        'ElasticLoadBalancingV2::TargetGroup',
        expect.objectContaining({
          Targets: [{ Id: 'i-1', Port: 80 }],
          TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
        }),
      ],
    ]);
    expect(lost).toEqual([]);
  });
});

describe('what Terraform adds of its own is told apart', () => {
  it('default tags are tags, and the same tag is told once', () => {
    const tags = { Name: 'x' };
    const { made } = map([
      'aws_vpc',
      { id: 'vpc-1', cidr_block: '10.0.0.0/16', tags, tags_all: { ...tags, Team: 'y' } },
    ]);
    expect(made[0]?.[1]).toMatchObject({
      Tags: [
        { Key: 'Name', Value: 'x' },
        { Key: 'Team', Value: 'y' },
      ],
    });
  });

  it('zeroes that stand for nothing are not set: retention, concurrency', () => {
    const { made } = map(['aws_cloudwatch_log_group', { name: 'logs', retention_in_days: 0, skip_destroy: false }]);
    expect(made).toEqual([['Logs::LogGroup', { LogGroupName: 'logs' }]]);
  });

  it('what comes with the account is not made', () => {
    expect(map(['aws_default_vpc', { id: 'vpc-1', cidr_block: '172.31.0.0/16' }])).toMatchObject({
      made: [],
      lost: [],
    });
  });

  it('every leaf is accounted for once', () => {
    const { traces } = map([
      'aws_sqs_queue',
      { arn: 'arn:aws:sqs:eu-west-1:111122223333:q', name: 'q', x: 'y', tags: null },
    ]);
    expect(traces.map(({ source }) => source.pointer.split('/').pop()).sort()).toEqual(['arn', 'name', 'tags', 'x']);
  });
});
