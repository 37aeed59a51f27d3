import type { StageName } from '#schemas/names.ts';
import { shelves } from '../../pipeline/replay/shelves.ts';
import { memoryReservations } from '../../testing/memory.ts';
import { smallPipeline } from '../../testing/small-pipeline.ts';
import { admin, alice, bob } from '../../testing/start.ts';
import { replayJob } from './replay-job.ts';

const aWorld = async (stopAt?: 'running') => {
  const pipeline = smallPipeline();
  const deps = {
    ...pipeline.submitDeps,
    shelves: shelves(pipeline.bucketOf, 'output'),
    reservations: memoryReservations(),
  };
  const jobId = await pipeline.ran({ owner: alice.principal, correlationId: 'order-6' });
  if (stopAt) await pipeline.submitDeps.jobs.modify(jobId, (job) => ({ ...job, status: 'Running' }));
  const handle = replayJob(deps);
  type More = { readonly from?: Exclude<StageName, 'intake'>; readonly key?: string; readonly id?: string };
  const replay = (caller = alice, { from, key, id = jobId }: More = {}) =>
    handle({
      caller,
      correlationId: 'order-7',
      path: { jobId: id },
      query: { from },
      headers: { 'idempotency-key': key },
      body: undefined,
    });
  return { ...pipeline, jobId, replay };
};

describe('A job that has ended is run again', () => {
  it('as a new one, under the correlation id of the request', async () => {
    const { replay, settle, job, jobId } = await aWorld();
    const accepted = await replay(alice, { from: 'generator' });
    expect(accepted).toEqual({ jobId: expect.any(String), kind: 'template', isNew: true, correlationId: 'order-7' });
    await settle();
    expect(await job(accepted.jobId)).toMatchObject({
      status: 'Succeeded',
      replayOf: jobId,
      owner: alice.principal,
      correlationId: 'order-7',
    });
  });

  it('by an admin, and stays its owner’s', async () => {
    const { replay, settle, job } = await aWorld();
    const { jobId } = await replay(admin);
    await settle();
    expect((await job(jobId)).owner).toBe(alice.principal);
  });

  it('once for each key, for which nothing else may be asked', async () => {
    const { replay } = await aWorld();
    const once = await replay(alice, { key: 'k' });
    expect(await replay(alice, { key: 'k' })).toEqual({ ...once, isNew: false });
    await expect(replay(alice, { key: 'k', from: 'validator' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect((await replay(alice, { key: 'another' })).jobId).not.toBe(once.jobId);
  });

  it('itself, if only its message was lost', async () => {
    const { replay, jobId } = await aWorld();
    expect(await replay(alice, { from: 'notifier' })).toEqual({
      jobId,
      kind: 'template',
      isNew: false,
      correlationId: 'order-6',
    });
  });
});

describe('A job is not run again', () => {
  it('by somebody else, who hears the same of it as of none', async () => {
    const { replay } = await aWorld();
    await expect(replay(bob)).rejects.toMatchObject({ code: 'NO_SUCH_JOB' });
    const id = '019b7a11-0000-7000-8000-00000000dead';
    await expect(replay(bob, { id })).rejects.toMatchObject({ code: 'NO_SUCH_JOB' });
  });

  it('while it runs', async () => {
    const { replay } = await aWorld('running');
    await expect(replay()).rejects.toMatchObject({ code: 'JOB_NOT_ENDED' });
  });

  it('when its inputs are gone', async () => {
    const { replay, objects } = await aWorld();
    objects.clear();
    await expect(replay()).rejects.toMatchObject({ code: 'INPUT_GONE' });
  });
});
