import * as z from 'zod';
import type { Job } from '#schemas/job.ts';
import type { Rehearsal } from '#schemas/rehearsal.ts';
import { cancel } from '#shared/pipeline/cancel.ts';
import { jobIdFor } from '#shared/pipeline/drop.ts';
import { submit } from '#shared/pipeline/submit.ts';
import { eventually, oneBucket, type Pipeline, startPipeline } from './harness.ts';
import { startDaemon } from './x-ray.ts';

const rehearsed = async (pipeline: Pipeline, rehearsal: Rehearsal): Promise<Job> => {
  const jobId = await asked(pipeline, rehearsal);
  return settled(pipeline, jobId);
};

const asked = async (pipeline: Pipeline, rehearsal: Rehearsal): Promise<string> => {
  const { door, inputBucket: bucket } = pipeline;
  const prefix = `requests/${rehearsal.stage}-${rehearsal.fault}/`;
  const time = new Date().toISOString();
  const jobId = jobIdFor({ folder: prefix, prefix }, `${time}#rehearsal`);
  for (const [name, body] of Object.entries(oneBucket)) await pipeline.put(`${prefix}${name}`, body);
  const correlationId = `drill-${rehearsal.fault}`;
  const input = { bucket, prefix };
  await submit({ jobId, kind: 'template', owner: 'operator', correlationId, input, cause: 'drill', rehearsal }, door);
  return jobId;
};

const settled = (pipeline: Pipeline, jobId: string): Promise<Job> =>
  eventually(`the job ${jobId} has settled`, async () => {
    const job = await pipeline.jobs.get(jobId);
    return job?.endedAt && job.archive && job.notifications.length > 0 && !job.outbox ? job : undefined;
  });

/** A line with which a delivery begins or ends. */
const storyLine = z
  .object({
    function_name: z.string(),
    event: z.string(),
    decision: z.string().optional(),
    jobId: z.string(),
    correlationId: z.string(),
  })
  .transform(({ function_name, ...line }) => ({ ...line, stage: function_name.replace(/^.*-/, '') }));

const outcomesOf = ({ history }: Job, stage: Rehearsal['stage']) =>
  history.filter((entry) => entry.stage === stage).map(({ outcome }) => outcome);

describe('What an operator rehearses', () => {
  const log: string[] = [];
  let pipeline: Pipeline;
  let daemon: Awaited<ReturnType<typeof startDaemon>>;

  beforeAll(async () => {
    daemon = await startDaemon();
    pipeline = await startPipeline({ logLevel: 'DEBUG', onLog: (line) => log.push(line), env: daemon.env });
  }, 120_000);
  afterAll(async () => {
    await pipeline.stop();
    daemon.close();
  });

  it('a throttled stage is tried again, and the job succeeds', async () => {
    const job = await rehearsed(pipeline, { stage: 'collector', fault: 'throttle', times: 2 });
    expect(job.status).toBe('Succeeded');
    expect(outcomesOf(job, 'collector')).toEqual(['retried', 'retried', 'succeeded']);
  }, 120_000);

  it('reads as its story in the log: one line in and one line out for each delivery, with what was decided', async () => {
    const job = await rehearsed(pipeline, { stage: 'generator', fault: 'throttle', times: 1 });
    const lines = () =>
      log.flatMap((line) => (line.includes(job.jobId) ? (storyLine.safeParse(JSON.parse(line)).data ?? []) : []));
    await eventually('the last stage has said what it decided', async () =>
      lines().filter(({ decision }) => decision === 'completed').length >= 5 ? true : undefined,
    );
    const story = Map.groupBy(lines(), ({ stage }) => stage);
    const told = (stage: string) =>
      story.get(stage)?.map(({ event, decision }) => `${event} ${decision ?? 'received'}`);
    expect(told('collector')).toEqual(['JobRequested received', 'JobRequested completed']);
    expect(told('generator')).toEqual([
      'InputsCollected received',
      'InputsCollected retrying',
      'InputsCollected received',
      'InputsCollected completed',
    ]);
    expect(told('validator')).toEqual(['ArtifactGenerated received', 'ArtifactGenerated completed']);
    expect(told('notifier')).toEqual(['JobSucceeded received', 'JobSucceeded completed']);
    expect(told('cleanup')).toEqual(['JobSucceeded received', 'JobSucceeded completed']);
    for (const { jobId, correlationId } of lines())
      expect([jobId, correlationId]).toEqual([job.jobId, job.correlationId]);
  }, 120_000);

  it('is one trace through all of its stages, each with what it decided and its calls of AWS', async () => {
    await pipeline.drop('traced');
    const { traceHeader = '', jobId } = await pipeline.settled('traced');
    const [, root, parent] =
      /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24});Parent=([0-9a-f]{16});Sampled=1$/.exec(traceHeader) ?? [];
    const segments = () => daemon.heard.filter(({ trace_id, type }) => trace_id === root && type === undefined);
    await eventually('all stages have said', async () => (segments().length >= 6 ? true : undefined));
    expect(segments().map(({ name }) => name.replace(/^.*-/, ''))).toEqual(
      expect.arrayContaining(['intake', 'collector', 'generator', 'validator', 'notifier', 'cleanup']),
    );
    const [first, ...others] = segments();
    expect([first?.id, first?.parent_id]).toEqual([parent, undefined]);
    for (const { id, parent_id, annotations } of others) {
      expect(parent_id).toBe(parent);
      expect(annotations).toMatchObject({ jobId, correlationId: jobId, kind: 'template', decision: 'completed' });
      const calls = daemon.heard.filter((part) => part.parent_id === id).map(({ name }) => name);
      expect(calls).toEqual(expect.arrayContaining(['DynamoDB', 'S3', 'EventBridge']));
    }
    const events = pipeline.allEvents().filter(({ metadata }) => metadata.jobId === jobId);
    expect(new Set(events.map(({ metadata }) => metadata.traceHeader))).toEqual(new Set([traceHeader]));
  }, 120_000);

  it('a worker that dies is replaced once its claim is void, and the job succeeds', async () => {
    const job = await rehearsed(pipeline, { stage: 'generator', fault: 'crash', times: 1 });
    expect(job.status).toBe('Succeeded');
    expect(outcomesOf(job, 'generator')).toEqual(['lost', 'succeeded']);
  }, 120_000);

  it('a worker that hangs is replaced once its claim is void, and comes to nothing', async () => {
    const job = await rehearsed(pipeline, { stage: 'collector', fault: 'timeout', times: 1 });
    expect(job.status).toBe('Succeeded');
    expect(outcomesOf(job, 'collector')).toEqual(['lost', 'succeeded']);
    expect(
      pipeline.allEvents().filter(({ type, metadata }) => type === 'InputsCollected' && metadata.jobId === job.jobId),
    ).toHaveLength(1);
  }, 120_000);

  it('a job whose worker hangs can be cancelled; nothing comes of the worker, and nothing lies in its dead-letter queue', async () => {
    const jobId = await asked(pipeline, { stage: 'generator', fault: 'timeout', times: 10 });
    await eventually('the worker hangs', async () => (await pipeline.jobs.get(jobId))?.claims.generator);
    expect((await cancel(jobId, 'the operator', pipeline.door)).outcome).toBe('cancelled');
    const cancelled = await settled(pipeline, jobId);
    expect(cancelled).toMatchObject({
      status: 'Failed',
      error: { code: 'CANCELLED', stage: 'generator', message: expect.stringContaining('the operator') },
    });
    const [email] = pipeline.emails().filter(({ body }) => body.includes(jobId));
    expect(email?.body).toMatch(/it was\scancelled/);
    const isDone = () => log.filter((line) => line.includes(jobId) && line.includes('EVENT_IGNORED')).length >= 2;
    await eventually('the worker, and the delivery after it, have given up', async () => (isDone() ? true : undefined));
    expect(await pipeline.jobs.get(jobId)).toEqual(cancelled);
    expect(log.filter((line) => line.includes(jobId) && line.includes('DEAD_LETTERED'))).toEqual([]);
  }, 120_000);

  it('a failure for good fails the job and says that it was a rehearsal', async () => {
    const job = await rehearsed(pipeline, { stage: 'generator', fault: 'permanent', times: 1 });
    expect(job).toMatchObject({
      status: 'Failed',
      error: { code: 'REHEARSED', stage: 'generator', recoverable: false },
    });
    expect(outcomesOf(job, 'generator')).toEqual(['failed']);
  }, 120_000);

  it('a throttled notifier tells once all the same', async () => {
    const job = await rehearsed(pipeline, { stage: 'notifier', fault: 'throttle', times: 1 });
    expect(job.status).toBe('Succeeded');
    expect(outcomesOf(job, 'notifier')).toEqual(['retried', 'succeeded']);
    expect(pipeline.emails().filter(({ body }) => body.includes(job.jobId))).toHaveLength(1);
  }, 120_000);

  it('is told of with the id of its request: in every event, email and line of the log', async () => {
    const job = await rehearsed(pipeline, { stage: 'cleanup', fault: 'throttle', times: 1 });
    const events = pipeline.allEvents().filter(({ metadata }) => metadata.jobId === job.jobId);
    expect(events.length).toBeGreaterThanOrEqual(5);
    expect(new Set(events.map(({ metadata }) => metadata.correlationId))).toEqual(new Set(['drill-throttle']));
    const [email] = pipeline.emails().filter(({ body }) => body.includes(job.jobId));
    expect(email?.body).toContain('Correlation drill-throttle');
    const lines = log.filter((line) => line.includes(job.jobId));
    expect(lines.some((line) => line.includes('RECORD_RETRYING'))).toBe(true);
    expect(lines.filter((line) => !line.includes('"correlationId":"drill-throttle"'))).toEqual([]);
  }, 120_000);
});
