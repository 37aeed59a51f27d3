import type { Job } from '#schemas/job.ts';
import { aJob, jobId, submittedAt } from '../testing/job.ts';
import { memoryBuckets, memoryJobs, memoryObserver } from '../testing/memory.ts';
import { archiveJob, inputsOf } from './archive.ts';
import { forgetSources } from './forget.ts';

const hours = (n: number) => new Date(Date.parse(submittedAt) + n * 3_600_000);

/** A spec job that has ended with what it took, made to work with, and gave. */
const aSpec = async (change: Partial<Job> = {}) => {
  const { objects, bucketOf } = memoryBuckets();
  const [inputs, artifacts, archive] = [bucketOf('input'), bucketOf('output'), bucketOf('archive')];
  const jobs = memoryJobs();
  const observer = memoryObserver();
  await inputs.put('drops/web/orders.zip', 'PK source', 'application/zip');
  const taken = [...(await Array.fromAsync(inputs.list('drops/web/')))];
  const put = (name: string, text: string) => artifacts.put(`jobs/${jobId}/${name}`, text, 'text/plain');
  await put('collector/texts.jsonl', 'source');
  const { key } = await put('collector/inputs.json', JSON.stringify(taken));
  const result = await put('validator/specification.md', '# Orders');
  const job = aJob({
    kind: 'spec',
    status: 'Succeeded',
    endedAt: submittedAt,
    output: { artifacts: [result], work: { inputs: key }, summary: {} },
    ...change,
  });
  const stores = { inputs, artifacts, archive, jobs, observer };
  const { patch } = await archiveJob({ ...stores, now: () => hours(0) })(job, {
    type: 'x',
    id: 'e',
    data: {},
    isLast: false,
  });
  await jobs.create({ ...job, archive: patch.archive });
  const forget = (after: number) => forgetSources({ ...stores, now: () => hours(after) })();
  const left = (text: string) => [...objects].filter(([, body]) => body.includes(text)).map(([path]) => path);
  return { jobs, observer, forget, left, record: async () => (await jobs.get(jobId)) ?? aJob() };
};

const failure = (recoverable: boolean) => ({
  status: 'Failed' as const,
  error: { code: 'X', message: 'm', hint: 'h', stage: 'collector' as const, recoverable },
});

describe('The source that a specification was made of', () => {
  it('leaves the drop when the job ends, for a place that passes; a redrive would find it there', async () => {
    const { left, record } = await aSpec();
    expect(left('PK source')).toEqual([`archive/passing/${jobId}/inputs/orders.zip`]);
    expect(inputsOf(await record())).toEqual({ bucket: 'archive', prefix: `passing/${jobId}/inputs/` });
  });

  it("is deleted 24 hours after the job's end and not before, with all that the collector made of it", async () => {
    const { left, forget, record, observer } = await aSpec();
    await forget(23.9);
    expect(left('source')).toHaveLength(2);
    await forget(24);
    expect(left('source')).toEqual([]);
    expect(left('# Orders')).toHaveLength(2);
    expect(await record()).toMatchObject({ sourceDeletedAt: hours(24).toISOString() });
    expect(observer.told).toContainEqual([
      'SOURCE_DELETED',
      expect.objectContaining({
        jobId,
        archived: { objects: 1, bytes: 9 },
        made: { objects: 2, bytes: expect.any(Number) },
      }),
    ]);
  });

  it('is deleted once', async () => {
    const { forget, observer } = await aSpec();
    for (const after of [24, 25, 49]) await forget(after);
    expect(observer.told.filter(([code]) => code === 'SOURCE_DELETED')).toHaveLength(1);
  });

  it('is deleted at once where the collector refused it, and nothing of it was archived', async () => {
    const { left, observer } = await aSpec({ ...failure(false) });
    expect(left('source')).toEqual([]);
    expect(observer.told.map(([code]) => code)).toContain('SOURCE_DELETED');
  });

  it('stays in the drop after a failure that a redrive may undo, for as long', async () => {
    const { left, forget } = await aSpec({ ...failure(true) });
    expect(left('PK source')).toContain('input/drops/web/orders.zip');
    await forget(24);
    expect(left('source')).toEqual([]);
  });

  it('of another kind of job is archived for good', async () => {
    const { left, forget } = await aSpec({ kind: 'template' });
    await forget(1_000);
    expect(left('PK source')).toEqual([`archive/archive/2026/01/${jobId}/inputs/orders.zip`]);
  });
});
