import type { Job } from '#schemas/job.ts';
import type { Delivery } from '../../pipeline/consumer.ts';
import { memoryDigests } from '../../testing/digests.ts';
import { aJob } from '../../testing/job.ts';
import { memoryBuckets, memoryBus, memoryJobs } from '../../testing/memory.ts';
import { attributesSent, memoryTopic, payloadsSent } from '../../testing/topic.ts';
import { type DigestDeps, digestDue, maxEntries } from './digest-due.ts';
import type { DigestEntry } from './digest-store.ts';

const now = new Date('2026-01-03T07:00:00.000Z');
const jobIdOf = (number: number) => `019b7a11-0000-7000-8000-${String(number).padStart(12, '0')}`;
const due = {} as Delivery;

/** A pipeline in memory in which so many jobs wait for a digest. */
const waiting = async (count: number, change: (number: number) => Partial<DigestEntry> = () => ({})) => {
  const [buckets, bus, digests, jobs] = [memoryBuckets(), memoryBus(), memoryDigests(), memoryJobs()];
  const artifacts = buckets.bucketOf('output');
  for (let number = 1; number <= count; number++) {
    const jobId = jobIdOf(number);
    const bodyKey = `jobs/${jobId}/notifier/end.txt`;
    const entry: DigestEntry = {
      id: `${jobId}/end`,
      jobId,
      kind: 'template',
      status: 'Succeeded',
      subject: `Dropforge: folder-${number} - template ready`,
      bodyKey,
      channels: ['EMAIL'],
      ...change(number),
    };
    const noted = {
      channel: 'digest',
      subject: entry.subject,
      messageId: entry.id,
      bodyKey,
      cause: 'e1',
      sentAt: '2026-01-02T03:04:05.000Z',
    } as const;
    await jobs.create(aJob({ jobId, status: 'Succeeded', notifications: [noted], outbox: undefined }));
    await digests.note(entry, `2026-01-02T03:04:05.${String(number).padStart(3, '0')}Z`);
  }
  const deps = (more: Partial<DigestDeps> = {}): DigestDeps => ({
    jobs,
    publish: bus.publish,
    leaseSeconds: 30,
    now: () => now,
    digests,
    topic: memoryTopic(),
    artifacts,
    sign: async (key) => `https://signed/${key}`,
    ...more,
  });
  const channelsOf = async (number: number) =>
    ((await jobs.get(jobIdOf(number))) as Job).notifications.map(({ channel }) => channel);
  return { deps, jobs, bus, digests, buckets, channelsOf };
};

const dies = async (): Promise<never> => {
  throw new Error('the worker dies');
};

describe('A digest', () => {
  it('tells all that waits in one message, on each job and on the bus', async () => {
    const topic = memoryTopic();
    const { deps, jobs, bus, channelsOf } = await waiting(3);
    await digestDue(deps({ topic })).handle(due);
    expect(topic.sent.map(({ Subject }) => Subject)).toEqual(['Dropforge: digest of 3 jobs']);
    const [message = {}] = topic.sent;
    expect(attributesSent(message)).toEqual({
      message: 'jobs',
      kind: ['template'],
      status: ['Succeeded'],
      priority: 'low',
      channel: ['EMAIL'],
    });
    const { email = '', sqs = '' } = payloadsSent(message);
    for (const number of [1, 2, 3]) {
      expect(email).toContain(`- folder-${number} - template ready`);
      expect(email).toContain(`aws s3 cp s3://output/jobs/${jobIdOf(number)}/notifier/end.txt -`);
      expect(email).toContain(`https://signed/jobs/${jobIdOf(number)}/notifier/end.txt`);
      expect(await channelsOf(number)).toEqual(['digest', 'sns']);
      expect((await jobs.get(jobIdOf(number)))?.outbox).toBeUndefined();
    }
    expect(JSON.parse(sqs).jobs).toHaveLength(3);
    expect(bus.events.map(({ type, metadata }) => [type, metadata.jobId])).toEqual(
      [1, 2, 3].map((number) => ['NotificationSent', jobIdOf(number)]),
    );
  });

  it('is not sent if nothing waits, and a repeat of the schedule sends none again', async () => {
    const topic = memoryTopic();
    const { deps } = await waiting(1);
    await digestDue(deps({ topic })).handle(due);
    await digestDue(deps({ topic })).handle(due);
    expect(topic.sent).toHaveLength(1);
  });

  it('is one for each audience: nobody gets lines that are for others', async () => {
    const topic = memoryTopic();
    const { deps } = await waiting(4, (number) => ({ target: number % 2 ? 'team-a' : 'team-b' }));
    await digestDue(deps({ topic })).handle(due);
    expect(topic.sent.map((message) => attributesSent(message).target)).toEqual(['team-a', 'team-b']);
    expect(payloadsSent(topic.sent[0] ?? {}).email).not.toContain('folder-2');
  });

  it('of very many is several, each of them short enough to be sent', async () => {
    const topic = memoryTopic();
    const { deps, channelsOf } = await waiting(maxEntries + 1);
    await digestDue(deps({ topic })).handle(due);
    expect(topic.sent.map(({ Subject }) => Subject)).toEqual([
      'Dropforge: digest of 100 jobs',
      'Dropforge: digest of 1 job',
    ]);
    expect(Buffer.byteLength(topic.sent[0]?.Message ?? '')).toBeLessThan(256 * 1024);
    expect(await channelsOf(maxEntries + 1)).toEqual(['digest', 'sns']);
  });

  it('is tried again if SNS refuses it, at once: the lease does not outlive the attempt', async () => {
    const topic = memoryTopic();
    const { deps, channelsOf } = await waiting(1);
    await expect(digestDue(deps({ topic: { publish: dies } })).handle(due)).rejects.toThrow('the worker dies');
    expect(await channelsOf(1)).toEqual(['digest']);
    await digestDue(deps({ topic })).handle(due);
    expect(await channelsOf(1)).toEqual(['digest', 'sns']);
    expect(topic.sent).toHaveLength(1);
  });

  it('whose worker died after it was sent is not sent again, and its jobs are marked; what came since is told apart', async () => {
    const topic = memoryTopic();
    const { deps, digests, channelsOf } = await waiting(3);
    const [third] = [...digests.items.values()].slice(2);
    if (!third) throw new Error('there is no third entry');
    third.waits = false;
    await expect(digestDue(deps({ topic, digests: { ...digests, told: dies } })).handle(due)).rejects.toThrow();
    third.waits = true;
    await digestDue(deps({ topic })).handle(due);
    expect(topic.sent.map(({ Subject }) => Subject)).toEqual([
      'Dropforge: digest of 2 jobs',
      'Dropforge: digest of 1 job',
    ]);
    for (const number of [1, 2, 3]) expect(await channelsOf(number)).toEqual(['digest', 'sns']);
  });

  it('waits while another worker makes one, and takes it up once that one’s lease is over', async () => {
    const topic = memoryTopic();
    const { deps, digests } = await waiting(1);
    await digests.take({ token: 'other', until: '2026-01-03T07:00:20.000Z', now: '2026-01-03T06:59:50.000Z' });
    await expect(digestDue(deps({ topic })).handle(due)).rejects.toMatchObject({ name: 'PostponedError', seconds: 30 });
    expect(topic.sent).toEqual([]);
    await digestDue(deps({ topic, now: () => new Date('2026-01-03T07:00:21.000Z') })).handle(due);
    expect(topic.sent).toHaveLength(1);
  });

  it('tells of a job whose record has expired, too', async () => {
    const topic = memoryTopic();
    const { deps, jobs } = await waiting(2);
    jobs.items.delete(jobIdOf(1));
    await digestDue(deps({ topic })).handle(due);
    expect(payloadsSent(topic.sent[0] ?? {}).email).toContain('folder-1');
  });
});
