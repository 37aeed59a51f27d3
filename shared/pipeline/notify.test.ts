import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import type { Job } from '#schemas/job.ts';
import { aJob, jobId } from '../testing/job.ts';
import { memoryBuckets } from '../testing/memory.ts';
import { type FurtherMessage, type Message, type NotifyDeps, notify } from './notify.ts';

const event = { type: 'JobSucceeded', id: 'e1', data: {} };
const report: Message = { subject: 'report', text: 'the report', data: { a: 1 } };
const alert: FurtherMessage = {
  name: 'alert-1',
  subject: 'alert',
  text: 'the alert',
  data: { b: 2 },
  attributes: { severity: 'critical', rule: ['one', 'two'] },
  chat: {
    title: 'Alert',
    description: 'said',
    nextSteps: ['act'],
    keywords: ['critical'],
    threadId: jobId,
    resources: [],
    context: { rule: 'one' },
  },
};

/** An SNS that remembers what it was sent, and refuses the messages of these subjects. */
const topic = (refused: readonly string[] = []) => {
  const sent: PublishCommandInput[] = [];
  const sns = new SNSClient({ region: 'eu-west-1' });
  sns.middlewareStack.add(
    () =>
      async ({ input }) => {
        const command = new PublishCommand(input as PublishCommandInput);
        if (refused.includes(command.input.Subject ?? '')) throw new Error('Throttled');
        sent.push(command.input);
        return { response: {}, output: { $metadata: {}, MessageId: `m${sent.length}` } };
      },
    { step: 'initialize' },
  );
  return { sns, sent };
};

const buckets = memoryBuckets();
const depsOf = ({ sns }: Pick<ReturnType<typeof topic>, 'sns'>, further: readonly FurtherMessage[]): NotifyDeps => ({
  sns,
  topicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts',
  artifacts: buckets.bucketOf('output'),
  sign: async (key) => `https://signed/${key}`,
  message: () => report,
  further: async () => further,
  now: () => new Date('2026-01-02T03:04:05.000Z'),
});

const job: Job = aJob({ status: 'Succeeded' });
const subjects = (sent: readonly PublishCommandInput[]) => sent.map(({ Subject }) => Subject);
const payloads = ({ Message: text }: PublishCommandInput): Record<string, string> => JSON.parse(text ?? '{}');

describe('A notifier', () => {
  beforeEach(() => buckets.objects.clear());

  it('sends what else there is to tell, then how the job ended, and notes each', async () => {
    const { sns, sent } = topic();
    const { patch, events } = await notify(depsOf({ sns }, [alert]))(job, event);
    expect(subjects(sent)).toEqual(['alert', 'report']);
    expect(patch.notifications).toMatchObject([
      { subject: 'alert', messageId: 'm1', bodyKey: `jobs/${jobId}/notifier/alert-1.txt`, cause: 'e1' },
      { subject: 'report', messageId: 'm2', bodyKey: `jobs/${jobId}/notifier/JobSucceeded-e1.txt` },
    ]);
    expect(events).toHaveLength(2);
  });

  it('gives each its own attributes to filter by', async () => {
    const { sns, sent } = topic();
    await notify(depsOf({ sns }, [alert]))(job, event);
    expect(sent[0]?.MessageAttributes).toMatchObject({
      kind: { DataType: 'String', StringValue: 'template' },
      severity: { DataType: 'String', StringValue: 'critical' },
      rule: { DataType: 'String.Array', StringValue: '["one","two"]' },
    });
    expect(sent[1]?.MessageAttributes).not.toHaveProperty('severity');
  });

  it('speaks to each protocol in its own form, to chat in that of Amazon Q Developer', async () => {
    const { sns, sent } = topic();
    await notify(depsOf({ sns }, [alert]))(job, event);
    const [first, second] = sent.map(payloads);
    expect(first).toMatchObject({ email: 'the alert', sms: 'alert' });
    expect(JSON.parse(first?.sqs ?? '')).toEqual({ b: 2, correlationId: jobId, subject: 'alert' });
    expect(JSON.parse(first?.https ?? '')).toMatchObject({
      version: '1.0',
      source: 'custom',
      id: `${jobId}/alert-1`,
      content: { textType: 'client-markdown', title: 'Alert', description: 'said', nextSteps: ['act'] },
      metadata: { threadId: jobId, additionalContext: { rule: 'one', correlationId: jobId } },
    });
    expect(JSON.parse(second?.https ?? '')).toEqual({ a: 1, correlationId: jobId, subject: 'report' });
  });

  it('does not repeat on a redelivery what was sent before it failed', async () => {
    const { sns } = topic(['report']);
    await expect(notify(depsOf({ sns }, [alert]))(job, event)).rejects.toThrow('Throttled');
    const again = topic();
    const { patch } = await notify(depsOf(again, [alert]))(job, event);
    expect(subjects(again.sent)).toEqual(['report']);
    expect(patch.notifications).toMatchObject([{ messageId: 'm1' }, { messageId: 'm1' }]);
  });

  it('alerts once, also if a job fails after its findings were made and succeeds on a redrive', async () => {
    const first = topic();
    const data = { error: { code: 'X', message: '', hint: '', stage: 'validator', recoverable: true } };
    const { patch } = await notify(depsOf(first, [alert]))(job, { type: 'JobFailed', id: 'e0', data });
    const second = topic();
    const told = { ...job, notifications: [...(patch.notifications ?? [])] };
    const after = await notify(depsOf(second, [alert]))(told, event);
    expect(subjects(second.sent)).toEqual(['report']);
    expect(after.patch.notifications).toHaveLength(1);
  });
});
