import { aJob, jobId, submittedAt } from '../testing/job.ts';
import { memoryBus, memoryJobs, memoryObserver, memoryQueue, sqsRecord } from '../testing/memory.ts';
import { consumer } from './consumer.ts';
import { schedulerSource, stallLimitMs, watchdog } from './watchdog.ts';

const minute = 60_000;

const aWatchdog = async (job = aJob()) => {
  const [jobs, bus, queue, observer] = [memoryJobs(), memoryBus(), memoryQueue(), memoryObserver()];
  const clock = { now: Date.parse(submittedAt) };
  await jobs.create(job);
  const route = watchdog({ jobs, publish: bus.publish, observer, now: () => new Date(clock.now) });
  const handle = consumer([route], { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 });
  const due = { id: 'x', source: schedulerSource, 'detail-type': 'WatchdogDue', time: submittedAt, detail: {} };
  const roundAfter = async (ms: number) => {
    clock.now += ms;
    await handle({ Records: [sqsRecord(due)] });
    return jobs.get(jobId);
  };
  return { jobs, bus, roundAfter };
};

describe('The watchdog', () => {
  it('leaves an outbox alone that a live worker may still publish', async () => {
    const { bus, roundAfter } = await aWatchdog();
    expect((await roundAfter(minute / 2))?.outbox).toHaveLength(1);
    expect(bus.events).toEqual([]);
  });

  it.each(['Pending', 'Running', 'Succeeded', 'Failed'] as const)(
    'publishes an outbox left behind by a %s job',
    async (status) => {
      const { bus, roundAfter } = await aWatchdog(aJob({ status }));
      expect((await roundAfter(2 * minute))?.outbox).toBeUndefined();
      expect(bus.events.map(({ type }) => type)).toEqual(['JobRequested']);
    },
  );

  it('fails a job that nothing moves any more, recoverably, at the stage it waits for', async () => {
    const { bus, roundAfter } = await aWatchdog();
    const job = await roundAfter(stallLimitMs.collector + 1);
    expect(job).toMatchObject({ status: 'Failed', error: { code: 'STALLED', stage: 'collector', recoverable: true } });
    expect(bus.events.map(({ type }) => type)).toEqual(['JobRequested', 'JobFailed']);
  });

  it('leaves a job alone that made progress, and one that has ended', async () => {
    const moved = await aWatchdog(aJob({ updatedAt: '2026-01-02T03:30:00.000Z' }));
    expect((await moved.roundAfter(stallLimitMs.collector + 1))?.status).toBe('Pending');
    const ended = await aWatchdog(aJob({ status: 'Succeeded' }));
    expect((await ended.roundAfter(stallLimitMs.collector * 2))?.status).toBe('Succeeded');
  });
});
