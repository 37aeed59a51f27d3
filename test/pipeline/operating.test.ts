import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { eventBridgeClient, sqsClient } from '#local/cli/clients.ts';
import { commands } from '#local/cli/commands/index.ts';
import { takenBy } from '#local/cli/dead-letters/fits.ts';
import { quiet } from '#local/cli/operate/quiet.ts';
import { surroundings } from '#local/cli/recorder.ts';
import { run } from '#local/cli/run.ts';
import { serveFile } from '#local/cli/serve/record.ts';
import type { Faults } from '#local/cloud/faults/fault.ts';
import { type StageName, stageNames } from '#schemas/names.ts';
import { newJobId } from '#shared/pipeline/job-id.ts';
import { submit } from '#shared/pipeline/submit.ts';
import { envelopeOf } from '#shared/testing/memory.ts';
import { type Plan, planned } from './faults.ts';
import { eventually, oneBucket, type Pipeline, startPipeline } from './harness.ts';

/** S3 takes nothing from the generator until the operator has mended it. */
const down: Plan = {
  folder: '*',
  functionName: 'generator',
  service: 's3',
  operation: 'PutObject',
  fault: 'fail',
  times: 1000,
};

/** All that the bus feeds. */
const stages = stageNames.filter((name) => name !== 'intake');

const patienceMs = 120_000;

describe('An operator mends a running pipeline from the command line', () => {
  const faults = planned([down]);
  /** How often each stage looked a job up: once at least for each event that it got. */
  const lookups = new Map<string, number>();
  const watched: Faults = {
    onRequest(service, operation, functionName = '', body) {
      const stage = stageNames.find((name) => functionName.endsWith(name));
      if (stage && operation === 'GetItem') lookups.set(stage, (lookups.get(stage) ?? 0) + 1);
      return faults.onRequest?.(service, operation, functionName, body);
    },
  };
  let pipeline: Pipeline;
  let cwd: string;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'operating-'));
    pipeline = await startPipeline({ faults: watched, api: {} });
    const { env, outputs, apiUrl: url } = pipeline.cloud;
    await mkdir(dirname(serveFile(cwd)), { recursive: true });
    await writeFile(serveFile(cwd), JSON.stringify({ pid: process.pid, url, env, outputs }));
  }, patienceMs);
  afterAll(async () => {
    await pipeline.stop();
    await rm(cwd, { recursive: true });
  });

  const typed = async (...argv: string[]) => {
    const around = surroundings(cwd);
    const code = await run(argv, commands, around);
    return { code, out: around.out.text(), err: around.err.text() };
  };
  const json = async (...argv: string[]) => JSON.parse((await typed(...argv, '--json')).out);

  const letters = async (queue: string) => {
    const { queues } = await json('dlq', queue);
    return queues.flatMap((listed: { letters: readonly object[] }) => listed.letters);
  };
  const letter = (queue: string, is: object) =>
    eventually(`a letter in ${queue} is ${JSON.stringify(is)}`, async () =>
      (await letters(queue)).find((found: object) => {
        const known: Readonly<Record<string, unknown>> = { ...found };
        return Object.entries(is).every(([name, value]) => known[name] === value);
      }),
    );
  const succeeded = (jobId: string) =>
    eventually(`the job ${jobId} has succeeded and is archived`, async () => {
      const job = await pipeline.jobs.get(jobId);
      return job?.status === 'Succeeded' && job.archive ? job : undefined;
    });
  /** A job that is on record, and of which its collector never hears. */
  const unheard = async (folder: string) => {
    for (const [name, body] of Object.entries(oneBucket)) await pipeline.put(`requests/${folder}/${name}`, body);
    const input = { bucket: pipeline.inputBucket, prefix: `requests/${folder}/` };
    const deaf = { ...pipeline.door, publish: async () => undefined };
    const jobId = newJobId(new Date());
    await submit({ jobId, kind: 'template', owner: 'me', input, cause: folder }, deaf);
    const metadata = {
      id: `said-${folder}`,
      jobId,
      kind: 'template' as const,
      correlationId: jobId,
      causationId: folder,
      time: new Date().toISOString(),
      version: '1' as const,
    };
    return { jobId, input, said: envelopeOf({ type: 'JobRequested', metadata, data: { input } }) };
  };

  it(
    'what a stage gave up is listed with its reason and job, shown, and redriven once its cause is gone',
    async () => {
      await pipeline.drop('down');
      const { jobId } = await pipeline.settled('down', 'Failed');
      const { id } = await letter('generator', { jobId });
      expect(await json('dlq', 'show', id)).toMatchObject({
        id,
        queue: 'generator-dlq',
        eventType: 'InputsCollected',
        job: { status: 'Failed', error: { recoverable: true } },
      });
      const { out } = await typed('dlq');
      expect(out).toMatch(new RegExp(`${id} +generator-dlq .*${jobId} +InputsCollected`));

      faults.lift(down);
      // SQS may have moved the message, too, if its last receive took as long as it was hidden.
      const letters = expect.arrayContaining([id]);
      expect(await json('redrive', 'generator')).toMatchObject({ diedAgain: 0, letters });
      await succeeded(jobId);
      expect((await typed('dlq', 'generator')).err).toBe('There are no dead letters.\n');
    },
    patienceMs,
  );

  it(
    'an event that EventBridge could not deliver is redriven from the queue of the rule',
    async () => {
      const { jobId, said } = await unheard('undelivered');
      const sqs = await sqsClient(pipeline.cloud.env);
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'dropforge-local-collector-rule-dlq' }));
      const why = { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(said), MessageAttributes: why }));
      expect(await letter('collector-rule-dlq', { reason: 'NO_PERMISSIONS' })).toMatchObject({ jobId });
      expect((await typed('redrive', 'collector', '--from', 'rule')).out).toBe(
        '1 message moved back to the collector.\n',
      );
      await succeeded(jobId);
    },
    patienceMs,
  );

  it(
    'a letter that no stage can read is mended and handled, or refused as it was',
    async () => {
      const { jobId, input, said } = await unheard('malformed');
      await pipeline.send('collector', { ...said, detail: { ...said.detail, data: { imput: input } } });
      const { id } = await letter('collector', { reason: 'MALFORMED_EVENT', jobId });
      const refused = await typed('dlq', 'edit', id, '--set', 'detail.data.input={"bucket":1}');
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toContain('That would die again: not a JobRequested: data.input.bucket');
      const mended = await typed('dlq', 'edit', id, '--set', `detail.data.input=${JSON.stringify(input)}`);
      expect(mended.out).toMatch(/^The letter went to the collector, edited, as message /);
      await succeeded(jobId);
      expect(await letters('collector')).toEqual([]);
    },
    patienceMs,
  );

  it(
    'poison is discarded with a note, and kept; many at once only if that is meant',
    async () => {
      await pipeline.send('collector', 'poison');
      const { id } = await letter('collector', { reason: 'MALFORMED_EVENT' });
      const { code, out } = await typed('dlq', 'discard', id, '--note', 'sent by hand');
      const day = new Date().toISOString().slice(0, 10);
      expect({ code, out }).toEqual({
        code: 0,
        out: `${id} discarded; kept as s3://${pipeline.cloud.outputs.ArchiveBucketName}/operations/discarded/${day}/${id}.json\n`,
      });
      expect(await pipeline.keys('Archive', 'operations/')).toEqual([`operations/discarded/${day}/${id}.json`]);
      expect(await typed('dlq', 'show', id)).toMatchObject({ code: 1, out: '' });

      for (const body of ['a', 'b']) await pipeline.send('notifier', body);
      await eventually('both died', async () => ((await letters('notifier')).length === 2 ? true : undefined));
      const all = ['dlq', 'discard', '--all', '--queue', 'notifier', '--note', 'noise'];
      const asked = await typed(...all);
      expect(asked.code).toBe(2);
      expect(asked.err).toContain('That would discard 2 letters (2 of notifier-dlq): say --yes if you mean it.');
      expect((await json(...all, '--yes')).discarded).toHaveLength(2);
      expect(await letters('notifier')).toEqual([]);
    },
    patienceMs,
  );

  it(
    'a job is replayed and another called off, by the very operations of the API',
    async () => {
      const { jobId } = await pipeline.settled('down', 'Succeeded');
      const again = await json('replay', jobId);
      expect(again).toEqual({ jobId: expect.any(String), replayOf: jobId });
      expect(await succeeded(again.jobId)).toMatchObject({ replayOf: jobId });
      const { jobId: waiting } = await unheard('called-off');
      expect(await json('cancel', waiting)).toMatchObject({ status: 'Failed', error: { code: 'CANCELLED' } });
      const ended = await typed('cancel', jobId);
      expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('had ended before that: it is Succeeded') });
    },
    patienceMs,
  );

  const switchRule = async (Command: typeof DisableRuleCommand | typeof EnableRuleCommand, stage: StageName) => {
    const events = await eventBridgeClient(pipeline.cloud.env);
    await events.send(new Command({ Name: `dropforge-local-${stage}`, EventBusName: 'dropforge-local' }));
    events.destroy();
  };

  it(
    'what passed a disabled rule by is replayed from the archive of the bus, for one job',
    async () => {
      await switchRule(DisableRuleCommand, 'generator');
      await pipeline.drop('passed-by');
      const { jobId } = await eventually('the collector is done', async () => {
        const job = await pipeline.job('passed-by');
        return job?.handed?.collector && !job.outbox ? job : undefined;
      });
      const early = await typed('replay', 'archive', '--job', jobId);
      expect(early).toMatchObject({ code: 1, err: expect.stringContaining('The rule of the generator is disabled') });
      await switchRule(EnableRuleCommand, 'generator');
      expect(await json('replay', 'archive', '--job', jobId)).toMatchObject({
        state: 'COMPLETED',
        stages,
      });
      const done = await succeeded(jobId);
      expect(done.history.map(({ stage, attempt }) => `${stage} ${attempt}`)).toContain('generator 1');
      expect(done.history.filter(({ stage }) => stage === 'collector')).toHaveLength(1);
    },
    patienceMs,
  );

  it(
    'everything that was ever said is replayed to every stage, and changes nothing: no job, no email, no file',
    async () => {
      const ids = [...new Set(pipeline.allEvents().map(({ metadata }) => metadata.jobId))];
      const state = async () => ({
        jobs: await Promise.all(ids.map((id) => pipeline.jobs.get(id))),
        emails: pipeline.emails().length,
        said: pipeline.allEvents().length,
        archived: await pipeline.keys('Archive', ''),
        dead: (await json('dlq')).queues.flatMap((listed: { letters: readonly unknown[] }) => listed.letters),
      });
      for (const id of ids)
        await eventually(`nobody is at job ${id}`, async () => {
          const job = await pipeline.jobs.get(id);
          return job?.archive && !job.outbox && job.notifications.length > 0 ? job : undefined;
        });
      const before = await state();
      const looked = new Map(lookups);
      const { code, out } = await typed('replay', 'archive', '--since', '1h');
      expect(code).toBe(0);
      expect(out).toMatch(/^COMPLETED: what the bus kept from .*, the last of it of /);
      for (const stage of stages) expect(out).toMatch(new RegExp(`${stage} +0 +0 +0 +0`));
      for (const stage of stages) {
        const due = pipeline
          .allEvents()
          .filter(({ type }) => takenBy(stage).some((taken) => taken.type === type)).length;
        expect(due).toBeGreaterThan(0);
        await eventually(`the ${stage} has looked at all ${due} events again`, async () =>
          (lookups.get(stage) ?? 0) - (looked.get(stage) ?? 0) >= due ? true : undefined,
        );
      }
      const sqs = await sqsClient(pipeline.cloud.env);
      const { signal } = new AbortController();
      for (const { waiting, atWork } of await quiet(sqs, { deployment: 'dropforge-local', stages, patienceMs }, signal))
        expect(waiting + atWork).toBe(0);
      expect(await state()).toEqual(before);
    },
    patienceMs,
  );
});
