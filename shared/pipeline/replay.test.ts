import type { Job, StageName } from '#schemas/job.ts';
import { artifactKey } from '../aws/artifact-store.ts';
import { aJob } from '../testing/job.ts';
import { smallPipeline } from '../testing/small-pipeline.ts';
import { archivePrefix } from './archive.ts';
import { PermanentError } from './errors.ts';
import type { ReplayRequest } from './replay/outcome.ts';
import { shelves } from './replay/shelves.ts';
import { replay } from './replay.ts';

const hour = 3_600_000;
const next = '019b7a11-0000-7000-8000-000000000002';
const another = '019b7a11-0000-7000-8000-000000000003';

const aPipeline = (kind?: Job['kind']) => {
  const pipeline = smallPipeline(kind);
  const deps = { ...pipeline.submitDeps, shelves: shelves(pipeline.bucketOf, 'output') };
  const again = async (jobId: string, from?: StageName, more: Partial<ReplayRequest> = {}) => {
    const replayed = await replay(jobId, { newJobId: next, by: 'me', ...(from && { from }), ...more }, deps);
    await pipeline.settle();
    return replayed;
  };
  const since = () => {
    const { length } = pipeline.runs;
    return () => pipeline.runs.slice(length).map((run) => run.split(' ')[1]);
  };
  const text = ({ output }: Job) => pipeline.bucketOf('output').readText(output.artifacts[0]?.key ?? 'none');
  return { ...pipeline, deps, again, since, text };
};

const everyStage = ['collector', 'generator', 'validator', 'notifier', 'cleanup'];

describe('A job that has ended for good is done again as another', () => {
  it.each([
    ['collector', everyStage],
    ['generator', everyStage.slice(1)],
    ['validator', everyStage.slice(2)],
  ] as const)('from the %s on, with the same result, the same owner and its own story', async (from, stages) => {
    const { ran, again, since, job, text, bus } = aPipeline();
    const jobId = await ran({ notification: { type: 'EMAIL', priority: 'high' }, correlationId: 'order-7' });
    const original = await job(jobId);
    const run = since();
    expect(await again(jobId, from)).toEqual({ outcome: 'accepted', jobId: next, replayOf: jobId });
    expect(run()).toEqual(stages);
    const replayed = await job(next);
    expect(replayed).toMatchObject({
      status: 'Succeeded',
      replayOf: jobId,
      owner: 'me',
      correlationId: next,
      input: original.input,
      notification: { type: 'EMAIL', priority: 'high' },
      output: { summary: original.output.summary },
    });
    expect(await text(replayed)).toBe('ALPHA BETA!');
    expect(await text(original)).toBe('ALPHA BETA!');
    const inherited = replayed.history.filter(({ outcome }) => outcome === 'inherited').map(({ stage }) => stage);
    expect(inherited).toEqual(everyStage.filter((stage) => !(stages as readonly string[]).includes(stage)));
    expect(await job(jobId)).toEqual(original);
    expect(new Set(bus.events.map(({ metadata }) => metadata.correlationId))).toEqual(new Set(['order-7', next]));
  });

  it.each(['collector', 'generator', 'validator'] as const)('from the %s, and that one once more', async (from) => {
    const { ran, again, job, text } = aPipeline();
    await again(await ran(), from);
    expect(await again(next, from, { newJobId: another })).toMatchObject({ outcome: 'accepted', replayOf: next });
    expect(await text(await job(another))).toBe('ALPHA BETA!');
  });

  it('begins with its inputs if nobody says where, in the words of whoever asks, and rehearses nothing', async () => {
    const { ran, again, since, job } = aPipeline();
    const jobId = await ran({ rehearsal: { stage: 'validator', fault: 'permanent', times: 10 } });
    expect(await job(jobId)).toMatchObject({ status: 'Failed', error: { code: 'REHEARSED' } });
    const run = since();
    await again(jobId, undefined, { correlationId: 'order-8' });
    expect(run()).toEqual(everyStage);
    const replayed = await job(next);
    expect(replayed).toMatchObject({ status: 'Succeeded', correlationId: 'order-8' });
    expect(replayed.rehearsal).toBeUndefined();
  });

  it('leaves the archive of the first alone, and names it in its own', async () => {
    const { ran, again, job, objects, bucketOf } = aPipeline();
    const jobId = await ran();
    const before = [...objects.keys()].filter((key) => key.includes(`/${jobId}/`));
    await again(jobId);
    expect([...objects.keys()].filter((key) => key.includes(`/${jobId}/`))).toEqual(before);
    const replayed = await job(next);
    const manifest = JSON.parse(await bucketOf('archive').readText(`${archivePrefix(replayed)}manifest.json`));
    const inputsIn = { bucket: 'archive', prefix: `${archivePrefix(await job(jobId))}inputs/` };
    expect(manifest).toMatchObject({ jobId: next, inputs: [], missing: [], inputsIn, results: [{ bytes: 11 }] });
    expect(replayed.archive).toMatchObject({ inputsPrefix: inputsIn.prefix });
  });

  it('takes nothing of a drop that has come to the same folder since', async () => {
    const { ran, again, bucketOf, job, text } = aPipeline();
    const jobId = await ran();
    await bucketOf('input').put('drops/web/c.txt', 'gamma', 'text/plain');
    await again(jobId);
    expect(await text(await job(next))).toBe('ALPHA BETA!');
    expect(await bucketOf('input').readText('drops/web/c.txt')).toBe('gamma');
  });

  it('does not show what a later stage of the first had found', async () => {
    const { ran, again, job, broken } = aPipeline();
    const jobId = await ran();
    expect((await job(jobId)).output.summary).toEqual({ files: 2, letters: 11 });
    broken.generator = new PermanentError('NO', 'no', 'no');
    await again(jobId, 'generator');
    expect(await job(next)).toMatchObject({ status: 'Failed', error: { stage: 'generator' } });
    expect((await job(next)).output).toMatchObject({ artifacts: [], summary: { files: 2 } });
    expect(Object.keys((await job(next)).handed ?? {})).toEqual(['collector']);
  });

  it('joins the one that runs, of those that run one at a time', async () => {
    const { ran, again, jobs, submitDeps } = aPipeline('inventory');
    const jobId = await ran({ lock: 'live' });
    await jobs.create(aJob({ jobId: another, status: 'Running' }));
    const held = await submitDeps.locks.get('live');
    await submitDeps.locks.take('live', { holder: another, since: '2026-01-02T03:04:06.000Z' }, held);
    expect(await again(jobId)).toEqual({ outcome: 'accepted', jobId: another });
    expect(await jobs.get(next)).toBeUndefined();
    expect(await again(jobId, 'validator')).toMatchObject({ jobId: next, replayOf: jobId });
  });
});

describe('A job that failed for now goes on where it stopped', () => {
  it.each(['collector', 'generator', 'validator'] as const)('at the %s, as the same job', async (stage) => {
    const { ran, again, since, job, jobs, broken, text } = aPipeline();
    broken[stage] = new Error('S3 is down');
    const jobId = await ran();
    expect(await job(jobId)).toMatchObject({ status: 'Failed', error: { stage, recoverable: true } });
    const run = since();
    expect(await again(jobId)).toEqual({ outcome: 'accepted', jobId });
    expect(run()).toEqual(everyStage.slice(everyStage.indexOf(stage)));
    const after = await job(jobId);
    expect(after.status).toBe('Succeeded');
    expect(after.error).toBeUndefined();
    expect(await text(after)).toBe('ALPHA BETA!');
    expect(jobs.items.size).toBe(1);
  });

  it('and another begins elsewhere', async () => {
    const { ran, again, job, broken } = aPipeline();
    broken.validator = new Error('S3 is down');
    const jobId = await ran();
    expect(await again(jobId, 'generator')).toMatchObject({ jobId: next, replayOf: jobId });
    expect([(await job(jobId)).status, (await job(next)).status]).toEqual(['Failed', 'Succeeded']);
  });

  it('asks for the parts of a scan that nobody has counted', async () => {
    const { ran, again, jobs, bus } = aPipeline();
    const jobId = await ran();
    const key = artifactKey(jobId, 'collector', 'collection.txt');
    const error = { code: 'STALLED', message: 'm', hint: 'h', stage: 'collector', recoverable: true } as const;
    const scatter = { stage: 'collector', event: 'ScanCellRequested', key, parts: 4, startedAt: '2026' } as const;
    await jobs.modify(jobId, (job) => ({ ...job, status: 'Failed', error, scatter, gathered: [0, 3] }));
    await again(jobId);
    expect(bus.events.at(-1)).toMatchObject({
      type: 'ScanCellRequested',
      data: { key, first: 1, last: 2, giveUp: false },
    });
    await jobs.modify(jobId, (job) => ({ ...job, gathered: [0, 1, 2, 3] }));
    await again(jobId, undefined, { newJobId: another });
    expect(bus.events.at(-1)).toMatchObject({ data: { first: 0, last: 0 } });
  });
});

describe('What follows the end of a job is done again by itself', () => {
  it.each([
    ['succeeded', undefined, 'JobSucceeded'],
    ['failed', new PermanentError('NO', 'no', 'no'), 'JobFailed'],
  ])('people are told again that it %s, and nothing is archived', async (_, error, type) => {
    const { ran, again, since, told, bus, broken } = aPipeline();
    if (error) broken.generator = error;
    const jobId = await ran();
    const run = since();
    expect(await again(jobId, 'notifier')).toEqual({ outcome: 'accepted', jobId });
    expect(run()).toEqual(['notifier']);
    expect(told).toEqual([`${jobId} ${type}`, `${jobId} ${type}`]);
    expect(bus.events.filter((event) => event.type === 'JobArchived')).toHaveLength(1);
  });

  it('what could not be archived is, and nobody is told', async () => {
    const { ran, again, since, told, job, broken, bucketOf } = aPipeline();
    broken.cleanup = new Error('S3 is down');
    const jobId = await ran();
    expect((await job(jobId)).archive).toBeUndefined();
    expect(await again(jobId)).toMatchObject({ outcome: 'not-ended', reason: expect.stringContaining('cleanup') });
    const run = since();
    expect(await again(jobId, 'cleanup')).toEqual({ outcome: 'accepted', jobId });
    expect(run()).toEqual(['cleanup']);
    expect(told).toHaveLength(1);
    expect((await job(jobId)).archive).toMatchObject({ objects: 4 });
    expect(await Array.fromAsync(bucketOf('input').list('drops/web/'))).toEqual([]);
    expect(await again(jobId, undefined, { newJobId: another })).toMatchObject({ outcome: 'accepted', jobId: another });
  });
});

describe('A request for a replay', () => {
  it.each([undefined, 'generator', 'notifier', 'cleanup'] as const)(
    'from %s that is repeated does nothing twice',
    async (from) => {
      const { ran, again, since, jobs } = aPipeline();
      const jobId = await ran();
      const first = await again(jobId, from);
      const [run, { size }] = [since(), jobs.items];
      expect(await again(jobId, from)).toEqual(first);
      expect(run()).toEqual([]);
      expect(jobs.items.size).toBe(size);
    },
  );

  it('that is repeated at the same time makes one job', async () => {
    const { ran, again, jobs, bus } = aPipeline();
    const jobId = await ran();
    const replies = await Promise.all(Array.from({ length: 20 }, () => again(jobId)));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(jobs.items.size).toBe(2);
    const requested = bus.events.filter(({ type, metadata }) => type === 'JobRequested' && metadata.jobId === next);
    expect(new Set(requested.map(({ metadata }) => metadata.id)).size).toBe(1);
  });

  it('for a job that goes on is repeated without having it go on twice', async () => {
    const { ran, again, since, broken } = aPipeline();
    broken.generator = new Error('S3 is down');
    const jobId = await ran();
    await again(jobId);
    const run = since();
    expect(await again(jobId)).toEqual({ outcome: 'accepted', jobId });
    expect(run()).toEqual([]);
  });

  it('publishes on its repetition what a caller that died had not', async () => {
    const { ran, again, bus, told } = aPipeline();
    const jobId = await ran();
    bus.failing = 1;
    await expect(again(jobId, 'notifier')).rejects.toThrow('EventBridge refused');
    expect(await again(jobId, 'notifier')).toEqual({ outcome: 'accepted', jobId });
    expect(told).toHaveLength(2);
  });

  it.each(['Pending', 'Running'] as const)('for a job that is %s comes too early', async (status) => {
    const { again, jobs } = aPipeline();
    await jobs.create(aJob({ status }));
    for (const from of [undefined, 'generator', 'notifier', 'cleanup'] as const)
      expect(await again(aJob().jobId, from)).toMatchObject({ outcome: 'not-ended', status });
  });

  it('names a job and a stage that there are', async () => {
    const { ran, again, deps } = aPipeline();
    expect(await again('nobody')).toEqual({ outcome: 'unknown' });
    const jobId = await ran();
    for (const from of ['intake', 'mailer', '', 'toString', '__proto__']) {
      expect(await replay(jobId, { from, newJobId: next, by: 'me' }, deps)).toEqual({ outcome: 'unknown-stage' });
    }
  });

  it('is logged with who asked', async () => {
    const { ran, again, observer } = aPipeline();
    const replayed = await ran();
    await again(replayed, 'validator');
    const fields = { jobId: next, correlationId: next, replayed, from: 'validator', by: 'me' };
    expect(observer.told).toContainEqual(['JOB_REPLAYED', fields]);
  });
});

describe('What a replay would stand on may be gone', () => {
  const gone = (reason: string) => ({ outcome: 'gone', reason: expect.stringContaining(reason) });

  it('if the job never came so far', async () => {
    const { ran, again, broken } = aPipeline();
    broken.collector = new PermanentError('EMPTY_DROP', 'nothing', 'drop files');
    const jobId = await ran();
    for (const from of ['generator', 'validator'] as const)
      expect(await again(jobId, from)).toEqual(gone('not on record'));
    expect(await again(jobId, 'collector')).toMatchObject({ outcome: 'accepted' });
  });

  it.each([
    ['generator', 'collector/collection.txt'],
    ['validator', 'generator/result.txt'],
    ['notifier', 'validator/result.txt'],
  ] as const)('if the bucket has deleted what the %s needs', async (from, name) => {
    const { ran, again, objects, jobs } = aPipeline();
    const jobId = await ran();
    objects.delete(`output/jobs/${jobId}/${name}`);
    expect(await again(jobId, from)).toEqual(gone('30 days'));
    expect(jobs.items.size).toBe(1);
  });

  it('if the archive was emptied, or never had all of it', async () => {
    const { ran, again, objects, jobs } = aPipeline();
    const jobId = await ran();
    await jobs.modify(jobId, (job) => ({ ...job, ...(job.archive && { archive: { ...job.archive, missing: 2 } }) }));
    expect(await again(jobId)).toEqual(gone('2 of its inputs'));
    await jobs.modify(
      jobId,
      ({
        archive: { missing: _, ...archive } = { bucket: '', prefix: '', objects: 0, bytes: 0, archivedAt: '' },
        ...job
      }) => ({ ...job, archive }),
    );
    for (const key of [...objects.keys()]) if (key.startsWith('archive/')) objects.delete(key);
    expect(await again(jobId)).toEqual(gone('no longer there'));
  });
});

describe("Somebody's source does not live on by being replayed", () => {
  const sources = ({ objects }: ReturnType<typeof aPipeline>) =>
    [...objects].filter(([, body]) => body.includes('alpha')).map(([key]) => key);

  it.each(['collector', 'generator', 'validator'] as const)(
    'from the %s it can be for most of its day',
    async (from) => {
      const { ran, again, clock } = aPipeline('spec');
      const jobId = await ran();
      clock.now += 22 * hour;
      expect(await again(jobId, from)).toMatchObject({ outcome: 'accepted' });
    },
  );

  it.each(['collector', 'generator', 'validator'] as const)(
    'from the %s not when it is about to be deleted, or is',
    async (from) => {
      const { ran, again, clock, forget } = aPipeline('spec');
      const jobId = await ran();
      clock.now += 23.5 * hour;
      expect(await again(jobId, from)).toMatchObject({ outcome: 'gone', reason: expect.stringContaining('source') });
      clock.now += hour;
      await forget();
      expect(await again(jobId, from)).toMatchObject({ outcome: 'gone', reason: expect.stringContaining('source') });
    },
  );

  it('nor by a replay of a replay', async () => {
    const { ran, again, clock } = aPipeline('spec');
    const jobId = await ran();
    clock.now += 22 * hour;
    await again(jobId, 'validator');
    clock.now += 2 * hour;
    for (const from of ['collector', 'generator', 'validator'] as const)
      expect(await again(next, from, { newJobId: another })).toMatchObject({ outcome: 'gone' });
  });

  it('nor by telling of it once more', async () => {
    const pipeline = aPipeline('spec');
    const { ran, again, clock, forget } = pipeline;
    const jobId = await ran();
    clock.now += 23 * hour;
    await again(jobId, 'notifier');
    clock.now += 1.1 * hour;
    await forget();
    expect(sources(pipeline)).toEqual([]);
  });

  it('nor does a replay that fails take what has come to the same folder since', async () => {
    const { ran, again, clock, forget, bucketOf, broken, job } = aPipeline('spec');
    const jobId = await ran();
    await bucketOf('input').put('drops/web/a.txt', 'of another job', 'text/plain');
    broken.collector = new Error('S3 is down');
    await again(jobId);
    expect(await job(next)).toMatchObject({ status: 'Failed', archive: { objects: 1 } });
    clock.now += 25 * hour;
    await forget();
    expect((await job(next)).sourceDeletedAt).toBeDefined();
    expect(await bucketOf('input').readText('drops/web/a.txt')).toBe('of another job');
  });

  it('what a replay made of it goes a day after the replay, and the drop is not touched', async () => {
    const pipeline = aPipeline('spec');
    const { ran, again, clock, forget, bucketOf } = pipeline;
    const jobId = await ran();
    clock.now += 20 * hour;
    await again(jobId);
    await bucketOf('input').put('drops/web/a.txt', 'alpha of another job', 'text/plain');
    clock.now += 5 * hour;
    await forget();
    expect(sources(pipeline)).toEqual([`output/jobs/${next}/collector/collection.txt`, 'input/drops/web/a.txt']);
    clock.now += 20 * hour;
    await forget();
    expect(sources(pipeline)).toEqual(['input/drops/web/a.txt']);
  });
});
