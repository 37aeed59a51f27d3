import { inventoryOptions } from '#schemas/inventory/options.ts';
import {
  memoryBuckets,
  memoryBus,
  memoryDrops,
  memoryJobs,
  memoryLocks,
  memoryObserver,
  memoryQueue,
  sqsRecord,
} from '../testing/memory.ts';
import { consumer } from './consumer.ts';
import { intake } from './intake.ts';
import { inventoryDue } from './inventory-due.ts';
import { kindOf } from './kind-of.ts';

const anIntake = () => {
  const clock = { now: Date.parse('2026-11-21T02:00:05.000Z') };
  const [jobs, bus, queue, observer] = [memoryJobs(), memoryBus(), memoryQueue(), memoryObserver()];
  const inputs = memoryBuckets().bucketOf('input');
  const now = () => new Date(clock.now);
  const deps = { jobs, locks: memoryLocks(), publish: bus.publish, observer, retentionDays: 90, inputs, now };
  const drops = intake({ ...deps, queue, drops: memoryDrops(), kindOf: kindOf(inputs), settleSeconds: 30 });
  const handle = consumer([...drops, inventoryDue(deps)], {
    queue,
    observer,
    maxReceiveCount: 5,
    backoffBaseSeconds: 5,
  });
  let messages = 0;
  const deliver = (body: unknown) => handle({ Records: [sqsRecord(body, `m${messages++}`)] });
  const drop = async (folder: string, options: string) => {
    await inputs.put(`drops/${folder}/dropforge.json`, options, 'application/json');
    const object = { key: `drops/${folder}/_READY`, size: 0 };
    await deliver({ ...due('e'), source: 'aws.s3', 'detail-type': 'Object Created', detail: { object } });
    for (const { body } of queue.sent.splice(0)) await deliver(body);
  };
  const all = () => [...jobs.items.values()];
  const end = (jobId: string) => {
    const job = jobs.items.get(jobId);
    if (job) jobs.items.set(jobId, { ...job, status: 'Succeeded', endedAt: now().toISOString() });
  };
  return { clock, jobs, bus, queue, observer, inputs, deliver, drop, all, end };
};

const due = (id: string, detail: unknown = {}) => ({
  id,
  source: 'dropforge.scheduler',
  'detail-type': 'InventoryDue',
  time: '2026-11-21T02:00:00Z',
  detail,
});

describe('The schedule asks for an inventory', () => {
  it('as a job whose input is its options', async () => {
    const { deliver, all, inputs, bus } = anIntake();
    await deliver(due('night-1', { regions: ['eu-west-1'] }));
    const [job] = all();
    expect(job).toMatchObject({ kind: 'inventory', owner: 'schedule', status: 'Pending' });
    expect(job?.input.prefix).toBe(`requests/${job?.jobId}/`);
    const options = JSON.parse(await inputs.readText(`${job?.input.prefix}dropforge.json`));
    expect(inventoryOptions.parse(options)).toMatchObject({ live: true, regions: ['eu-west-1'] });
    expect(bus.events.map(({ type }) => type)).toEqual(['JobRequested']);
  });

  it('and the same execution, delivered again, for the same', async () => {
    const { deliver, all, end } = anIntake();
    await deliver(due('night-1'));
    await deliver(due('night-1'));
    const [job] = all();
    end(job?.jobId ?? '');
    await deliver(due('night-1'));
    expect(all()).toHaveLength(1);
  });

  it('in vain if its options are wrong: an operator is told', async () => {
    const { deliver, all, queue } = anIntake();
    await deliver(due('night-1', { region: 'eu-west-1' }));
    expect(all()).toEqual([]);
    expect(queue.dead.map(({ reason }) => reason.code)).toEqual(['MALFORMED_EVENT']);
  });
});

describe('One live scan runs at a time', () => {
  it('a second request joins it, whoever asks', async () => {
    const { deliver, drop, all, observer } = anIntake();
    await deliver(due('night-1'));
    await deliver(due('night-2'));
    await drop('mine', '{"kind": "inventory", "live": true}');
    expect(all()).toHaveLength(1);
    expect(observer.told.filter(([code]) => code === 'SCAN_JOINED')).toHaveLength(2);
  });

  it('and the next may begin when it has ended', async () => {
    const { deliver, all, end } = anIntake();
    await deliver(due('night-1'));
    end(all()[0]?.jobId ?? '');
    await deliver(due('night-2'));
    expect(all()).toHaveLength(2);
  });

  it('or when its job was never created', async () => {
    const { clock, deliver, jobs, all } = anIntake();
    await deliver(due('night-1'));
    jobs.items.clear();
    await deliver(due('night-2'));
    expect(all()).toEqual([]);
    clock.now += 5 * 60_000;
    await deliver(due('night-2'));
    expect(all()).toHaveLength(1);
  });

  it('while exports, which ask nobody anything, need not wait', async () => {
    const { deliver, drop, all } = anIntake();
    await deliver(due('night-1'));
    await drop('exports', '{"kind": "inventory"}');
    expect(all().map(({ input }) => input.prefix)).toContain('drops/exports/');
  });
});

describe('A drop says by its dropforge.json what it asks for', () => {
  it.each([
    ['an inventory', '{"kind": "inventory"}', 'inventory'],
    ['an inventory whose collector will complain', '{"kind": "inventory", "live": "yes", "nonsense": 1}', 'inventory'],
    ['options of a template', '{"strict": true}', 'template'],
    ['a template', '{"kind": "template"}', 'template'],
    ['a file with a byte order mark', '\uFEFF{"kind": "inventory"}', 'inventory'],
    ['a kind that is not served yet', '{"kind": "spec"}', 'spec'],
    ['an unheard-of kind', '{"kind": "unheard-of"}', 'template'],
    ['a poisoned prototype', '{"__proto__": {"kind": "inventory"}}', 'template'],
    ['no JSON', 'not JSON', 'template'],
    ['a list', '[]', 'template'],
    ['too long a file', `{"kind": "inventory"${' '.repeat(2 * 1024 * 1024)}}`, 'template'],
  ])('%s', async (_, options, kind) => {
    const { drop, all } = anIntake();
    await drop('mine', options);
    expect(all().map((job) => job.kind)).toEqual([kind]);
  });
});
