import type { Job } from '#schemas/job.ts';
import { aJob, jobId, submittedAt } from '../../testing/job.ts';
import { memoryBus, memoryJobs, memoryObserver } from '../../testing/memory.ts';
import { admin, alice, bob } from '../../testing/start.ts';
import { cancelJob } from './cancel-job.ts';

const aWorld = async (change: Partial<Job> = {}) => {
  const [jobs, bus] = [memoryJobs(), memoryBus()];
  await jobs.create(aJob({ owner: alice.principal, correlationId: 'order-6', ...change }));
  const { publish } = bus;
  const cancelling = cancelJob({ jobs, publish, observer: memoryObserver(), now: () => new Date(submittedAt) });
  const cancel = (caller = alice, id = jobId) =>
    cancelling({ caller, correlationId: 'c', path: { jobId: id }, headers: {}, query: undefined, body: undefined });
  return { jobs, bus, cancel };
};

describe('A job is cancelled', () => {
  it.each([
    ['its owner', alice],
    ['an admin', admin],
  ])('by %s', async (_who, caller) => {
    const { jobs, cancel } = await aWorld();
    expect(await cancel(caller)).toEqual({ jobId, kind: 'template', correlationId: 'order-6', isNew: false });
    expect(await jobs.get(jobId)).toMatchObject({ status: 'Failed', error: { code: 'CANCELLED' } });
  });

  it('again, which changes nothing', async () => {
    const { bus, cancel } = await aWorld();
    const once = await cancel();
    const told = bus.events.length;
    expect(await cancel()).toEqual(once);
    expect(bus.events).toHaveLength(told);
  });
});

describe('A job is not cancelled', () => {
  it('by somebody else, who hears the same of it as of none', async () => {
    const { jobs, cancel } = await aWorld();
    const refusalOf = (asked: Promise<unknown>) => asked.catch(({ code, message }) => ({ code, message }));
    const none = '019b7a11-0000-7000-8000-00000000dead';
    const [theirs, nobodys] = [await refusalOf(cancel(bob)), await refusalOf(cancel(bob, none))];
    expect(theirs).toMatchObject({ code: 'NO_SUCH_JOB' });
    expect(JSON.stringify(theirs)).toBe(JSON.stringify(nobodys).replace(none, jobId));
    expect((await jobs.get(jobId))?.status).toBe('Pending');
  });

  it('after it has ended', async () => {
    const { cancel } = await aWorld({ status: 'Succeeded' });
    await expect(cancel()).rejects.toMatchObject({ code: 'JOB_ENDED' });
  });
});
