import * as z from 'zod';
import { InputsCollected } from '#events/inputs-collected.ts';
import { JobRequested } from '#events/job-requested.ts';
import { ScanCellRequested } from '#events/scan-cell-requested.ts';
import type { DomainEvent } from '#schemas/event.ts';
import type { JsonValue } from '#schemas/json.ts';
import { aJob, jobId, submittedAt } from '../testing/job.ts';
import {
  envelopeOf,
  memoryBus,
  memoryJobs,
  memoryObserver,
  memoryParts,
  memoryQueue,
  sqsRecord,
} from '../testing/memory.ts';
import { type BatchHandler, consumer } from './consumer.ts';
import { draft } from './door.ts';
import { PermanentError } from './errors.ts';
import { type GatherDeps, type PartWork, partsOf } from './gather.ts';
import { scatterInto } from './scatter.ts';
import { stage } from './stage.ts';
import { stallLimitMs, watchdog } from './watchdog.ts';

const key = 'jobs/one/collector/plan.json';

const work: PartWork = {
  run: async (_job, { part }) => ({ do: 'finish', result: { part }, spent: 2 }),
  failed: async (_job, part, _state, reason) => ({ result: { part, reason }, spent: 0 }),
  gather: async (_job, results) => ({
    patch: { summary: { results: z.array(z.json()).parse(results) } },
    events: [draft(InputsCollected, { key: 'cells.json', items: results.length })],
  }),
};

class Crash extends Error {}

/**
 * A job that was requested, and workers that take what the bus carries until it is quiet. Every write counts as a step;
 * `dieAt` makes the worker die right after one, once.
 */
const aScan = async (parts: number, given: Partial<PartWork> = {}, dieAt = Number.POSITIVE_INFINITY) => {
  const clock = { now: Date.parse(submittedAt) };
  let step = 0;
  const after = async <Value>(written: Promise<Value>): Promise<Value> => {
    const value = await written;
    step += 1;
    if (step === dieAt) throw new Crash(`died after write ${step}`);
    return value;
  };
  const [jobs, store, bus, queue, observer] = [
    memoryJobs(),
    memoryParts(),
    memoryBus(),
    memoryQueue(),
    memoryObserver(),
  ];
  const runs: number[] = [];
  const deps: GatherDeps = {
    jobs: {
      ...jobs,
      modify: (...all) => after(jobs.modify(...all)),
      gather: (...all) => after(jobs.gather(...all)),
    },
    parts: {
      ...store,
      claim: (...all) => after(store.claim(...all)),
      handOn: (...all) => after(store.handOn(...all)),
      finish: (...all) => after(store.finish(...all)),
    },
    publish: (events) => after(bus.publish(events)),
    observer,
    leaseSeconds: 60,
    isProduction: false,
    now: () => new Date(clock.now++),
  };
  const counted: PartWork = {
    ...work,
    ...given,
    run: (job, context) => {
      runs.push(context.part);
      return (given.run ?? work.run)(job, context);
    },
  };
  const plan = { name: 'collector', run: async () => scatterInto('ScanCellRequested', key, parts) } as const;
  const handle = consumer([stage(JobRequested, plan, deps), partsOf(ScanCellRequested, counted, deps)], {
    queue,
    observer,
    maxReceiveCount: 5,
    backoffBaseSeconds: 5,
  });
  const { outbox = [], ...job } = aJob();
  await jobs.create(job);
  await bus.publish(outbox);
  const stored = async () => (await jobs.get(jobId)) ?? Promise.reject(new Error('the job is gone'));
  return { clock, jobs, store, bus, queue, observer, deps, handle, runs, stored };
};

type Scan = Awaited<ReturnType<typeof aScan>>;

const consumed = new Set(['JobRequested', 'ScanCellRequested']);

/** Takes events until none is left, in the order that `pick` says, and each as often as SQS would until it is done. */
const drain = async (
  { bus, handle, clock }: Pick<Scan, 'bus' | 'handle' | 'clock'>,
  pick: (waiting: DomainEvent[]) => number = () => 0,
  copies = 1,
) => {
  let taken = 0;
  const waiting: { event: DomainEvent; received: number; id: string }[] = [];
  const fetch = () => {
    for (; taken < bus.events.length; taken++) {
      const event = bus.events[taken];
      if (!event || !consumed.has(event.type)) continue;
      for (let copy = 0; copy < copies; copy++) waiting.push({ event, received: 1, id: `${taken}-${copy}` });
    }
  };
  for (fetch(); waiting.length > 0; fetch()) {
    const [next] = waiting.splice(pick(waiting.map(({ event }) => event)), 1);
    if (!next) continue;
    const [result] = await handle({ Records: [sqsRecord(envelopeOf(next.event), next.id, next.received)] });
    if (result?.status !== 'rejected') continue;
    // A lease that nobody gave back is over by the time the message is seen again.
    clock.now += 61_000;
    waiting.push({ ...next, received: next.received + 1 });
  }
};

const ends = ({ bus }: Scan) => bus.events.filter(({ type }) => type === 'InputsCollected');
const endIds = (scan: Scan) => [...new Set(ends(scan).map(({ metadata }) => metadata.id))];
const partsOfResult = (results: unknown) =>
  Array.isArray(results) ? results.map((result: { part: number }) => result.part) : [];

const whole = (parts: number) => Array.from({ length: parts }, (_, part) => part);

const expectComplete = async (scan: Scan, parts: number) => {
  const job = await scan.stored();
  expect(job.gathered).toEqual(whole(parts));
  expect(partsOfResult(job.output.summary.results)).toEqual(whole(parts));
  expect(endIds(scan)).toHaveLength(1);
  expect(job).toMatchObject({ status: 'Running', stage: 'collector' });
  expect(job.outbox).toBeUndefined();
  expect(job.history.filter(({ cause }) => cause === `gathered:${key}`)).toHaveLength(1);
};

describe('A scattered stage ends when all of its parts are done', () => {
  it.each([1, 2, 7, 250])('with %i parts', async (parts) => {
    const scan = await aScan(parts);
    await drain(scan);
    await expectComplete(scan, parts);
    expect(scan.runs).toEqual(whole(parts));
    expect((await scan.stored()).spent).toBe(2 * parts);
    expect(ends(scan)).toHaveLength(1);
  });

  it('with 1,000 parts that are delivered twice each and in no order', async () => {
    const scan = await aScan(1000);
    let seed = 1;
    const anywhere = (waiting: DomainEvent[]) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % waiting.length;
    };
    await drain(scan, anywhere, 2);
    await expectComplete(scan, 1000);
    expect(scan.runs.toSorted((a, b) => a - b)).toEqual(whole(1000));
    expect((await scan.stored()).spent).toBe(2000);
  });

  it('asks for many parts by few events in the job’s own item', async () => {
    const scan = await aScan(1000);
    const request = scan.bus.events[0];
    await scan.handle({ Records: [sqsRecord(envelopeOf(request as DomainEvent))] });
    expect(scan.bus.events.slice(1).map(({ data }) => data)).toHaveLength(10);
    expect(new Set(scan.bus.events.map(({ metadata }) => metadata.id)).size).toBe(11);
  });

  it('once, if its last two parts end at the same time', async () => {
    let arrive: (() => void)[] = [];
    const together = () =>
      new Promise<void>((resolve) => {
        arrive.push(resolve);
        if (arrive.length < 2) return;
        for (const go of arrive) go();
        arrive = [];
      });
    const scan = await aScan(2, {
      run: async (job, context) => {
        await together();
        return work.run(job, context);
      },
    });
    const take = async (handle: BatchHandler, events: readonly DomainEvent[]) =>
      Promise.all(events.map((event, index) => handle({ Records: [sqsRecord(envelopeOf(event), `m${index}`)] })));
    const { handle, bus } = scan;
    await take(handle, bus.events.slice(0, 1));
    await take(handle, bus.events.slice(1, 2));
    await take(handle, bus.events.slice(2, 4));
    await expectComplete(scan, 2);
  });
});

describe('A worker that dies between any two writes loses nothing', () => {
  const turns = (_job: unknown, { part, turn }: { part: number; turn: number }) =>
    Promise.resolve(
      part === 1 && turn < 2
        ? ({ do: 'hand-on', state: { turn } } as const)
        : ({ do: 'finish', result: { part }, spent: 1 } as const),
    );

  it.each(whole(40).map((index) => index + 1))('after write %i', async (dieAt) => {
    const scan = await aScan(3, { run: turns }, dieAt);
    await drain(scan);
    await expectComplete(scan, 3);
    expect((await scan.stored()).spent).toBe(3);
    expect(scan.queue.dead).toEqual([]);
  });
});

describe('A part that outlasts its worker', () => {
  it('goes on in another with what was left, and nothing of it is done twice', async () => {
    const states: (JsonValue | undefined)[] = [];
    const scan = await aScan(1, {
      run: async (_job, { part, turn, state }) => {
        states.push(state);
        return turn < 3 ? { do: 'hand-on', state: { page: turn } } : { do: 'finish', result: { part }, spent: 1 };
      },
    });
    await drain(scan, undefined, 2);
    expect(states).toEqual([undefined, { page: 0 }, { page: 1 }, { page: 2 }]);
    await expectComplete(scan, 1);
  });

  it('is told how long it has', async () => {
    let seconds = 0;
    const scan = await aScan(1, {
      run: async (job, context) => {
        seconds = (context.deadline.getTime() - Date.parse(submittedAt)) / 1000;
        return work.run(job, context);
      },
    });
    await drain(scan);
    expect(Math.round(seconds)).toBe(36);
  });
});

describe('One part’s trouble is its own', () => {
  const refuses =
    (error: Error): PartWork['run'] =>
    async (job, context) => {
      if (context.part === 1) throw error;
      return work.run(job, context);
    };

  it('one that can never succeed is recorded with the reason, at once', async () => {
    const scan = await aScan(3, { run: refuses(new PermanentError('NO', 'the plan names no such cell', 'h')) });
    await drain(scan);
    await expectComplete(scan, 3);
    expect((await scan.stored()).output.summary.results).toContainEqual({
      part: 1,
      reason: 'the plan names no such cell',
    });
    expect(scan.runs.filter((part) => part === 1)).toHaveLength(1);
  });

  it('one that fails on every attempt is recorded on the last, and its message kept', async () => {
    const scan = await aScan(3, { run: refuses(new TypeError('x is secret')) });
    await drain(scan);
    await expectComplete(scan, 3);
    const { results } = (await scan.stored()).output.summary;
    expect(results).toContainEqual({ part: 1, reason: 'it failed on its last attempt (TypeError)' });
    expect(scan.runs.filter((part) => part === 1)).toHaveLength(5);
    expect(scan.queue.dead).toHaveLength(1);
  });
});

describe('Parts that nobody has heard of', () => {
  const request = (type: string) => ({
    id: 'tick',
    source: 'dropforge.scheduler',
    'detail-type': type,
    time: submittedAt,
    detail: {},
  });
  const tick = async ({ deps, queue, observer, clock }: Scan) => {
    clock.now += stallLimitMs.collector + 60_000;
    const handle = consumer([watchdog(deps)], { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 });
    await handle({ Records: [sqsRecord(request('WatchdogDue'))] });
  };

  it('are given up by the watchdog: the scan ends, and says which', async () => {
    const scan = await aScan(4);
    const { bus, handle } = scan;
    await handle({ Records: [sqsRecord(envelopeOf(bus.events[0] as DomainEvent))] });
    await handle({ Records: [sqsRecord(envelopeOf(bus.events[1] as DomainEvent))] });
    await handle({ Records: [sqsRecord(envelopeOf(bus.events[3] as DomainEvent))] });
    bus.events.length = 0;
    await tick(scan);
    await drain(scan);
    await expectComplete(scan, 4);
    const reason = 'nothing was heard of it for too long';
    expect((await scan.stored()).output.summary.results).toEqual([
      { part: 0, reason },
      { part: 1 },
      { part: 2, reason },
      { part: 3, reason },
    ]);
  });

  it('are given up once: a scan that does not end even then fails', async () => {
    const scan = await aScan(2);
    await scan.handle({ Records: [sqsRecord(envelopeOf(scan.bus.events[0] as DomainEvent))] });
    await tick(scan);
    expect((await scan.stored()).status).toBe('Running');
    await tick(scan);
    expect(await scan.stored()).toMatchObject({ status: 'Failed', error: { code: 'STALLED', stage: 'collector' } });
  });

  it('are done after all, if their messages are redriven when the job has failed', async () => {
    const scan = await aScan(2);
    await scan.handle({ Records: [sqsRecord(envelopeOf(scan.bus.events[0] as DomainEvent))] });
    await tick(scan);
    await tick(scan);
    const asked = scan.bus.events.filter(({ metadata }) => metadata.causationId !== 'watchdog');
    scan.bus.events.splice(0, scan.bus.events.length, ...asked);
    await drain(scan);
    await expectComplete(scan, 2);
    expect((await scan.stored()).error).toBeUndefined();
    expect((await scan.stored()).output.summary.results).toEqual([{ part: 0 }, { part: 1 }]);
  });

  it('are none while others make progress', async () => {
    const scan = await aScan(2);
    const { bus, handle, clock } = scan;
    await handle({ Records: [sqsRecord(envelopeOf(bus.events[0] as DomainEvent))] });
    await handle({ Records: [sqsRecord(envelopeOf(bus.events[1] as DomainEvent))] });
    clock.now += stallLimitMs.collector;
    await handle({ Records: [sqsRecord(envelopeOf(bus.events[2] as DomainEvent))] });
    clock.now -= stallLimitMs.collector;
    await tick(scan);
    expect((await scan.stored()).scatter?.rescuedAt).toBeUndefined();
  });
});

describe('What comes too late', () => {
  it('changes nothing once the stage has ended', async () => {
    const scan = await aScan(2);
    await drain(scan);
    const before = await scan.stored();
    const late = scan.bus.events.filter(({ type }) => type === 'ScanCellRequested');
    for (const event of late) await scan.handle({ Records: [sqsRecord(envelopeOf(event), 'late')] });
    expect(await scan.stored()).toEqual(before);
    expect(scan.runs).toHaveLength(2);
    expect(scan.observer.told).toContainEqual([
      'EVENT_IGNORED',
      expect.objectContaining({ event: 'ScanCellRequested', decision: 'ignored', why: 'further-on' }),
    ]);
  });
});
