import { createServer, type Server } from 'node:http';
import { BatchGetItemCommand, DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand, EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { startCallerProxy } from '../faults/proxy.ts';
import { close, listen } from '../http/listen.ts';
import { placeIn } from '../place.ts';
import { createGuard } from './guard.ts';
import type { Decided } from './permissions.ts';
import { type Statement, statementsOf } from './policy.ts';

const may = (...Statement: readonly object[]): readonly Statement[] =>
  statementsOf([{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement } }]);
const anything = { Effect: 'Allow', Action: '*', Resource: '*' };

/** What the services behind the guard answer: that it is done, or that there is no such object. */
let status = 200;
let server: Server;
let upstream: string;
let passed: number;
beforeAll(async () => {
  server = createServer((request, response) => {
    passed += 1;
    request.resume().on('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end());
  });
  upstream = await listen(server);
});
beforeEach(() => {
  status = 200;
  passed = 0;
});
afterAll(() => close(server));

type Clients = ReturnType<typeof clientsAt>;
const clientsAt = (endpoint: string) => {
  const common = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };
  return {
    s3: new S3Client({ ...common, forcePathStyle: true }),
    sqs: new SQSClient({ ...common, useQueueUrlAsEndpoint: false }),
    sns: new SNSClient(common),
    dynamodb: new DynamoDBClient(common),
    events: new EventBridgeClient(common),
    ssm: new SSMClient(common),
  };
};

/** What a function of this role is told, and what was decided, when it asks the services for something. */
const asked = async (
  statements: readonly Statement[],
  ask: (clients: Clients, endpoint: string) => Promise<unknown>,
) => {
  const decisions: Decided[] = [];
  const principal = { functionName: 'worker', roleArn: 'arn:aws:iam::000000000000:role/worker', statements };
  const guard = createGuard(principal, placeIn('us-east-1'), { onDecision: (decided) => decisions.push(decided) });
  const everywhere = {
    s3: upstream,
    sqs: upstream,
    sns: upstream,
    dynamodb: upstream,
    events: upstream,
    ssm: upstream,
  };
  const proxy = await startCallerProxy(everywhere, {}, { functionName: 'worker', kill: async () => undefined, guard });
  const told = await ask(clientsAt(proxy.url), proxy.url).catch((error: unknown) => error);
  await proxy.close();
  return { told, decisions, needs: decisions.map(({ access: { action, resource } }) => `${action} ${resource}`) };
};

const Bucket = 'b';
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/jobs';
const object = { Bucket, Key: 'jobs/1/a b.json' };
const QueueUrl = `${'http://127.0.0.1:1'}/000000000000/work`;
const key = { jobId: { S: '1' } };

describe('What a request needs is told from what goes over the wire', () => {
  it.each<[string, (clients: Clients, endpoint: string) => Promise<unknown>, string[]]>([
    ['an object', ({ s3 }) => s3.send(new GetObjectCommand(object)), ['s3:GetObject arn:aws:s3:::b/jobs/1/a b.json']],
    ['its head', ({ s3 }) => s3.send(new HeadObjectCommand(object)), ['s3:GetObject arn:aws:s3:::b/jobs/1/a b.json']],
    [
      'a version of one',
      ({ s3 }) => s3.send(new GetObjectCommand({ ...object, VersionId: '7' })),
      ['s3:GetObjectVersion arn:aws:s3:::b/jobs/1/a b.json'],
    ],
    [
      'a write with tags',
      ({ s3 }) => s3.send(new PutObjectCommand({ Bucket, Key: '../up', Body: 'x', Tagging: 'a=b' })),
      ['s3:PutObject arn:aws:s3:::b/../up', 's3:PutObjectTagging arn:aws:s3:::b/../up'],
    ],
    [
      'a copy',
      ({ s3 }) => s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: 'a/from%2B?versionId=7' })),
      [
        's3:GetObjectVersion arn:aws:s3:::a/from+',
        's3:GetObjectVersionTagging arn:aws:s3:::a/from+',
        's3:PutObject arn:aws:s3:::b/to',
        's3:PutObjectTagging arn:aws:s3:::b/to',
      ],
    ],
    [
      'a deletion for good',
      ({ s3 }) => s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: '7' })),
      ['s3:DeleteObjectVersion arn:aws:s3:::b/k'],
    ],
    [
      'a signed link, whoever follows it',
      async ({ s3 }) => fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'k' }))),
      ['s3:GetObject arn:aws:s3:::b/k'],
    ],
    [
      'a signed form, whoever sends it',
      async ({ s3 }) => {
        const { url, fields } = await createPresignedPost(s3, { Bucket, Key: 'uploads/1/k' });
        const body = new FormData();
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        body.append('file', 'content');
        return fetch(url, { method: 'POST', body });
      },
      ['s3:PutObject arn:aws:s3:::b/uploads/1/k'],
    ],
    [
      'an item',
      ({ dynamodb }) => dynamodb.send(new UpdateItemCommand({ TableName: 'jobs', Key: key })),
      [`dynamodb:UpdateItem ${table}`],
    ],
    [
      'an index',
      ({ dynamodb }) => dynamodb.send(new QueryCommand({ TableName: table, IndexName: 'StatusIndex' })),
      [`dynamodb:Query ${table}/index/StatusIndex`],
    ],
    [
      'items of several tables',
      ({ dynamodb }) => dynamodb.send(new BatchGetItemCommand({ RequestItems: { jobs: { Keys: [key] } } })),
      [`dynamodb:BatchGetItem ${table}`],
    ],
    [
      'a message',
      ({ sqs }) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
      ['sqs:SendMessage arn:aws:sqs:us-east-1:000000000000:work'],
    ],
    [
      'a batch, as each in it',
      ({ sqs }) => sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', ReceiptHandle: 'r' }] })),
      ['sqs:DeleteMessage arn:aws:sqs:us-east-1:000000000000:work'],
    ],
    [
      'events, each on its bus',
      ({ events }) =>
        events.send(
          new PutEventsCommand({
            Entries: [
              { EventBusName: 'own', Source: 's', DetailType: 't', Detail: '{}' },
              { Source: 's', DetailType: 't', Detail: '{}' },
            ],
          }),
        ),
      ['own', 'default'].map((bus) => `events:PutEvents arn:aws:events:us-east-1:000000000000:event-bus/${bus}`),
    ],
    [
      'a bus',
      ({ events }) => events.send(new DescribeEventBusCommand({ Name: 'own' })),
      ['events:DescribeEventBus arn:aws:events:us-east-1:000000000000:event-bus/own'],
    ],
    [
      'a topic',
      ({ sns }) => sns.send(new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: 'x' })),
      ['sns:Publish arn:aws:sns:us-east-1:000000000000:t'],
    ],
    [
      'a parameter',
      ({ ssm }) => ssm.send(new GetParameterCommand({ Name: '/a/b' })),
      ['ssm:GetParameter arn:aws:ssm:us-east-1:000000000000:parameter/a/b'],
    ],
  ])('%s', async (_, ask, needs) => {
    expect((await asked(may(anything), ask)).needs).toEqual(needs);
  });

  it('a listing says which prefix', async () => {
    const { decisions } = await asked(may(anything), ({ s3 }) =>
      s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'jobs/' })),
    );
    expect(decisions[0]?.access).toMatchObject({
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::b',
      context: { 's3:prefix': 'jobs/', 'aws:RequestedRegion': 'us-east-1' },
    });
  });
});

describe('Whoever may not is told so as the service tells it, and the service hears nothing', () => {
  it.each<[keyof Clients, (clients: Clients) => Promise<unknown>, string]>([
    ['s3', ({ s3 }) => s3.send(new GetObjectCommand({ Bucket, Key: 'a<b&c' })), 'AccessDenied'],
    ['sqs', ({ sqs }) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })), 'AccessDenied'],
    ['sns', ({ sns }) => sns.send(new PublishCommand({ TopicArn: 'arn:t', Message: 'x' })), 'AuthorizationError'],
    [
      'dynamodb',
      ({ dynamodb }) => dynamodb.send(new UpdateItemCommand({ TableName: 'jobs', Key: key })),
      'AccessDeniedException',
    ],
    ['events', ({ events }) => events.send(new DescribeEventBusCommand({ Name: 'own' })), 'AccessDeniedException'],
    ['ssm', ({ ssm }) => ssm.send(new GetParameterCommand({ Name: '/a' })), 'AccessDeniedException'],
  ])('%s', async (_, ask, name) => {
    const { told, decisions } = await asked(may(), ask);
    expect(told).toMatchObject({
      name: expect.stringContaining(name),
      message: expect.stringContaining('assumed-role/worker/worker is not authorized to perform: '),
    });
    expect([decisions.map(({ allowed }) => allowed), passed]).toEqual([[false], 0]);
  });

  it('all of a copy, for want of one right', async () => {
    const copies = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' };
    const { told } = await asked(may(copies), ({ s3 }) =>
      s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: 'a/from' })),
    );
    expect(told).toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('s3:GetObjectTagging') });
    expect(passed).toBe(0);
  });

  it('what no row tells of', async () => {
    const { told } = await asked(may({ ...anything, Action: 's3:*' }), ({ s3 }) =>
      s3.send(new ListObjectVersionsCommand({ Bucket })),
    );
    expect(told).toMatchObject({ message: expect.stringContaining('s3:ListObjectVersions') });
  });
});

describe('That an object is not there is told only to whoever may list its bucket', () => {
  const reads = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const lists = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' };
  const head = ({ s3 }: Clients) => s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  const copy = ({ s3 }: Clients) => s3.send(new CopyObjectCommand({ Bucket: 'to', Key: 'k', CopySource: 'b/k' }));
  const copies = { Effect: 'Allow', Action: ['s3:*Tagging', 's3:PutObject'], Resource: '*' };

  it.each([
    ['who may', head, may(reads, lists), 404],
    ['who may not', head, may(reads), 403],
    ['who may, and copies', copy, may(reads, copies, lists), 404],
    ['who may not, and copies', copy, may(reads, copies), 403],
    [
      'who may list a prefix, which the request does not say',
      head,
      may(reads, { ...lists, Condition: { StringLike: { 's3:prefix': '*' } } }),
      403,
    ],
  ])('%s', async (_, ask, statements, httpStatusCode) => {
    status = 404;
    expect((await asked(statements, ask)).told).toMatchObject({ $metadata: { httpStatusCode } });
  });
});
