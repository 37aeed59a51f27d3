import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Fixture, startFixture } from '../fixture/cloud.ts';
import type { Fault, Service } from './fault.ts';
import { startCallerProxy, type Upstream } from './proxy.ts';

describe('a fault in a function', () => {
  const requests: string[] = [];
  /** What is to happen to each further PutEvents, in order; then nothing happens. */
  let faults: Fault[] = [];
  let fixture: Fixture;
  const onRequest = (service: Service, operation: string, functionName: string | undefined): Fault | undefined => {
    requests.push(`${functionName} ${service}:${operation}`);
    return operation === 'PutEvents' ? faults.shift() : undefined;
  };

  beforeAll(async () => {
    fixture = await startFixture({ faults: { onRequest }, prewarm: [] });
  }, 30_000);
  afterAll(() => fixture.stop(), 30_000);

  /** Sends a message under faults; gives the receive counts with which its echoes arrived, once one came at `count`. */
  const counts = async (body: string, under: Fault[], count: string): Promise<readonly string[]> => {
    faults = under;
    const QueueUrl = fixture.cloud.queueUrl('work');
    await fixture.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ body }) }));
    const receives = (detail: unknown) => {
      const { record } = detail as { record: { body: string; attributes: Record<string, string> } };
      return JSON.parse(record.body).body === body ? record.attributes.ApproximateReceiveCount : undefined;
    };
    await fixture.watch.until(({ type, detail }) => type === 'Echo' && receives(detail) === count);
    return fixture.watch.seen(({ type }) => type === 'Echo').flatMap(({ detail }) => receives(detail) ?? []);
  };

  it('tells who asks for what', async () => {
    await counts('plain', [], '1');
    expect(requests).toContain('worker events:PutEvents');
    expect(requests).toContain('worker sqs:ReceiveMessage');
  });

  it('kill-before: nothing is done, and the message comes back', async () => {
    expect(await counts('before', ['kill-before'], '2')).toEqual(['2']);
  });

  it('kill-after: it is done, and the message comes back all the same', async () => {
    expect(await counts('after', ['kill-after'], '2')).toEqual(['1', '2']);
  });

  it('drop: nothing is done, and the function sees its connection break', async () => {
    expect(await counts('dropped', ['drop'], '2')).toEqual(['2']);
  });
});

describe("a fault in a service's answer is one that the SDK understands", () => {
  const nowhere = 'http://127.0.0.1:9';
  const upstream: Upstream = {
    s3: nowhere,
    sqs: nowhere,
    sns: nowhere,
    dynamodb: nowhere,
    events: nowhere,
    ssm: nowhere,
  };
  const common = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };
  const entries = { Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] };
  const calls: Readonly<Record<Service, (endpoint: string) => Promise<unknown>>> = {
    s3: (endpoint) =>
      new S3Client({ ...common, endpoint, forcePathStyle: true }).send(new HeadBucketCommand({ Bucket: 'b' })),
    sqs: (endpoint) => new SQSClient({ ...common, endpoint }).send(new ListQueuesCommand()),
    sns: (endpoint) => new SNSClient({ ...common, endpoint }).send(new ListTopicsCommand()),
    dynamodb: (endpoint) => new DynamoDBClient({ ...common, endpoint }).send(new ListTablesCommand()),
    events: (endpoint) => new EventBridgeClient({ ...common, endpoint }).send(new PutEventsCommand(entries)),
    ssm: (endpoint) => new SSMClient({ ...common, endpoint }).send(new GetParameterCommand({ Name: '/p' })),
  };
  const outcome = async (service: Service, fault: Fault): Promise<unknown> => {
    const proxy = await startCallerProxy(
      upstream,
      { onRequest: () => fault },
      { functionName: 'f', kill: async () => undefined },
    );
    return calls[service](proxy.url)
      .catch((error: unknown) => error)
      .finally(proxy.close);
  };

  it.each([
    ['dynamodb', 'throttle', 'ProvisionedThroughputExceededException', 400],
    ['sqs', 'throttle', 'RequestThrottled', 400],
    ['sns', 'throttle', 'Throttling', 400],
    ['events', 'throttle', 'ThrottlingException', 400],
    ['ssm', 'throttle', 'ThrottlingException', 400],
    ['dynamodb', 'fail', 'InternalServerError', 500],
    ['sqs', 'fail', 'InternalFailure', 500],
    ['sns', 'fail', 'InternalError', 500],
    ['events', 'fail', 'InternalException', 500],
    ['ssm', 'fail', 'InternalServerError', 500],
  ] as const)('%s, %s', async (service, fault, name, status) => {
    expect(await outcome(service, fault)).toMatchObject({
      name: expect.stringContaining(name),
      $metadata: { httpStatusCode: status },
    });
  });

  it('s3, which has no body to a HEAD', async () => {
    expect(await outcome('s3', 'throttle')).toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect(await outcome('s3', 'fail')).toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });

  it('partial', async () => {
    expect(await outcome('events', 'partial')).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'InternalFailure' }],
    });
  });
});
