import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Job } from '#schemas/job.ts';
import type { NotificationRequest } from '#schemas/notification-request.ts';
import { memoryDigests } from '../testing/digests.ts';
import { aJob, jobId } from '../testing/job.ts';
import { memoryBuckets } from '../testing/memory.ts';
import { attributesSent, memoryTopic, payloadsSent } from '../testing/topic.ts';
import type { Message, NamedMessage } from './message.ts';
import { type NotifyDeps, notify } from './notify.ts';
import type { Attempt, Delivery } from './webhook/deliver.ts';

const event = { type: 'JobSucceeded', id: 'e1', data: {}, isLast: false };
const failure = {
  type: 'JobFailed',
  id: 'e0',
  data: { error: { code: 'X', message: '', hint: '', stage: 'validator', recoverable: true } },
  isLast: false,
};
const report: Message = { subject: 'Dropforge: report', text: 'the report', data: { a: 1 } };
const alert: NamedMessage = {
  name: 'alert-1',
  subject: 'alert',
  text: 'the alert',
  data: { b: 2, jobId, status: 'Succeeded' },
  priority: 'high',
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

/** A webhook that remembers how it was called, and answers these one after the other. */
const webhook = (...answers: Attempt[]) => {
  const calls: Delivery[] = [];
  const call = async (delivery: Delivery): Promise<Attempt> => {
    calls.push(delivery);
    return answers[calls.length - 1] ?? { outcome: 'delivered', statusCode: 204 };
  };
  return { call, calls };
};

const buckets = memoryBuckets();
let digests: ReturnType<typeof memoryDigests>;

const depsOf = (change: Partial<NotifyDeps>): NotifyDeps => ({
  topic: memoryTopic(),
  channels: new Set(['EMAIL', 'SMS']),
  digests,
  call: webhook().call,
  artifacts: buckets.bucketOf('output'),
  sign: async (key) => `https://signed/${key}`,
  messages: { template: () => report },
  now: () => new Date('2026-01-02T03:04:05.000Z'),
  ...change,
});

const withAlert = { template: async () => [alert] };
const job: Job = aJob({ status: 'Succeeded' });
const wished = (notification: NotificationRequest): Job => ({ ...job, notification });
const subjects = (sent: readonly PublishCommandInput[]) => sent.map(({ Subject }) => Subject);

beforeEach(() => {
  buckets.objects.clear();
  digests = memoryDigests();
});

describe('A notifier', () => {
  it('sends what else there is to tell, then how the job ended, and notes each', async () => {
    const topic = memoryTopic();
    const { patch, events } = await notify(depsOf({ topic, furthers: withAlert }))(job, event);
    expect(subjects(topic.sent)).toEqual(['alert', 'Dropforge: report']);
    expect(patch.notifications).toMatchObject([
      { channel: 'sns', subject: 'alert', messageId: 'm1', bodyKey: `jobs/${jobId}/notifier/alert-1.txt`, cause: 'e1' },
      { channel: 'sns', messageId: 'm2', bodyKey: `jobs/${jobId}/notifier/JobSucceeded-e1.txt` },
    ]);
    expect(events.map(({ data }) => data)).toMatchObject([{ messageId: 'm2' }, { messageId: 'm1' }]);
  });

  it('gives each its own attributes to filter by', async () => {
    const topic = memoryTopic();
    await notify(depsOf({ topic, furthers: withAlert }))(job, event);
    const [first, second] = topic.sent.map(attributesSent);
    expect(first).toMatchObject({ kind: 'template', severity: 'critical', rule: ['one', 'two'], priority: 'high' });
    expect(second).toEqual({ kind: 'template', status: 'Succeeded', priority: 'normal', channel: ['EMAIL'] });
  });

  it('speaks to each protocol in its own form, to chat in that of Amazon Q Developer', async () => {
    const topic = memoryTopic();
    await notify(depsOf({ topic, furthers: withAlert }))(job, event);
    const [first, second] = topic.sent.map(payloadsSent);
    expect(first).toMatchObject({ email: 'the alert', sms: 'alert' });
    expect(JSON.parse(first?.sqs ?? '')).toMatchObject({ b: 2, correlationId: jobId, subject: 'alert' });
    expect(JSON.parse(first?.https ?? '')).toMatchObject({
      version: '1.0',
      source: 'custom',
      id: `${jobId}/alert-1`,
      content: { textType: 'client-markdown', title: 'Alert', description: 'said', nextSteps: ['act'] },
      metadata: { threadId: jobId, additionalContext: { rule: 'one', correlationId: jobId } },
    });
    expect(JSON.parse(second?.https ?? '')).toEqual({ a: 1, correlationId: jobId, subject: 'Dropforge: report' });
  });

  it('speaks to phones in JSON within JSON', async () => {
    const topic = memoryTopic();
    await notify(depsOf({ topic, furthers: withAlert }))(job, event);
    const { APNS = '', APNS_SANDBOX, GCM = '' } = payloadsSent(topic.sent[0] ?? { Message: '' });
    const shown = { title: 'Dropforge', body: 'alert' };
    const facts = { jobId, status: 'Succeeded' };
    expect(JSON.parse(APNS)).toEqual({ aps: { alert: shown }, ...facts });
    expect(APNS_SANDBOX).toBe(APNS);
    expect(JSON.parse(GCM)).toEqual({ fcmV1Message: { message: { notification: shown, data: facts } } });
  });

  it('does not repeat on a redelivery what was sent before it failed', async () => {
    const topic = memoryTopic(['Dropforge: report']);
    const furthers = withAlert;
    await expect(notify(depsOf({ topic, furthers }))(job, event)).rejects.toThrow('Throttled');
    const again = memoryTopic();
    const { patch } = await notify(depsOf({ topic: again, furthers }))(job, event);
    expect(subjects(again.sent)).toEqual(['Dropforge: report']);
    expect(patch.notifications).toMatchObject([{ messageId: 'm1' }, { messageId: 'm1' }]);
  });

  it('alerts once, also if a job fails after its findings were made and succeeds on a redrive', async () => {
    const furthers = withAlert;
    const { patch } = await notify(depsOf({ furthers }))(job, failure);
    const topic = memoryTopic();
    const told = { ...job, notifications: [...(patch.notifications ?? [])] };
    const after = await notify(depsOf({ topic, furthers }))(told, event);
    expect(subjects(topic.sent)).toEqual(['Dropforge: report']);
    expect(after.patch.notifications).toHaveLength(1);
  });
});

describe('A job of low priority', () => {
  const low = wished({ type: 'EMAIL', priority: 'low', target: 'team-a' });

  it('waits for the next digest if it has succeeded, and is noted once', async () => {
    const topic = memoryTopic();
    const first = await notify(depsOf({ topic }))(low, event);
    await notify(depsOf({ topic }))(low, event);
    expect(topic.sent).toEqual([]);
    expect(first.events).toEqual([]);
    const bodyKey = `jobs/${jobId}/notifier/JobSucceeded-e1.txt`;
    expect(first.patch.notifications).toMatchObject([{ channel: 'digest', subject: 'Dropforge: report', bodyKey }]);
    expect([...digests.items.values()].map(({ entry }) => entry)).toEqual([
      {
        id: `${jobId}/JobSucceeded-e1`,
        jobId,
        kind: 'template',
        status: 'Succeeded',
        subject: 'Dropforge: report',
        bodyKey,
        channels: ['EMAIL'],
        target: 'team-a',
      },
    ]);
    expect(buckets.objects.get(`output/${bodyKey}`)?.toString()).toBe('the report');
  });

  it('is told at once that it has failed, and what was found by then', async () => {
    const topic = memoryTopic();
    await notify(depsOf({ topic, furthers: withAlert }))(low, failure);
    expect(topic.sent.map(attributesSent)).toMatchObject([
      { priority: 'high', channel: ['EMAIL', 'SMS', 'PUSH'], target: 'team-a' },
      { priority: 'normal', channel: ['EMAIL'], target: 'team-a', status: 'Failed' },
    ]);
    expect(digests.items.size).toBe(0);
  });
});

describe('A job with a webhook', () => {
  const target = 'https://hooks.example.com/secret-path';
  const hooked = wished({ type: 'WEBHOOK', priority: 'normal', target });
  const gone: Attempt = { outcome: 'failed', why: 'hooks.example.com answered 410.', passing: false, statusCode: 410 };
  const busy: Attempt = { outcome: 'failed', why: 'hooks.example.com answered 503.', passing: true, statusCode: 503 };
  const secondAttempt = { token: 't', cause: 'e1', attempt: 2, startedAt: '', leaseUntil: '' };

  it('has it called with what machines are told, and nobody is mailed', async () => {
    const [topic, { call, calls }] = [memoryTopic(), webhook()];
    const { patch, events } = await notify(depsOf({ topic, call }))(hooked, event);
    expect(calls).toMatchObject([{ target, eventId: 'e1', correlationId: jobId }]);
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
      eventId: 'e1',
      a: 1,
      correlationId: jobId,
      subject: 'Dropforge: report',
    });
    expect(topic.sent.map(attributesSent)).toMatchObject([{ channel: ['WEBHOOK'] }]);
    expect(attributesSent(topic.sent[0] ?? {})).not.toHaveProperty('target');
    expect(patch.notifications).toMatchObject([
      { channel: 'sns' },
      { channel: 'webhook', messageId: 'e1', statusCode: 204, attempts: 1 },
    ]);
    expect(events.map(({ data }) => data)).toMatchObject([{ channel: 'sns' }, { channel: 'webhook', messageId: 'e1' }]);
  });

  it('comes back while it may be called later, and repeats nothing else', async () => {
    const [topic, { call, calls }] = [memoryTopic(), webhook(busy)];
    const deps = depsOf({ topic, call });
    await expect(notify(deps)(hooked, event)).rejects.toThrow('hooks.example.com answered 503.');
    const { patch } = await notify(deps)({ ...hooked, claims: { notifier: secondAttempt } }, event);
    expect(calls.map(({ body }) => body)).toEqual([calls[0]?.body, calls[0]?.body]);
    expect(topic.sent).toHaveLength(1);
    expect(patch.notifications?.[1]).toMatchObject({ channel: 'webhook', statusCode: 204, attempts: 2 });
  });

  it('is not called again after it was', async () => {
    const { call, calls } = webhook();
    await notify(depsOf({ call }))(hooked, event);
    await notify(depsOf({ call }))(hooked, event);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['for good', gone, false],
    ['on the last delivery', busy, true],
  ])('that fails %s is told by email, with why and what it was to tell', async (_, answer, isLast) => {
    const [topic, { call }] = [memoryTopic(), webhook(answer)];
    const { patch, events } = await notify(depsOf({ topic, call }))(hooked, { ...event, isLast });
    const { statusCode, why } = answer.outcome === 'failed' ? answer : { statusCode: 0, why: '' };
    expect(patch.notifications).toMatchObject([
      { channel: 'sns' },
      { channel: 'webhook', statusCode, failure: why },
      { channel: 'sns', subject: 'Dropforge: webhook not delivered: report' },
    ]);
    expect(topic.sent.map(attributesSent)).toMatchObject([{ channel: ['WEBHOOK'] }, { channel: ['EMAIL'] }]);
    const { email = '' } = payloadsSent(topic.sent[1] ?? {});
    expect(email).toContain(`${why} Tried once.`);
    expect(email).toContain('the report');
    expect(email).not.toContain('secret-path');
    expect(events.map(({ data }) => data)).toMatchObject([{ channel: 'sns' }, { channel: 'sns' }]);
  });

  it('that fails at low priority can wait for the digest', async () => {
    const [topic, { call }] = [memoryTopic(), webhook(gone)];
    const { patch } = await notify(depsOf({ topic, call }))(
      wished({ type: 'WEBHOOK', priority: 'low', target }),
      event,
    );
    expect(patch.notifications?.map(({ channel }) => channel)).toEqual(['sns', 'webhook', 'digest']);
  });

  it('and high priority wakes people before the webhook answers', async () => {
    const [topic, { call }] = [memoryTopic(), webhook(busy)];
    const high = wished({ type: 'WEBHOOK', priority: 'high', target });
    await expect(notify(depsOf({ topic, call }))(high, event)).rejects.toThrow('503');
    expect(topic.sent.map(attributesSent)).toMatchObject([{ channel: ['EMAIL', 'SMS', 'PUSH', 'WEBHOOK'] }]);
  });

  it('is not called about what was found on the way: people are', async () => {
    const [topic, { call, calls }] = [memoryTopic(), webhook()];
    await notify(depsOf({ topic, call, furthers: { template: async () => [{ ...alert, priority: 'normal' }] } }))(
      hooked,
      event,
    );
    expect(topic.sent.map(attributesSent)).toMatchObject([{ channel: ['EMAIL'] }, { channel: ['WEBHOOK'] }]);
    expect(calls).toHaveLength(1);
  });
});
