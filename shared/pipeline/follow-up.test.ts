import * as z from 'zod';
import { InsightPostponed } from '#events/insight-postponed.ts';
import type { Job } from '#schemas/job.ts';
import { aJob, jobId } from '../testing/job.ts';
import { envelopeOf, memoryBus, memoryJobs, memoryObserver, memoryQueue, sqsRecord } from '../testing/memory.ts';
import { consumer } from './consumer.ts';
import { eventsOf } from './domain-event.ts';
import { followUp } from './follow-up.ts';

const notBefore = '2026-01-02T03:10:00.000Z';
const ended = aJob({ status: 'Succeeded', stage: 'validator', endedAt: '2026-01-02T03:05:00.000Z' });
const [due] = eventsOf(ended, 'cause', [{ type: 'InsightPostponed', data: { tries: 1, notBefore } }], notBefore);
if (!due) throw new Error('There is an event of that type');

const setUp = (now: string, run: () => Promise<{ patch: { summary: Job['output']['summary'] }; events: [] }>) => {
  const jobs = memoryJobs();
  jobs.items.set(jobId, { ...ended });
  const queue = memoryQueue();
  const bus = memoryBus();
  const observer = memoryObserver();
  const deps = {
    jobs,
    queue,
    publish: bus.publish,
    observer,
    leaseSeconds: 60,
    isProduction: false,
    now: () => new Date(now),
  };
  const route = followUp(InsightPostponed, { name: 'validator', run }, deps);
  const handle = consumer([route], { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 0 });
  return { jobs, queue, deliver: (received = 1) => handle({ Records: [sqsRecord(envelopeOf(due), 'm', received)] }) };
};

const counting = () => {
  let runs = 0;
  return { runs: () => runs, run: async () => ({ patch: { summary: { runs: ++runs } }, events: [] as [] }) };
};

describe('What follows the end of a job', () => {
  it('goes back to the queue as it is until it is due, for at most a quarter of an hour at a time', async () => {
    const { run, runs } = counting();
    const early = setUp('2026-01-02T03:08:00.000Z', run);
    await early.deliver();
    expect(early.queue.sent).toEqual([{ body: envelopeOf(due), delaySeconds: 120 }]);
    const muchTooEarly = setUp('2026-01-02T02:00:00.000Z', run);
    await muchTooEarly.deliver();
    expect(muchTooEarly.queue.sent).toMatchObject([{ delaySeconds: 900 }]);
    expect(runs()).toBe(0);
  });

  it('is noted on the job once it is due, and changes nothing about how it ended', async () => {
    const { run } = counting();
    const { jobs, deliver } = setUp(notBefore, run);
    await deliver();
    expect(jobs.items.get(jobId)).toMatchObject({
      status: 'Succeeded',
      stage: 'validator',
      endedAt: ended.endedAt,
      output: { summary: { runs: 1 } },
    });
  });

  it('is done once, however often it is delivered', async () => {
    const { run, runs } = counting();
    const { jobs, deliver } = setUp(notBefore, run);
    await deliver();
    await deliver();
    expect(runs()).toBe(1);
    expect(jobs.items.get(jobId)?.history.filter(({ cause }) => cause === due.metadata.id)).toHaveLength(1);
  });

  it('leaves the job as it was if it fails for good', async () => {
    const { jobs, queue, deliver } = setUp(notBefore, async () => {
      throw new Error('broken');
    });
    await deliver(5);
    expect(queue.dead).toHaveLength(1);
    expect(jobs.items.get(jobId)).toEqual(ended);
  });

  it('is due at a time that its event names', () =>
    expect(z.object({ notBefore: z.string() }).safeParse(InsightPostponed.sample).success).toBe(true));
});
