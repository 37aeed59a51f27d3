import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#schemas/job.ts';
import type { NotificationRequest } from '#schemas/notification-request.ts';
import { jobIdFor } from '#shared/pipeline/drop.ts';
import { submit } from '#shared/pipeline/submit.ts';
import { type WebhookReceiver, webhookReceiver } from '#shared/testing/webhook-receiver.ts';
import { eventually, oneBucket, type Pipeline, startPipeline } from './harness.ts';

const secret = 'what only the two of us know';
const { now } = Date;

/** As a receiver checks who calls: docs/decisions/notifications.md. */
const isOurs = (signature: string, body: string): boolean => {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  const expected = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return v1 === expected && Math.abs(now() / 1000 - Number(t)) < 300;
};

describe('Whoever asks for a job is told as they wished', () => {
  let receiver: WebhookReceiver;
  let pipeline: Pipeline;

  beforeAll(async () => {
    receiver = await webhookReceiver();
    pipeline = await startPipeline({
      env: { WEBHOOK_SECRET: secret, WEBHOOK_ALLOW: `127.0.0.1:${receiver.port}` },
    });
  }, 120_000);
  afterAll(async () => {
    await pipeline.stop();
    await receiver.close();
  });

  /** A job as a front door submits it, once it was told: succeeds with a bucket in it, and fails of nothing. */
  const asked = async (name: string, notification: NotificationRequest, files: Record<string, string> = oneBucket) => {
    const { door, inputBucket: bucket } = pipeline;
    const prefix = `requests/${name}/`;
    const jobId = jobIdFor({ folder: prefix, prefix }, `${new Date().toISOString()}#${name}`);
    for (const [file, body] of Object.entries(files)) await pipeline.put(`${prefix}${file}`, body);
    const input = { bucket, prefix };
    const wish = { jobId, kind: 'template', owner: 'caller', correlationId: `c-${name}`, input, cause: name } as const;
    await submit({ ...wish, notification }, door);
    return settled(jobId, 1);
  };

  const settled = (jobId: string, notifications: number): Promise<Job> =>
    eventually(`job ${jobId} was told ${notifications} times`, async () => {
      const job = await pipeline.jobs.get(jobId);
      return job?.endedAt && job.notifications.length >= notifications && !job.outbox ? job : undefined;
    });

  const mailsAbout = ({ jobId }: Job) => pipeline.emails().filter(({ body }) => body.includes(jobId));
  const channels = ({ notifications }: Job) => notifications.map(({ channel }) => channel);
  const target = (path: string) => `https://127.0.0.1:${receiver.port}${path}`;
  const calls = (path: string) => receiver.received.filter((request) => request.path === path);

  it('by a webhook, again until it answers, with a signature that holds, and by no email', async () => {
    receiver.answer = (_request, nth) => ({ status: nth < 3 ? 503 : 200 });
    const job = await asked('hook', { type: 'WEBHOOK', priority: 'normal', target: target('/hook') });
    expect(channels(job)).toEqual(['sns', 'webhook']);
    expect(job.notifications[1]).toMatchObject({ statusCode: 200, attempts: 3 });
    expect(calls('/hook')).toHaveLength(3);
    for (const { headers, body } of calls('/hook')) {
      expect(isOurs(String(headers['x-dropforge-signature']), body)).toBe(true);
      expect(headers['x-dropforge-event-id']).toBe(job.notifications[1]?.messageId);
      expect(headers['x-correlation-id']).toBe('c-hook');
      expect(JSON.parse(body)).toMatchObject({ jobId: job.jobId, status: 'Succeeded', correlationId: 'c-hook' });
    }
    expect(mailsAbout(job)).toEqual([]);
    const sent = pipeline.allEvents().filter(({ metadata }) => metadata.jobId === job.jobId);
    expect(sent.filter(({ type }) => type === 'NotificationSent').map(({ data }) => data)).toMatchObject([
      { channel: 'sns' },
      { channel: 'webhook' },
    ]);
  }, 120_000);

  it.each([
    ['that is gone', '/gone', 410, 1, '127.0.0.1 answered 410. Tried once.'],
    ['that never recovers', '/broken', 500, 5, '127.0.0.1 answered 500. Tried 5 times.'],
  ])(
    'by email instead of a webhook %s, with why; how the job ended stays as it is',
    async (_, path, status, attempts, why) => {
      receiver.answer = () => ({ status });
      const job = await asked(path.slice(1), { type: 'WEBHOOK', priority: 'normal', target: target(path) });
      expect(job.status).toBe('Succeeded');
      expect(channels(job)).toEqual(['sns', 'webhook', 'sns']);
      expect(job.notifications[1]).toMatchObject({ statusCode: status, attempts });
      expect(calls(path)).toHaveLength(attempts);
      expect(mailsAbout(job).map(({ subject }) => subject)).toEqual([
        expect.stringMatching(/^Dropforge: webhook not delivered: /),
      ]);
      expect(mailsAbout(job)[0]?.body).toContain(why);
    },
    120_000,
  );

  it('by email instead of a webhook on an address inside, which is never called', async () => {
    const job = await asked('inside', {
      type: 'WEBHOOK',
      priority: 'normal',
      target: 'https://169.254.169.254/latest/',
    });
    expect(job.notifications[1]).toMatchObject({ attempts: 1, failure: expect.stringContaining('not a public one') });
    expect(mailsAbout(job)).toHaveLength(1);
  }, 120_000);

  it('by email as well where nobody reads what was asked for', async () => {
    const job = await asked('sms', { type: 'SMS', priority: 'normal', target: 'on-call' });
    expect(mailsAbout(job).map(({ attributes }) => attributes)).toMatchObject([
      { channel: ['SMS', 'EMAIL'], target: 'on-call' },
    ]);
  }, 120_000);

  it('at once of a failure, also of low priority', async () => {
    const job = await asked('empty', { type: 'EMAIL', priority: 'low' }, { 'nothing.bin': '\u0000' });
    expect(job.status).toBe('Failed');
    expect(channels(job)).toEqual(['sns']);
    expect(mailsAbout(job).map(({ attributes }) => attributes)).toMatchObject([{ priority: 'normal' }]);
  }, 120_000);

  it('by one digest for all that are of low priority, however often it is due', async () => {
    const low = { type: 'EMAIL', priority: 'low' } as const;
    const jobs = await Promise.all(['low-1', 'low-2', 'low-3'].map((name) => asked(name, low)));
    expect(jobs.map(channels)).toEqual([['digest'], ['digest'], ['digest']]);
    expect(jobs.flatMap(mailsAbout)).toEqual([]);

    await Promise.all([1, 2, 3].map(() => pipeline.cloud.runSchedule('DigestSchedule')));
    for (const { jobId } of jobs) expect(channels(await settled(jobId, 2))).toEqual(['digest', 'sns']);
    await sleep(500);
    const mails = pipeline.emails().filter(({ subject }) => subject.includes('digest'));
    expect(mails.map(({ subject }) => subject)).toEqual(['Dropforge: digest of 3 jobs']);
    for (const job of jobs) {
      expect(mails[0]?.body).toContain(job.jobId);
      expect(await pipeline.read(job.notifications[0]?.bodyKey ?? '')).toContain(job.jobId);
    }
  }, 120_000);
});
