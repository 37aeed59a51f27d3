import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { JsonObject } from '#schemas/json.ts';
import type { Cloud } from './cloud.ts';
import type { ObservedEvent } from './event-bridge/event.ts';
import { packageFixture } from './fixture/package.ts';
import { createWatch } from './fixture/watch.ts';
import { startCloud } from './start-cloud.ts';

type Echo = {
  readonly record: {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Record<string, string>;
  } & JsonObject;
  readonly batch: number;
  readonly env: Record<string, string>;
  readonly context: JsonObject;
};

const watch = createWatch();
const lines: string[] = [];
const cleanUp: (() => unknown)[] = [];
let cloud: Cloud;
let config: { region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

const client = <Client extends { destroy(): void }>(make: (config: never) => Client, service: string): Client => {
  const made = make({ ...config, endpoint: cloud.env[`AWS_ENDPOINT_URL_${service}`] } as never);
  cleanUp.push(() => made.destroy());
  return made;
};
const sqs = () => client((options) => new SQSClient(options), 'SQS');
const s3 = () => client((options) => new S3Client(options), 'S3');
const events = () => client((options) => new EventBridgeClient(options), 'EVENTBRIDGE');

const echoOf = (event: ObservedEvent): Echo => event.detail as Echo;
const isEcho =
  (test: (echo: Echo) => boolean) =>
  (event: ObservedEvent): boolean =>
    event.type === 'Echo' && test(echoOf(event));
const echoed = async (test: (echo: Echo) => boolean): Promise<Echo> => echoOf(await watch.until(isEcho(test)));
const dead = async (queue: string) => {
  const command = new ReceiveMessageCommand({
    QueueUrl: cloud.queueUrl(queue),
    WaitTimeSeconds: 10,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  return (await sqs().send(command)).Messages ?? [];
};

beforeAll(async () => {
  const fixture = await packageFixture();
  cloud = await startCloud({
    package: fixture,
    stage: 'test',
    observe: watch.observe,
    onLog: (name, line) => lines.push(`${name}: ${line}`),
    overrides: { visibilityTimeoutSeconds: 1, env: { '*': { EVERYWHERE: 'yes' }, worker: { SETTLE_SECONDS: '0.1' } } },
  });
  config = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  cleanUp.push(fixture.remove, cloud.stop);
}, 30_000);

afterAll(async () => {
  for (const act of cleanUp.reverse()) await act();
}, 30_000);

describe('an upload', () => {
  const upload = async (Key: string): Promise<ObservedEvent> => {
    await s3().send(new PutObjectCommand({ Bucket: cloud.outputs.DropsName, Key, Body: 'hello' }));
    return watch.until(
      (event) => event.source === 'aws.s3' && JSON.stringify(event.detail).includes(JSON.stringify(Key)),
    );
  };

  it('becomes an event with the fields S3 documents', async () => {
    const { detail, type, bus } = await upload('drops/web/a.json');
    expect([type, bus]).toEqual(['Object Created', 'default']);
    expect(detail).toEqual({
      version: '0',
      bucket: { name: 'drops-000000000000' },
      object: {
        key: 'drops/web/a.json',
        size: 5,
        etag: '5d41402abc4b2a76b9719d911017c592',
        sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
      'request-id': expect.stringMatching(/^\w{16}$/),
      requester: '000000000000',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    });
  });

  it.each(['a folder/b c.json', 'a+b.json', 'a%20b.json', 'grün/日本.json', 'a/../b.json', 'a&b=c?d#e.json'])(
    'keeps its key as it is: %s',
    async (key) => {
      expect(await upload(key)).toMatchObject({ detail: { object: { key } } });
      await expect(echoed(({ record }) => JSON.parse(record.body).detail?.object?.key === key)).resolves.toBeDefined();
    },
  );

  it('by copying or in parts says so', async () => {
    const Bucket = cloud.outputs.DropsName;
    await upload('original');
    const bucket = s3();
    await bucket.send(new CopyObjectCommand({ Bucket, Key: 'the-copy', CopySource: `${Bucket}/original` }));
    const { UploadId } = await bucket.send(new CreateMultipartUploadCommand({ Bucket, Key: 'in-parts' }));
    const part = await bucket.send(
      new UploadPartCommand({ Bucket, Key: 'in-parts', UploadId, PartNumber: 1, Body: 'abc' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await bucket.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'in-parts', UploadId, MultipartUpload }));
    const reasons = async (key: string) =>
      (await watch.until(({ detail }) => JSON.stringify(detail).includes(`"${key}"`))).detail;
    expect(await reasons('the-copy')).toMatchObject({ reason: 'CopyObject', object: { size: 5 } });
    expect(await reasons('in-parts')).toMatchObject({ reason: 'CompleteMultipartUpload', object: { size: 3 } });
    const parts = watch.seen(({ detail }) => JSON.stringify(detail).includes('"in-parts"'));
    expect(parts).toHaveLength(1);
  });

  it('to a bucket without EventBridge says nothing', async () => {
    await s3().send(new PutObjectCommand({ Bucket: 'quiet', Key: 'unheard', Body: 'x' }));
    await upload('heard');
    expect(watch.seen(({ detail }) => JSON.stringify(detail).includes('unheard'))).toEqual([]);
  });

  const put = (key: string, body: string | Buffer<ArrayBuffer>) =>
    fetch(`${cloud.env.AWS_ENDPOINT_URL_S3}/quiet/${key}`, { method: 'PUT', body });

  it('may be larger than what SQS takes', async () => {
    expect((await put('big', Buffer.alloc(20_000_000))).status).toBe(200);
  });

  it('is listed with all others in one page, for fauxqs would lose some between pages', async () => {
    await put('listed', 'x');
    const reply = await (await fetch(`${cloud.env.AWS_ENDPOINT_URL_S3}/quiet?list-type=2`)).text();
    expect(reply).toContain(`<MaxKeys>${Number.MAX_SAFE_INTEGER}</MaxKeys>`);
    expect(reply).toContain('<Key>listed</Key>');
  });
});

describe('a message for a function', () => {
  const send = async (body: JsonObject): Promise<string> => {
    const { MessageId = '' } = await sqs().send(
      new SendMessageCommand({
        QueueUrl: cloud.queueUrl('work'),
        MessageBody: JSON.stringify(body),
        MessageAttributes: { reason: { DataType: 'String', StringValue: 'why' } },
      }),
    );
    return MessageId;
  };
  const handled = (id: string) => echoed(({ record }) => record.messageId === id);

  it('arrives as the record that Lambda makes of it', async () => {
    const id = await send({ do: 'echo' });
    expect((await handled(id)).record).toEqual({
      messageId: id,
      receiptHandle: expect.any(String),
      body: '{"do":"echo"}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {
        reason: { stringValue: 'why', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:work',
      awsRegion: 'us-east-1',
    });
  });

  it('finds the environment of the template, the overrides and the endpoints, and nothing of this process', async () => {
    const { env, context } = await handled(await send({}));
    expect(env).toMatchObject({
      BUS: 'fixture',
      QUEUE_URL: cloud.queueUrl('Work'),
      SETTLE_SECONDS: '0.1',
      EVERYWHERE: 'yes',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture-worker',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ENDPOINT_URL_S3: cloud.env.AWS_ENDPOINT_URL_S3,
    });
    expect(env).not.toHaveProperty('JEST_WORKER_ID');
    expect(context).toMatchObject({ functionName: 'fixture-worker', memoryLimitInMB: '256', left: expect.any(Number) });
  });

  it('comes back alone when it alone is reported as failed', async () => {
    const Entries = ['echo', 'failFirst', 'echo'].map((act, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ do: act, group: 'partial' }),
    }));
    await sqs().send(new SendMessageBatchCommand({ QueueUrl: cloud.queueUrl('work'), Entries }));
    const mine = ({ record }: Echo) => JSON.parse(record.body).group === 'partial';
    await echoed((echo) => mine(echo) && echo.record.attributes.ApproximateReceiveCount === '2');
    const received = watch.seen(isEcho(mine)).map((event) => echoOf(event).record);
    expect(received.map(({ attributes }) => attributes.ApproximateReceiveCount).sort()).toEqual(['1', '1', '2']);
  });

  it('comes back when the function crashes', async () => {
    const { record } = await handled(await send({ do: 'exitFirst' }));
    expect(record.attributes.ApproximateReceiveCount).toBe('2');
    expect(lines.join('\n')).toContain("crash: Runtime.ExitError: The function's process ended with exit code 3");
  });

  it('is given up when the function takes longer than its timeout', async () => {
    const record = { messageId: 'm', body: '{"do":"hangFirst"}', attributes: { ApproximateReceiveCount: '1' } };
    expect(await cloud.invoke('worker', { Records: [record] })).toEqual({
      outcome: 'timeout',
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 1.00 seconds',
    });
    expect(await cloud.invoke('worker', {})).toMatchObject({ outcome: 'success' });
  });

  it('goes to the dead-letter queue after its last receive', async () => {
    const id = await send({ do: 'fail' });
    expect(await dead('dead')).toMatchObject([{ MessageId: id, Body: '{"do":"fail"}' }]);
  });

  it('writes its lines to the log, not to the terminal', async () => {
    await handled(await send({}));
    expect(lines).toContain('worker: a line from fixture-worker');
  });
});

describe('an event', () => {
  const put = (DetailType: string, detail: JsonObject, EventBusName = 'fixture') =>
    events().send(
      new PutEventsCommand({ Entries: [{ Source: 'test', DetailType, Detail: JSON.stringify(detail), EventBusName }] }),
    );

  it('reaches the function behind the queue of the rule it matches', async () => {
    await put('Work', { n: 'routed' });
    const { record } = await echoed((echo) => JSON.parse(echo.record.body).detail?.n === 'routed');
    expect(JSON.parse(record.body)).toMatchObject({
      version: '0',
      source: 'test',
      'detail-type': 'Work',
      detail: { n: 'routed' },
    });
  });

  it('fails in its entry, not in its request, when its bus is not there', async () => {
    const reply = await put('Work', {}, 'nowhere');
    expect(reply).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ResourceNotFoundException' }] });
  });

  it('fails as a request when there are more than ten', async () => {
    const Entries = Array.from({ length: 11 }, () => ({ Source: 'a', DetailType: 'b', Detail: '{}' }));
    await expect(events().send(new PutEventsCommand({ Entries }))).rejects.toThrow('between 1 and 10');
  });

  it("goes to its rule's dead-letter queue, with the reason, when its queue is gone", async () => {
    await sqs().send(new DeleteQueueCommand({ QueueUrl: cloud.queueUrl('doomed') }));
    await put('Lost', { n: 1 });
    const [message] = await dead('undelivered');
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ 'detail-type': 'Lost' });
    expect(message?.MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: 'arn:aws:events:us-east-1:000000000000:rule/fixture/lost' },
      TARGET_ARN: { StringValue: 'arn:aws:sqs:us-east-1:000000000000:doomed' },
      ERROR_CODE: { StringValue: expect.any(String) },
    });
  });
});

describe('the cloud', () => {
  it('runs a schedule on demand', async () => {
    await cloud.runSchedule('Nightly');
    const { record } = await echoed((echo) => JSON.parse(echo.record.body).at !== undefined);
    expect(JSON.parse(record.body).at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('invokes a function by its name', async () => {
    expect(await cloud.invoke('worker', { hello: 1 })).toEqual({
      outcome: 'success',
      payload: { got: { hello: 1 }, name: 'fixture-worker' },
    });
    await expect(cloud.invoke('nobody', {})).rejects.toThrow('no function nobody');
  });

  it('keeps the emails it would have sent', async () => {
    const sns = client((options) => new SNSClient(options), 'SNS');
    await sns.send(new PublishCommand({ TopicArn: cloud.outputs.AlertsArn, Subject: 'Done', Message: 'a + b & c' }));
    expect(cloud.emails()).toMatchObject([{ to: 'ops@example.com', subject: 'Done', body: 'a + b & c' }]);
  });

  it('has the table with its index', async () => {
    const dynamodb = client((options) => new DynamoDBClient(options), 'DYNAMODB');
    const TableName = cloud.outputs.TableName;
    await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: '1' }, status: { S: 'Failed' } } }));
    const { Count } = await dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: 'StatusIndex',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': { S: 'Failed' } },
      }),
    );
    expect(Count).toBe(1);
  });

  it('gives out queue URLs that can be reached', async () => {
    const { QueueUrl } = await sqs().send(new GetQueueUrlCommand({ QueueName: 'work' }));
    expect(QueueUrl).toBe(cloud.queueUrl('work'));
    expect(QueueUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/work$/);
    expect(() => cloud.queueUrl('nothing')).toThrow('no queue nothing');
  });

  it('says so when asked for a service it does not emulate', async () => {
    const reply = await fetch(cloud.env.AWS_ENDPOINT_URL ?? '', {
      method: 'POST',
      headers: { 'x-amz-target': 'Kinesis.PutRecord' },
    });
    expect(await reply.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('Kinesis.PutRecord'),
    });
  });
});
