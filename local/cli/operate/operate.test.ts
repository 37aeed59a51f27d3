import type { Job } from '#schemas/job.ts';
import { shelves } from '#shared/pipeline/replay/shelves.ts';
import { smallPipeline } from '#shared/testing/small-pipeline.ts';
import { cancelJob } from './cancel-job.ts';
import { replayJob } from './replay-job.ts';

const by = 'arn:aws:iam::111122223333:user/night';
const nobody = '019b7a11-0000-7000-8000-00000000dead';

const aPipeline = () => {
  const pipeline = smallPipeline();
  const { retentionDays: _own, ...rest } = pipeline.submitDeps;
  const deps = { ...rest, shelves: shelves(pipeline.bucketOf, 'output') };
  return { ...pipeline, deps };
};

describe('replay, as an operator asks for it', () => {
  it('makes another job of one that ended for good, which is kept as long as the first was', async () => {
    const { ran, deps, settle, job, jobs } = aPipeline();
    const jobId = await ran();
    await jobs.modify(
      jobId,
      (found): Job => ({ ...found, expiresAt: Date.parse(found.submittedAt) / 1000 + 30 * 86_400 }),
    );
    const replayed = await replayJob(jobId, { from: undefined, by }, deps);
    await settle();
    expect(replayed.replayOf).toBe(jobId);
    const made = await job(replayed.jobId);
    expect(made).toMatchObject({ status: 'Succeeded', replayOf: jobId, owner: 'me' });
    expect(Math.round((made.expiresAt - Date.parse(made.submittedAt) / 1000) / 86_400)).toBe(30);
  });

  it('lets a job go on that failed for now', async () => {
    const { ran, broken, deps, settle, job } = aPipeline();
    broken.generator = new Error('S3 is down');
    const jobId = await ran();
    expect((await job(jobId)).status).toBe('Failed');
    expect(await replayJob(jobId, { from: undefined, by }, deps)).toEqual({ outcome: 'accepted', jobId });
    await settle();
    expect((await job(jobId)).status).toBe('Succeeded');
  });

  it('says why not', async () => {
    const { ran, deps, objects } = aPipeline();
    const jobId = await ran();
    const asked = (from?: string) => replayJob(jobId, { from, by }, deps);
    await expect(replayJob(nobody, { from: undefined, by }, deps)).rejects.toThrow(`There is no job ${nobody}.`);
    await expect(asked('intake')).rejects.toThrow('A replay begins with the collector at the earliest');
    objects.clear();
    await expect(asked()).rejects.toThrow('Its inputs are no longer there: give them anew.');
  });
});

describe('cancel, as an operator asks for it', () => {
  it('ends a job that has not ended, in the name of who asked', async () => {
    const { ran, deps, jobs, job } = aPipeline();
    const jobId = await ran();
    await jobs.modify(jobId, ({ endedAt: _ended, ...found }): Job => ({ ...found, status: 'Running' }));
    expect((await cancelJob(jobId, by, deps)).error).toMatchObject({ code: 'CANCELLED' });
    expect((await job(jobId)).error?.message).toContain(by);
    // Once more is the same as once.
    expect((await cancelJob(jobId, by, deps)).status).toBe('Failed');
  });

  it('says why not', async () => {
    const { ran, deps } = aPipeline();
    const jobId = await ran();
    await expect(cancelJob(jobId, by, deps)).rejects.toThrow(
      `The job ${jobId} had ended before that: it is Succeeded.`,
    );
    await expect(cancelJob(nobody, by, deps)).rejects.toThrow(`There is no job ${nobody}.`);
  });
});
