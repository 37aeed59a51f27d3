import { jobId, submittedAt } from '../testing/job.ts';
import { memoryBus, memoryJobs, memoryLocks, memoryObserver } from '../testing/memory.ts';
import { type Submission, submit } from './submit.ts';

const another = '019b7a11-0000-7000-8000-000000000002';

const asked: Submission = {
  jobId,
  kind: 'template',
  owner: 'arn:aws:iam::111122223333:role/Team',
  input: { bucket: 'input', prefix: `requests/${jobId}/` },
  cause: 'request-1',
};

const world = () => {
  const jobs = memoryJobs();
  const bus = memoryBus();
  const { publish } = bus;
  const deps = {
    jobs,
    locks: memoryLocks(),
    publish,
    observer: memoryObserver(),
    retentionDays: 90,
    now: () => new Date(submittedAt),
  };
  return { jobs, bus, deps };
};

describe('Submitting a job', () => {
  it('is known by its own id unless the caller has one for what belongs together', async () => {
    const { jobs, bus, deps } = world();
    await submit(asked, deps);
    await submit({ ...asked, jobId: another, correlationId: 'order-7' }, deps);
    expect([jobs.items.get(jobId), jobs.items.get(another)].map((job) => job?.correlationId)).toEqual([
      jobId,
      'order-7',
    ]);
    expect(bus.events.map(({ metadata }) => metadata.correlationId)).toEqual([jobId, 'order-7']);
  });

  it('has the trace of whoever asks for it go on in its events', async () => {
    const { jobs, bus, deps } = world();
    const traceHeader = 'Root=1-6920b1a0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1';
    await submit(asked, { ...deps, traceHeader: () => traceHeader });
    await submit({ ...asked, jobId: another }, { ...deps, traceHeader: () => undefined });
    expect(jobs.items.get(jobId)?.traceHeader).toBe(traceHeader);
    expect(jobs.items.get(another)).not.toHaveProperty('traceHeader');
    expect(bus.events.map(({ metadata }) => metadata.traceHeader)).toEqual([traceHeader, undefined]);
  });

  it('keeps what the caller wished for', async () => {
    const { jobs, deps } = world();
    const wishes = {
      notification: { type: 'SMS', priority: 'high', target: 'on-call' },
      rehearsal: { stage: 'generator', fault: 'crash', times: 2 },
      replayOf: another,
    } as const;
    await submit({ ...asked, ...wishes }, deps);
    expect(await jobs.get(jobId)).toMatchObject(wishes);
  });

  it('makes one job of a request that is repeated, and says which', async () => {
    const { jobs, bus, deps } = world();
    expect([await submit(asked, deps), await submit(asked, deps)]).toEqual([jobId, jobId]);
    expect(jobs.items.size).toBe(1);
    expect(bus.events).toHaveLength(1);
  });

  it('prepares what a job takes until the job is there, and not again', async () => {
    const { deps } = world();
    let prepared = 0;
    const preparing: Submission = {
      ...asked,
      async prepare() {
        prepared += 1;
        if (prepared === 1) throw new Error('Not written');
      },
    };
    await expect(submit(preparing, deps)).rejects.toThrow('Not written');
    await submit(preparing, deps);
    await submit(preparing, deps);
    expect(prepared).toBe(2);
  });

  it('says whose job came of it if that one holds the lock', async () => {
    const { jobs, deps } = world();
    await submit({ ...asked, lock: 'one-at-a-time' }, deps);
    expect(await submit({ ...asked, jobId: another, lock: 'one-at-a-time' }, deps)).toBe(jobId);
    expect([...jobs.items.keys()]).toEqual([jobId]);
  });
});
