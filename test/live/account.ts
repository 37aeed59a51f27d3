import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, CreateNodegroupCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings } from '#jobs/inventory/collect/sources/source.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { imageId } from './moto.ts';

export const ownAccount = '123456789012';
export const otherAccount = '222233334444';
export const otherRole = `arn:aws:iam::${otherAccount}:role/dropforge-inventory`;
export const regions = ['eu-west-1', 'us-east-1', 'ap-south-1'] as const;

/** How much of each kind there is in one place; a bucket's place is only where it was made. */
export type Share = Readonly<Record<'instances' | 'functions' | 'databases' | 'buckets' | 'clusters', number>>;

export type Place = { readonly accountId: string; readonly region: string; readonly share: Share };

const few: Share = { instances: 20, functions: 10, databases: 2, buckets: 8, clusters: 2 };

/** 1,200 instances, 250 functions, 120 databases, 60 buckets, 12 clusters; in the first place so many that each list has pages. */
export const places: readonly Place[] = [ownAccount, otherAccount].flatMap((accountId) =>
  regions.map((region, index) => ({
    accountId,
    region,
    share:
      accountId === ownAccount && index === 0
        ? { instances: 1100, functions: 200, databases: 110, buckets: 20, clusters: 2 }
        : few,
  })),
);

type Settings = Pick<ClientSettings, 'endpoint' | 'region' | 'credentials'>;

/** The clients of one place. */
export const clientsOf = (settings: Settings) => ({
  ec2: new EC2Client(settings),
  rds: new RDSClient(settings),
  lambda: new LambdaClient(settings),
  eks: new EKSClient(settings),
  s3: new S3Client(settings),
});

export type Clients = ReturnType<typeof clientsOf>;

const own = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

const credentialsOf = async (endpoint: string, accountId: string) => {
  if (accountId === ownAccount) return own;
  const sts = new STSClient({ endpoint, region: regions[0], credentials: own });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: otherRole, RoleSessionName: 'seed' }));
  sts.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
};

/** Functions and clusters need a role that exists. Their own client is all that IAM would be wanted for here. */
const createRole = async (endpoint: string, { accessKeyId }: { accessKeyId: string }, name: string): Promise<void> => {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const Credential = `${accessKeyId}/20260101/us-east-1/iam/aws4_request`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${Credential}, SignedHeaders=host, Signature=none` },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: name,
      AssumeRolePolicyDocument,
    }),
  });
  if (!answer.ok) throw new Error(`No role ${name}: ${await answer.text()}`);
};

const lambdaRole = 'a-function';

/** What an account has before anything else. */
export const furnish = async (endpoint: string, accountId: string): Promise<void> =>
  createRole(endpoint, await credentialsOf(endpoint, accountId), lambdaRole);

export const clientsIn = async (endpoint: string, { accountId, region }: Pick<Place, 'accountId' | 'region'>) =>
  clientsOf({ endpoint, region, credentials: await credentialsOf(endpoint, accountId) });

const emptyZip = Buffer.from(`UEsFBg${'A'.repeat(24)}==`, 'base64');

const named = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** One instance with its volume. Returns its id. */
export const runInstances = async ({ ec2 }: Clients, count: number, groups: readonly string[] = []) => {
  const command = new RunInstancesCommand({
    ImageId: imageId,
    MinCount: count,
    MaxCount: count,
    InstanceType: 't3.micro',
    MetadataOptions: { HttpTokens: 'required' },
    ...(groups.length > 0 ? { SecurityGroupIds: [...groups] } : {}),
  });
  const { Instances = [] } = await ec2.send(command);
  return Instances.flatMap(({ InstanceId }) => InstanceId ?? []);
};

export const createFunction = async ({ lambda }: Clients, accountId: string, name: string, runtime = 'nodejs24.x') => {
  const command = new CreateFunctionCommand({
    FunctionName: name,
    Runtime: runtime as 'nodejs24.x',
    Role: `arn:aws:iam::${accountId}:role/${lambdaRole}`,
    Handler: 'index.handler',
    Code: { ZipFile: emptyZip },
  });
  return (await lambda.send(command)).FunctionArn ?? '';
};

export const createDatabase = async ({ rds }: Clients, name: string, StorageEncrypted = true) => {
  const command = new CreateDBInstanceCommand({
    DBInstanceIdentifier: name,
    DBInstanceClass: 'db.t4g.micro',
    Engine: 'postgres',
    EngineVersion: '17.2',
    AllocatedStorage: 20,
    MasterUsername: 'owner',
    MasterUserPassword: 'not-a-secret-of-anybody',
    StorageEncrypted,
  });
  return (await rds.send(command)).DBInstance?.DBInstanceArn ?? '';
};

export const createBucket = async ({ s3 }: Clients, region: string, name: string) => {
  const elsewhere = { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
  await s3.send(new CreateBucketCommand({ Bucket: name, ...(region === 'us-east-1' ? {} : elsewhere) }));
  return `arn:aws:s3:::${name}`;
};

/** A cluster with one node group. Returns the ARNs of both. */
export const createCluster = async ({ eks }: Clients, accountId: string, name: string, version: string) => {
  const role = `arn:aws:iam::${accountId}:role/a-cluster`;
  const { cluster } = await eks.send(
    new CreateClusterCommand({ name, version, roleArn: role, resourcesVpcConfig: { subnetIds: ['subnet-1'] } }),
  );
  const { nodegroup } = await eks.send(
    new CreateNodegroupCommand({ clusterName: name, nodegroupName: 'nodes', nodeRole: role, subnets: ['subnet-1'] }),
  );
  return [cluster?.arn ?? '', nodegroup?.nodegroupArn ?? ''];
};

/** A version of Kubernetes that is well supported when the tests are run at any time soon. */
const supportedKubernetes = '1.36';

/** Fills a place. Returns the ARNs of what was created. */
export const fill = async (clients: Clients, { accountId, region, share }: Place): Promise<string[]> => {
  const prefix = `it-${accountId}-${region}`;
  const ids = await runInstances(clients, share.instances);
  const each = <Made>(count: number, make: (name: string) => Promise<Made>) =>
    inParallel(4, named(count, prefix), make);
  return [
    ...ids.map((id) => `arn:aws:ec2:${region}:${accountId}:instance/${id}`),
    ...(await each(share.functions, (name) => createFunction(clients, accountId, name))),
    ...(await each(share.databases, (name) => createDatabase(clients, name))),
    ...(await each(share.buckets, (name) => createBucket(clients, region, name))),
    ...(await each(share.clusters, (name) => createCluster(clients, accountId, name, supportedKubernetes))).flat(),
  ];
};
