import fc from 'fast-check';
import { InputsCollected } from '#events/inputs-collected.ts';
import { JobRequested } from '#events/job-requested.ts';
import { ScanCellRequested } from '#events/scan-cell-requested.ts';
import type { DomainEvent } from '#schemas/event.ts';
import type { Job, StageName } from '#schemas/job.ts';
import { jobStatuses, stageNames } from '#schemas/names.ts';
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
import { cancel } from './cancel.ts';
import { consumer } from './consumer.ts';
import { draft, type StageResult } from './door.ts';
import { PermanentError } from './errors.ts';
import { type PartWork, partsOf } from './gather.ts';
import { scatterInto } from './scatter.ts';
import { type Stage, stage } from './stage.ts';
import { awaited, isOnLine } from './state-machine.ts';

const by = 'arn:aws:iam::111122223333:role/Team';
const later = '2026-01-02T03:14:05.000Z';

const world = async (change: Partial<Job> = {}, beforeWrite?: () => void) => {
  const clock = { now: Date.parse(submittedAt) };
  const [jobs, bus, queue, observer] = [memoryJobs(beforeWrite), memoryBus(), memoryQueue(), memoryObserver()];
  const { outbox = [], ...job } = aJob();
  await jobs.create({ ...job, ...change });
  const { publish } = bus;
  const deps = { jobs, publish, observer, leaseSeconds: 60, isProduction: false, now: () => new Date(clock.now++) };
  const stored = async () => (await jobs.get(jobId)) ?? Promise.reject(new Error('the job is gone'));
  return { clock, jobs, bus, queue, observer, deps, outbox, stored };
};

const types = (events: readonly DomainEvent[]) => events.map(({ type }) => type);

const claimOf = (name: StageName) => ({
  [name]: { token: 't', cause: 'c', attempt: 1, startedAt: submittedAt, leaseUntil: later },
});

describe('Cancelling a job', () => {
  const recoverable = { code: 'STAGE_FAILED', message: 'm', hint: 'h', stage: 'generator', recoverable: true } as const;
  const everywhere = jobStatuses.flatMap((status) => stageNames.map((name) => [status, name] as const));

  it.each(everywhere)('that is %s at the %s', async (status, name) => {
    const before = { status, stage: name, claims: claimOf(name), ...(status === 'Failed' && { error: recoverable }) };
    const { deps, bus, stored } = await world(before);
    const untouched = await stored();
    const { outcome } = await cancel(jobId, by, deps);
    const job = await stored();
    if (status === 'Succeeded' || status === 'Failed') {
      expect(outcome).toBe('ended');
      expect(job).toEqual(untouched);
      expect(bus.events).toEqual([]);
      return;
    }
    expect(outcome).toBe('cancelled');
    expect(job).toMatchObject({ status: 'Failed', error: { code: 'CANCELLED', recoverable: false } });
    expect(job.error).toMatchObject({ stage: awaited(untouched), message: expect.stringContaining(by) });
    expect(job.endedAt).toBe(job.updatedAt);
    expect(job.claims).toEqual(isOnLine(name) ? {} : untouched.claims);
    const last = job.history.at(-1);
    expect(`${last?.stage} ${last?.outcome}`).toBe(isOnLine(name) ? `${name} cancelled` : 'intake succeeded');
    expect(job.outbox).toBeUndefined();
    expect(bus.events).toMatchObject([{ type: 'JobFailed', data: { error: job.error } }]);
  });

  it('that nobody knows', async () => {
    const { deps } = await world();
    expect(await cancel('nobody', by, deps)).toEqual({ outcome: 'unknown' });
  });

  it('twice is the same as once, and tells nobody twice', async () => {
    const { deps, bus, stored } = await world();
    await cancel(jobId, by, deps);
    const once = await stored();
    expect((await cancel(jobId, 'somebody else', deps)).outcome).toBe('cancelled');
    expect(await stored()).toEqual(once);
    expect(types(bus.events)).toEqual(['JobFailed']);
  });

  it('again publishes what a caller that died had not', async () => {
    const { deps, bus, stored } = await world();
    bus.failing = 1;
    await expect(cancel(jobId, by, deps)).rejects.toThrow('EventBridge refused');
    expect(await stored()).toMatchObject({ status: 'Failed', outbox: [{ type: 'JobFailed' }] });
    expect((await cancel(jobId, by, deps)).outcome).toBe('cancelled');
    expect(types(bus.events)).toEqual(['JobFailed']);
  });

  it('comes too late when the job ends while it is written', async () => {
    let hasEnded = false;
    const { deps, jobs, stored } = await world({ status: 'Running', stage: 'validator' }, () => {
      const job = jobs.items.get(jobId);
      if (hasEnded || !job) return;
      hasEnded = true;
      jobs.items.set(jobId, { ...job, status: 'Succeeded', revision: job.revision + 1 });
    });
    expect((await cancel(jobId, by, deps)).outcome).toBe('ended');
    expect((await stored()).status).toBe('Succeeded');
  });

  it('logs who did', async () => {
    const { deps, observer } = await world();
    await cancel(jobId, by, deps);
    expect(observer.told).toContainEqual(['JOB_CANCELLED', { jobId, correlationId: jobId, stage: 'intake', by }]);
  });
});

describe('A worker whose job is cancelled under its hands', () => {
  const result: StageResult = {
    patch: { work: { collection: 'k' }, summary: { files: 1 } },
    events: [draft(InputsCollected, { key: 'k', items: 1 })],
  };
  const throws = (error: Error) => () => {
    throw error;
  };
  const ways: Readonly<Record<string, () => StageResult>> = {
    succeeds: () => result,
    'fails for good': throws(new PermanentError('EMPTY_DROP', 'nothing', 'drop files')),
    'fails for now': throws(new Error('S3 is slow')),
  };

  it.each(Object.keys(ways).flatMap((way) => [[way, 1] as const, [way, 5] as const]))(
    'and that then %s, on receive %i of 5, changes nothing, and its message is done with',
    async (way, received) => {
      const { deps, queue, observer, outbox, bus, stored } = await world();
      const run: Stage['run'] = async () => {
        await cancel(jobId, by, deps);
        return (ways[way] ?? throws(new Error('no such way')))();
      };
      const [event] = outbox;
      if (!event) throw new Error('a submitted job has an event to publish');
      const route = stage(JobRequested, { name: 'collector', run }, deps);
      const handle = consumer([route], { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 });
      const [settled] = await handle({ Records: [sqsRecord(envelopeOf(event), 'm', received)] });
      expect(settled?.status).toBe('fulfilled');
      expect(queue).toMatchObject({ postponed: [], dead: [] });
      expect(types(bus.events)).toEqual(['JobFailed']);
      const job = await stored();
      expect(job).toMatchObject({ status: 'Failed', error: { code: 'CANCELLED' }, output: { work: {}, summary: {} } });
      expect(job.history.map(({ stage: name, outcome }) => `${name} ${outcome}`)).toEqual([
        'intake succeeded',
        'collector cancelled',
      ]);
      await handle({ Records: [sqsRecord(envelopeOf(event), 'm', received)] });
      expect(await stored()).toEqual(job);
    },
  );
});

describe('A scan that is cancelled', () => {
  const key = 'jobs/one/collector/plan.json';
  const cells = 4;

  const work: PartWork = {
    run: async (_job, { part, turn }) =>
      turn === 0 && part === 1 ? { do: 'hand-on', state: part } : { do: 'finish', result: part, spent: 2 },
    failed: async (_job, part) => ({ result: part, spent: 0 }),
    gather: async () => ({ patch: {}, events: [draft(InputsCollected, { key: 'cells.json', items: cells })] }),
  };

  /** Works through a scan, and cancels it when the part of this place has begun or has just been counted. */
  const scan = async (place: number, when: 'while it runs' | 'once it is counted') => {
    const parts = await world();
    const { deps, queue, observer, outbox, bus, jobs } = parts;
    let begun = 0;
    const run: PartWork['run'] = async (job, context) => {
      if (when === 'while it runs' && begun++ === place) await cancel(jobId, by, deps);
      return work.run(job, context);
    };
    const gather: typeof jobs.gather = async (...all) => {
      const job = await jobs.gather(...all);
      if (when === 'once it is counted' && begun++ === place) await cancel(jobId, by, deps);
      return job;
    };
    const gatherDeps = { ...deps, jobs: { ...jobs, gather }, parts: memoryParts() };
    const plan = { name: 'collector', run: async () => scatterInto('ScanCellRequested', key, cells) } as const;
    const handle = consumer(
      [stage(JobRequested, plan, gatherDeps), partsOf(ScanCellRequested, { ...work, run }, gatherDeps)],
      { queue, observer, maxReceiveCount: 5, backoffBaseSeconds: 5 },
    );
    await bus.publish(outbox);
    const consumed = new Set(['JobRequested', 'ScanCellRequested']);
    let cancelled: Job | undefined;
    for (let taken = 0; taken < bus.events.length; taken++) {
      const event = bus.events[taken];
      if (!event || !consumed.has(event.type)) continue;
      const [settled] = await handle({ Records: [sqsRecord(envelopeOf(event), `m${taken}`)] });
      expect(settled?.status).toBe('fulfilled');
      const job = await parts.stored();
      if (job.status === 'Failed') cancelled ??= job;
    }
    return { ...parts, cancelled };
  };

  it('ends there, whatever its workers still finish, hand on or count', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: cells - 1 }),
        fc.constantFrom('while it runs' as const, 'once it is counted' as const),
        async (place, when) => {
          const { stored, cancelled, bus, queue } = await scan(place, when);
          expect(cancelled?.error?.code).toBe('CANCELLED');
          expect(await stored()).toEqual(cancelled);
          expect(bus.events.filter(({ type }) => type === 'JobFailed')).toHaveLength(1);
          expect(types(bus.events)).not.toContain('InputsCollected');
          expect(queue).toMatchObject({ postponed: [], dead: [] });
        },
      ),
      { numRuns: 40 },
    );
  });
});
