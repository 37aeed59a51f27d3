import fc from 'fast-check';
import { correlation } from '../observability/correlation.ts';
import { memoryObserver, memoryQueue, sqsRecord } from '../testing/memory.ts';
import { backoffSeconds } from './backoff.ts';
import { consumer, type Route } from './consumer.ts';
import { PermanentError, PostponedError } from './errors.ts';
import type { Outcome } from './outcome.ts';

const envelope = (id: string) => ({ id, source: 'test', 'detail-type': 'Thing', time: 't', detail: {} });

const done: Outcome = { code: 'EVENT_HANDLED', decision: 'completed' };

const aConsumer = (handle: Route['handle']) => {
  const [queue, observer] = [memoryQueue(), memoryObserver()];
  const run = consumer([{ source: 'test', type: 'Thing', handle }], {
    queue,
    observer,
    maxReceiveCount: 5,
    backoffBaseSeconds: 5,
  });
  return { queue, observer, run };
};

describe('The record loop', () => {
  it('returns one settled result per record, in order, whatever becomes of each', async () => {
    const outcomes = fc.array(fc.constantFrom('ok', 'transient', 'permanent', 'postponed', 'last'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(outcomes, async (wanted) => {
        const { run, queue } = aConsumer(async ({ envelope: { id } }) => {
          const outcome = wanted[Number(id)];
          await new Promise((resolve) => setImmediate(resolve));
          if (outcome === 'transient' || outcome === 'last') throw new Error('down');
          if (outcome === 'permanent') throw new PermanentError('NO', 'no', 'no');
          if (outcome === 'postponed') throw new PostponedError('later', 7);
          return done;
        });
        const Records = wanted.map((outcome, i) => sqsRecord(envelope(String(i)), `m${i}`, outcome === 'last' ? 5 : 1));
        const results = await run({ Records });
        expect(results.map(({ status }) => status === 'rejected')).toEqual(
          wanted.map((w) => w === 'transient' || w === 'postponed'),
        );
        expect(queue.dead).toHaveLength(wanted.filter((w) => w === 'permanent' || w === 'last').length);
        expect(queue.postponed.filter(({ seconds }) => seconds === 7)).toHaveLength(
          wanted.filter((w) => w === 'postponed').length,
        );
      }),
    );
  });

  it('calls what is to be done before the last failed receive is dead-lettered', async () => {
    const order: string[] = [];
    const [queue, observer] = [memoryQueue(), memoryObserver()];
    const route: Route = {
      source: 'test',
      type: 'Thing',
      handle: async () => Promise.reject(new Error('down')),
      async exhausted() {
        order.push(`exhausted, ${queue.dead.length} dead`);
        return undefined;
      },
    };
    await consumer([route], { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 })({
      Records: [sqsRecord(envelope('1'), 'm', 5)],
    });
    expect(order).toEqual(['exhausted, 0 dead']);
    expect(queue.dead).toHaveLength(1);
  });
});

describe('What is logged while a message is handled', () => {
  const about = (metadata: unknown) => ({ ...envelope('1'), detail: { metadata } });

  const seenBy = async (bodies: readonly unknown[]) => {
    const seen: unknown[] = [];
    const { run } = aConsumer(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(correlation());
      return done;
    });
    await run({ Records: bodies.map((body, index) => sqsRecord(body, `m${index}`)) });
    return seen;
  };

  it('is about its own job, though others are handled at the same time', async () => {
    const jobs = ['a', 'b'].map((name) => ({ jobId: `job-${name}`, correlationId: `order-${name}` }));
    expect(await seenBy(jobs.map((job) => about({ ...job, kind: 'template' })))).toEqual(jobs);
  });

  it('is about nothing if the message does not say', async () => {
    expect(await seenBy([about({ jobId: 7 }), envelope('2')])).toEqual([undefined, undefined]);
  });
});

describe('Backoff', () => {
  it('doubles from half the base to fifteen minutes, never less than half of its ceiling', () => {
    expect(backoffSeconds(1, 5, () => 0)).toBe(2.5);
    expect(backoffSeconds(1, 5, () => 1)).toBe(5);
    expect(backoffSeconds(3, 5, () => 1)).toBe(20);
    expect(backoffSeconds(30, 5, () => 1)).toBe(900);
  });
});
