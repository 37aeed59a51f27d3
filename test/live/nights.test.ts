import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  ModifyInstanceAttributeCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AddPermissionCommand, CreateFunctionUrlConfigCommand, DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { PutBucketPolicyCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { inventoryReport } from '#schemas/inventory/report.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import {
  type Clients,
  clientsIn,
  createBucket,
  createCluster,
  createDatabase,
  createFunction,
  fill,
  furnish,
  otherAccount,
  otherRole,
  ownAccount,
  places,
  regions,
  runInstances,
} from './account.ts';
import { cli } from './cli.ts';
import { leastCalls } from './least-calls.ts';
import { startMoto } from './moto.ts';
import { type AwsProxy, startProxy } from './proxy.ts';
import { type Night, startScanning } from './scan.ts';

const home = { accountId: ownAccount, region: regions[0] };
const arnOf = (service: string, rest: string) => `arn:aws:${service}:${home.region}:${ownAccount}:${rest}`;
const whole = { regions, roles: [{ roleArn: otherRole, externalId: 'a word of ours' }] };

/** One fault each, in the midst of what is in order. Returns by rule the ARN of what it is to be found in. */
const plant = async (clients: Clients): Promise<Record<string, string>> => {
  const { ec2, lambda, s3 } = clients;
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'wide', Description: 'open' }));
  const everyone = [{ CidrIp: '0.0.0.0/0' }];
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: everyone }],
    }),
  );
  await runInstances(clients, 1, [GroupId]);
  const bucket = await createBucket(clients, home.region, 'it-is-public');
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` }],
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'it-is-public', Policy }));
  const url = await createFunction(clients, ownAccount, 'it-has-a-url');
  await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: 'it-has-a-url', AuthType: 'NONE' }));
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'it-has-a-url',
      StatementId: 'everyone',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    }),
  );
  const [cluster = ''] = await createCluster(clients, ownAccount, 'it-is-old', '1.27');
  return {
    'ec2-admin-port-open': arnOf('ec2', `security-group/${GroupId}`),
    's3-public': bucket,
    'lambda-public-url': url,
    'lambda-runtime-deprecated': await createFunction(clients, ownAccount, 'it-is-old', 'nodejs14.x'),
    'rds-unencrypted': await createDatabase(clients, 'it-is-plain', false),
    'eks-extended-support': cluster,
  };
};

describe('Two accounts of three regions, scanned live over two nights', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let proxy: AwsProxy;
  let clients: Clients;
  let created: string[];
  let planted: Record<string, string>;
  let scanning: ReturnType<typeof startScanning>;
  let first: Night;
  let asked: ReturnType<AwsProxy['taken']>;

  beforeAll(async () => {
    moto = await startMoto();
    proxy = await startProxy(moto.endpoint);
    for (const account of [ownAccount, otherAccount]) await furnish(moto.endpoint, account);
    created = (await inParallel(2, places, async (place) => fill(await clientsIn(moto.endpoint, place), place))).flat();
    clients = await clientsIn(moto.endpoint, home);
    planted = await plant(clients);
    scanning = startScanning(proxy);
    first = await scanning.night(whole);
    asked = proxy.taken();
  });
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  it('write every resource that there is to the table, once', () => {
    const items = [...scanning.table.items.values()].filter(({ resource_id: id }) => id.startsWith('arn:'));
    const arns = items.map(({ resource_id: id }) => id);
    expect(created).toHaveLength(1200 + 250 + 120 + 60 + 12 * 2);
    expect(new Set(arns).size).toBe(arns.length);
    expect(created.filter((arn) => !arns.includes(arn))).toEqual([]);
    // The six that were planted come on top; every instance has a volume.
    expect(first.report.counts.byType).toMatchObject({
      'AWS::EC2::Instance': 1201,
      'AWS::EC2::Volume': 1201,
      'AWS::Lambda::Function': 252,
      'AWS::RDS::DBInstance': 121,
      'AWS::S3::Bucket': 61,
      'AWS::EKS::Cluster': 13,
      'AWS::EKS::Nodegroup': 13,
    });
    expect(arns).toHaveLength(first.report.counts.resources);
  });

  it('enter the other account by its role, with the external id, once', () => {
    const roles = asked.filter(({ operation }) => operation === 'AssumeRole');
    expect(roles.map(({ parameters }) => [parameters.get('RoleArn'), parameters.get('ExternalId')])).toEqual([
      [otherRole, 'a word of ours'],
    ]);
    expect(first.report.accounts).toEqual([ownAccount, otherAccount]);
    expect(first.report.counts.cellsIncomplete).toBe(0);
  });

  it('make hardly more calls than the least possible, and count them right', () => {
    const least = leastCalls(first.report.counts.byType, places.length, 2);
    process.stdout.write(`calls: ${asked.length}, the least possible: ${least}\n`);
    expect(asked.length).toBeLessThanOrEqual(least * 1.05);
    // What comes before the cells: who are we, and the role.
    expect(first.report.counts.calls).toBe(asked.length - 2);
  });

  it('find what was planted, and nothing like it elsewhere', () => {
    const found = Object.keys(planted).map((rule) => [
      rule,
      first.report.findings.filter((each) => each.rule === rule).map(({ resource }) => resource.arn),
    ]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(planted).map(([rule, arn]) => [rule, [arn]])),
    );
    const exposed = first.report.findings.filter(({ rule }) => ['ec2-admin-port-open', 's3-public'].includes(rule));
    expect(exposed.map(({ severity, exposure }) => [severity, exposure])).toEqual([
      ['critical', 'internet'],
      ['critical', 'internet'],
    ]);
  });

  it('are what the command line prints and writes down', async () => {
    const out = await mkdtemp(join(tmpdir(), 'dropforge-live-'));
    const named = ['--regions', regions.join(','), '--roles', otherRole, '--external-id', 'word', '--types', 'none'];
    const { status, stdout } = await cli(['--endpoint-url', proxy.endpoint, ...named, '--out', out, '--json'], {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    expect({ status, job: JSON.parse(stdout).status }).toEqual({ status: 0, job: 'Succeeded' });
    const resources = await readFile(join(out, 'resources.csv'), 'utf8');
    const rows = new Set(resources.match(/arn:aws:[^,"\s]+/g));
    expect(created.filter((arn) => !rows.has(arn))).toEqual([]);
    const report = inventoryReport.parse(JSON.parse(await readFile(join(out, 'findings.json'), 'utf8')));
    expect(report.counts).toMatchObject({ byType: first.report.counts.byType, cellsIncomplete: 0 });
    expect(report.findings.map(({ id }) => id).sort()).toEqual(first.report.findings.map(({ id }) => id).sort());
    await rm(out, { recursive: true });
  });

  it('cannot be asked for by nobody', async () => {
    const { status, stdout, stderr } = await cli([], {});
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/No AWS credentials: run `aws configure sso`.*exports/),
    ]);
  });

  it('report exactly what has changed in between', async () => {
    const prefix = `it-${ownAccount}-${home.region}`;
    const [instance = '', retyped = '', terminated = ''] = created.map((arn) => arn.split('/').at(-1) ?? '');
    const { ec2, rds, lambda, s3 } = clients;
    const appeared = [
      await createBucket(clients, home.region, 'it-is-new'),
      await createDatabase(clients, 'it-is-new'),
    ];
    await lambda.send(new DeleteFunctionCommand({ FunctionName: `${prefix}-7` }));
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [terminated] }));
    await ec2.send(new CreateTagsCommand({ Resources: [instance], Tags: [{ Key: 'owner', Value: 'shop' }] }));
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: retyped, EbsOptimized: { Value: true } }));
    await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: `${prefix}-3`, DBInstanceClass: 'db.m7g.large' }),
    );
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: `${prefix}-1`, VersioningConfiguration: { Status: 'Enabled' } }),
    );

    const { changes } = (await scanning.night(whole)).report;
    expect(changes.appeared.map(({ arn }) => arn).sort()).toEqual(appeared.sort());
    const gone = changes.gone.map(({ type, arn }) => [type, arn]);
    expect(gone).toEqual([
      // Its volume went with it.
      ['AWS::EC2::Instance', arnOf('ec2', `instance/${terminated}`)],
      ['AWS::EC2::Volume', expect.stringContaining(arnOf('ec2', 'volume/'))],
      ['AWS::Lambda::Function', arnOf('lambda', `function:${prefix}-7`)],
    ]);
    const changed = changes.changed.map(({ resource, fields }) => [resource.arn, fields.map(({ path }) => path)]);
    expect(Object.fromEntries(changed)).toEqual({
      [arnOf('ec2', `instance/${instance}`)]: ['tags/owner'],
      [arnOf('ec2', `instance/${retyped}`)]: ['configuration/EbsOptimized'],
      [arnOf('rds', `db:${prefix}-3`)]: ['configuration/DBInstanceClass'],
      [`arn:aws:s3:::${prefix}-1`]: ['configuration/GetBucketVersioning/Status'],
    });
  });
});
