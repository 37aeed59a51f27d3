import type { DomainEvent } from '#schemas/event.ts';
import type { StageName } from '#schemas/job.ts';
import { envelopeOf } from '#shared/testing/memory.ts';
import { type Plan, planned } from './faults.ts';
import { eventually, type Pipeline, startPipeline } from './harness.ts';

const partial: Plan = {
  folder: 'partial',
  functionName: 'collector',
  service: 'events',
  operation: 'PutEvents',
  fault: 'partial',
};

const consumers: readonly (readonly [StageName, string])[] = [
  ['collector', 'JobRequested'],
  ['generator', 'InputsCollected'],
  ['validator', 'ArtifactGenerated'],
  ['notifier', 'JobSucceeded'],
  ['cleanup', 'JobSucceeded'],
];

/** What S3 tells of an object, once more. */
const created = (key: string) => ({
  id: 'again',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: '2026-01-02T03:04:05Z',
  detail: { bucket: { name: 'input' }, object: { key } },
});

describe('Whatever the bus and the queues do, a job ends once', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline({ faults: planned([partial]) });
  }, 120_000);
  afterAll(() => pipeline.stop());

  const eventOf = (folder: string, type: string): DomainEvent => {
    const event = pipeline.eventsOf(folder).find((candidate) => candidate.type === type);
    if (!event) throw new Error(`${folder} has no ${type}`);
    return event;
  };

  it('duplicates at every stage change nothing', async () => {
    await pipeline.drop('duplicates');
    const before = await pipeline.settled('duplicates');
    for (const [stage, type] of consumers) {
      await pipeline.send(stage, envelopeOf(eventOf('duplicates', type)));
      await pipeline.send(stage, envelopeOf(eventOf('duplicates', type)));
    }
    await pipeline.send('intake', created('drops/duplicates/bucket.json'));
    await pipeline.send('intake', created('drops/duplicates/_READY'));
    await pipeline.drop('after-duplicates');
    await pipeline.settled('after-duplicates');
    expect(await pipeline.job('duplicates')).toEqual(before);
    expect(pipeline.emailsOf('duplicates')).toHaveLength(1);
    expect(pipeline.requestsOf('duplicates')).toBe(1);
  }, 120_000);

  it('late events of earlier stages, in any order, change nothing', async () => {
    await pipeline.drop('reordered');
    await pipeline.settled('reordered');
    for (const [stage, type] of [...consumers].reverse()) {
      const event = eventOf('reordered', type);
      const late = { ...event, metadata: { ...event.metadata, id: `late-${event.metadata.id}` } };
      if (stage !== 'notifier' && stage !== 'cleanup') await pipeline.send(stage, envelopeOf(late));
    }
    await pipeline.drop('after-reordered');
    await pipeline.settled('after-reordered');
    const job = await pipeline.settled('reordered');
    expect(job.status).toBe('Succeeded');
    expect(pipeline.eventsOf('reordered').filter(({ type }) => type === 'JobSucceeded')).toHaveLength(1);
  }, 120_000);

  it('poison goes to the DLQ with its reason, and the job beside it succeeds', async () => {
    await Promise.all([
      pipeline.drop('beside-poison'),
      ...consumers.map(([stage]) => pipeline.send(stage, `poison for the ${stage}`)),
    ]);
    expect((await pipeline.settled('beside-poison')).status).toBe('Succeeded');
    for (const [stage] of consumers) {
      const { MessageAttributes = {} } = await pipeline.deadLetter(stage, `poison for the ${stage}`);
      expect(MessageAttributes.reason?.StringValue).toBe('MALFORMED_EVENT');
    }
  }, 120_000);

  it('an event of a job that nobody knows goes to the DLQ with its reason', async () => {
    await pipeline.drop('known');
    await pipeline.settled('known');
    const event = eventOf('known', 'InputsCollected');
    const jobId = '00000000-0000-7000-8000-000000000000';
    await pipeline.send('generator', envelopeOf({ ...event, metadata: { ...event.metadata, jobId } }));
    const { MessageAttributes = {} } = await pipeline.deadLetter('generator', jobId);
    expect(MessageAttributes.reason?.StringValue).toBe('UNKNOWN_JOB');
  }, 120_000);

  it('an event that PutEvents refused while it took the rest is published again', async () => {
    await pipeline.drop('partial');
    const job = await pipeline.settled('partial');
    expect(job.status).toBe('Succeeded');
    expect(job.history.filter(({ stage, outcome }) => stage === 'collector' && outcome === 'succeeded')).toHaveLength(
      1,
    );
  }, 120_000);

  it('a second drop into a folder is a second job', async () => {
    await pipeline.drop('again');
    const first = await pipeline.settled('again');
    await pipeline.drop('again');
    const second = await eventually('a second job', async () =>
      (await Array.fromAsync(pipeline.jobs.byStatus('Succeeded', { from: first.endedAt ?? '', to: '9' }))).find(
        ({ jobId }) => jobId > first.jobId && jobId !== pipeline.jobIdOf('again'),
      ),
    );
    expect(second.jobId).not.toBe(first.jobId);
  }, 120_000);
});
