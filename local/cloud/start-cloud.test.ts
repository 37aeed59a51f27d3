import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  DeleteQueueCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { JsonObject } from '#schemas/json.ts';
import { type Echo, echoOf, type Fixture, startFixture } from './fixture/cloud.ts';

const lines: string[] = [];
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({
    onLog: (name, line) => lines.push(`${name}: ${line}`),
    overrides: { visibilityTimeoutSeconds: 1, env: { '*': { EVERYWHERE: 'yes' }, worker: { SETTLE_SECONDS: '0.1' } } },
  });
}, 30_000);
afterAll(() => fixture.stop(), 30_000);

/** The message, of all that arrive in a queue that no function reads. */
const dead = async (queue: string, isMeant: (message: Message) => boolean): Promise<Message> => {
  const command = new ReceiveMessageCommand({
    QueueUrl: fixture.cloud.queueUrl(queue),
    WaitTimeSeconds: 10,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  for (;;) {
    const found = (await fixture.sqs.send(command)).Messages?.find(isMeant);
    if (found) return found;
  }
};

describe('a message for a function', () => {
  const send = async (body: JsonObject): Promise<string> => {
    const { MessageId = '' } = await fixture.sqs.send(
      new SendMessageCommand({
        QueueUrl: fixture.cloud.queueUrl('work'),
        MessageBody: JSON.stringify(body),
        MessageAttributes: { reason: { DataType: 'String', StringValue: 'why' } },
      }),
    );
    return MessageId;
  };
  const handled = (id: string) => fixture.echoed(({ record }) => record.messageId === id);

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
      QUEUE_URL: fixture.cloud.queueUrl('Work'),
      SETTLE_SECONDS: '0.1',
      EVERYWHERE: 'yes',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture-worker',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ENDPOINT_URL_S3: fixture.cloud.env.AWS_ENDPOINT_URL_S3,
    });
    expect(env).not.toHaveProperty('JEST_WORKER_ID');
    expect(context).toMatchObject({ functionName: 'fixture-worker', memoryLimitInMB: '256', left: expect.any(Number) });
  });

  it('comes back alone when it alone is reported as failed', async () => {
    const Entries = ['echo', 'failFirst', 'echo'].map((act, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ do: act, group: 'partial' }),
    }));
    await fixture.sqs.send(new SendMessageBatchCommand({ QueueUrl: fixture.cloud.queueUrl('work'), Entries }));
    const mine = ({ record }: Echo) => JSON.parse(record.body).group === 'partial';
    await fixture.echoed((echo) => mine(echo) && echo.record.attributes.ApproximateReceiveCount === '2');
    const received = fixture.watch
      .seen(({ type }) => type === 'Echo')
      .map(echoOf)
      .filter(mine)
      .map(({ record }) => record);
    expect(received.map(({ attributes }) => attributes.ApproximateReceiveCount).sort()).toEqual(['1', '1', '2']);
  });

  it('comes back when the function crashes', async () => {
    const { record } = await handled(await send({ do: 'exitFirst' }));
    expect(record.attributes.ApproximateReceiveCount).toBe('2');
    expect(lines.join('\n')).toContain("crash: Runtime.ExitError: The function's process ended with exit code 3");
  });

  it('is given up when the function takes longer than its timeout', async () => {
    const record = { messageId: 'm', body: '{"do":"hangFirst"}', attributes: { ApproximateReceiveCount: '1' } };
    expect(await fixture.cloud.invoke('worker', { Records: [record] })).toEqual({
      outcome: 'timeout',
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 1.00 seconds',
    });
    expect(await fixture.cloud.invoke('worker', {})).toMatchObject({ outcome: 'success' });
  });

  it('goes to the dead-letter queue after its last receive', async () => {
    const id = await send({ do: 'fail' });
    expect(await dead('dead', ({ MessageId }) => MessageId === id)).toMatchObject({ Body: '{"do":"fail"}' });
  }, 30_000);

  it('writes its lines to the log, not to the terminal', async () => {
    await handled(await send({}));
    expect(lines).toContain('worker: a line from fixture-worker');
  });
});

describe('an event', () => {
  const put = (DetailType: string, detail: JsonObject, EventBusName = 'fixture') =>
    fixture.events.send(
      new PutEventsCommand({ Entries: [{ Source: 'test', DetailType, Detail: JSON.stringify(detail), EventBusName }] }),
    );

  it('reaches the function behind the queue of the rule it matches', async () => {
    await put('Work', { n: 'routed' });
    const { record } = await fixture.echoed((echo) => JSON.parse(echo.record.body).detail?.n === 'routed');
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
    await expect(fixture.events.send(new PutEventsCommand({ Entries }))).rejects.toThrow('between 1 and 10');
  });

  it("goes to its rule's dead-letter queue, with the reason, when its queue is gone", async () => {
    await fixture.sqs.send(new DeleteQueueCommand({ QueueUrl: fixture.cloud.queueUrl('doomed') }));
    await put('Lost', { n: 1 });
    const { MessageAttributes } = await dead(
      'undelivered',
      ({ Body = '' }) => JSON.parse(Body)['detail-type'] === 'Lost',
    );
    expect(MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: 'arn:aws:events:us-east-1:000000000000:rule/fixture/lost' },
      TARGET_ARN: { StringValue: 'arn:aws:sqs:us-east-1:000000000000:doomed' },
      ERROR_CODE: { StringValue: expect.any(String) },
    });
  });
});

describe('the cloud', () => {
  it('runs a schedule on demand', async () => {
    await fixture.cloud.runSchedule('Nightly');
    const { record } = await fixture.echoed((echo) => JSON.parse(echo.record.body).at !== undefined);
    expect(JSON.parse(record.body).at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('invokes a function by its name', async () => {
    expect(await fixture.cloud.invoke('worker', { hello: 1 })).toEqual({
      outcome: 'success',
      payload: { got: { hello: 1 }, name: 'fixture-worker' },
    });
    await expect(fixture.cloud.invoke('nobody', {})).rejects.toThrow('no function nobody');
  });

  it('keeps the emails it would have sent', async () => {
    await fixture.sns.send(
      new PublishCommand({ TopicArn: fixture.cloud.outputs.AlertsArn, Subject: 'Done', Message: 'a + b & c' }),
    );
    expect(fixture.cloud.emails()).toMatchObject([{ to: 'ops@example.com', subject: 'Done', body: 'a + b & c' }]);
  });

  it('has the table with its index', async () => {
    const TableName = fixture.cloud.outputs.TableName;
    await fixture.dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: '1' }, status: { S: 'Failed' } } }));
    const { Count } = await fixture.dynamodb.send(
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
    const { QueueUrl } = await fixture.sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }));
    expect(QueueUrl).toBe(fixture.cloud.queueUrl('work'));
    expect(QueueUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/work$/);
    expect(() => fixture.cloud.queueUrl('nothing')).toThrow('no queue nothing');
  });

  it('says so when asked for a service it does not emulate', async () => {
    const reply = await fetch(fixture.cloud.env.AWS_ENDPOINT_URL ?? '', {
      method: 'POST',
      headers: { 'x-amz-target': 'Kinesis.PutRecord' },
    });
    expect(await reply.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('Kinesis.PutRecord'),
    });
  });
});
