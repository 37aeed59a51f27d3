import { envelopeOf } from '#shared/testing/memory.ts';
import { type Plan, planned } from './faults.ts';
import { eventually, type Pipeline, startPipeline } from './harness.ts';

/** S3 takes nothing from the generator until the operator has mended it. */
const down: Plan = {
  folder: '*',
  functionName: 'generator',
  service: 's3',
  operation: 'PutObject',
  fault: 'fail',
  times: 1000,
};

/** The bus refuses the collector's event for as long as SQS delivers the message; only the watchdog is left. */
const unpublished: Plan = {
  folder: 'unpublished',
  functionName: 'collector',
  service: 'events',
  operation: 'PutEvents',
  fault: 'fail',
  times: 1000,
};

const hoursAgo = () => new Date(Date.now() - 2 * 60 * 60_000).toISOString();

describe('What fails for now is told, kept and taken up again', () => {
  const faults = planned([down, unpublished]);
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline({ faults });
  }, 120_000);
  afterAll(() => pipeline.stop());

  it('the last receive fails the job recoverably, and a redrive takes it to success', async () => {
    await pipeline.drop('down');
    const failed = await pipeline.settled('down', 'Failed');
    expect(failed.error).toMatchObject({ code: 'STAGE_FAILED', stage: 'generator', recoverable: true });
    expect(await pipeline.keys('Input', 'drops/down/')).toContain('drops/down/bucket.json');
    const { Body = '', MessageAttributes = {} } = await pipeline.deadLetter('generator', failed.jobId);
    expect(MessageAttributes.message?.StringValue).toBeTruthy();

    faults.lift(down);
    await pipeline.send('generator', Body);
    const succeeded = await eventually('the redriven job has succeeded and was told', async () => {
      const job = await pipeline.settled('down');
      return job.status === 'Succeeded' && job.notifications.length === 2 ? job : undefined;
    });
    expect(succeeded.error).toBeUndefined();
    expect(pipeline.emailsOf('down').map(({ subject }) => subject.includes('failed'))).toEqual([true, false]);
    const archived = await pipeline.keys('Archive', succeeded.archive?.prefix ?? 'none');
    expect(archived.filter((key) => key.endsWith('/manifest.json'))).toHaveLength(1);
    expect(archived.some((key) => key.endsWith('/results/template.yaml'))).toBe(true);
    await eventually('the inputs have gone', async () =>
      (await pipeline.keys('Input', 'drops/down/')).length === 0 ? true : undefined,
    );
  }, 120_000);

  it('the watchdog publishes what nobody else will', async () => {
    await pipeline.drop('unpublished');
    const jobId = await eventually('the job was requested', async () => pipeline.jobIdOf('unpublished'));
    await eventually('the message went to the DLQ', async () => {
      const job = await pipeline.job('unpublished');
      return job?.outbox && (await pipeline.deadLetter('collector', jobId));
    });
    await pipeline.jobs.modify(jobId, (job) => ({ ...job, updatedAt: new Date(Date.now() - 120_000).toISOString() }));
    await pipeline.cloud.runSchedule('WatchdogSchedule');
    expect((await pipeline.settled('unpublished')).status).toBe('Succeeded');
  }, 120_000);

  it('the watchdog fails a job that nothing moves any more, and a redrive still takes it to success', async () => {
    await pipeline.drop('model');
    const model = await pipeline.settled('model');
    const [requested] = pipeline.eventsOf('model');
    if (!requested) throw new Error('the model job was never requested');

    const jobId = '019b7a11-0000-7000-8000-00000000dead';
    // Not under drops/, where intake would make a job of its own of it.
    const prefix = 'stalled/';
    await pipeline.put(`${prefix}bucket.json`, JSON.stringify({ Type: 'AWS::S3::Bucket' }));
    const { archive: _archive, startedAt: _startedAt, endedAt: _endedAt, ...submitted } = model;
    await pipeline.jobs.create({
      ...submitted,
      jobId,
      status: 'Pending',
      stage: 'intake',
      input: { ...model.input, prefix },
      history: model.history.filter(({ stage }) => stage === 'intake'),
      output: { artifacts: [], work: {}, summary: {} },
      handled: [],
      notifications: [],
      updatedAt: hoursAgo(),
    });
    await pipeline.cloud.runSchedule('WatchdogSchedule');
    const stalled = await eventually('the stalled job was told and archived', async () => {
      const job = await pipeline.jobs.get(jobId);
      return job?.archive && job.notifications.length === 1 ? job : undefined;
    });
    expect(stalled).toMatchObject({
      status: 'Failed',
      error: { code: 'STALLED', stage: 'collector', recoverable: true },
    });

    const metadata = { ...requested.metadata, jobId, id: 'redriven-by-hand' };
    await pipeline.send(
      'collector',
      envelopeOf({ ...requested, metadata, data: { input: { bucket: model.input.bucket, prefix } } }),
    );
    await eventually('the redriven job has succeeded', async () => {
      const job = await pipeline.jobs.get(jobId);
      return job?.status === 'Succeeded' && job.notifications.length === 2 ? job : undefined;
    });
  }, 120_000);
});
