import { cellRecord } from '#schemas/inventory/cell.ts';
import { inventoryOptions } from '#schemas/inventory/options.ts';
import type { PartOutcome } from '#shared/pipeline/gather.ts';
import { aJob, jobId } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import { memorySource } from '../testing/memory-source.ts';
import { scanAccess } from './access.ts';
import { collected, keysOf, readPieces } from './collected.ts';
import type { Plan } from './plan.ts';
import { scanCells } from './scan-cell.ts';
import type { Source } from './sources/source.ts';

const key = `jobs/${jobId}/collector/plan.json`;
const scannedAt = '2026-11-21T02:00:00.000Z';
const accountId = '111122223333';
const cell = { id: `${accountId}/ap-south-1/ec2`, accountId, region: 'ap-south-1', service: 'ec2' };

/** A scan of one cell; each look at the clock takes `msPerLook`. */
const aScan = async (source: Source, given: { callBudget?: number; spent?: number; msPerLook?: number } = {}) => {
  const artifacts = memoryBuckets().bucketOf('output');
  const options = inventoryOptions.parse({ kind: 'inventory', live: true, callBudget: given.callBudget ?? 1000 });
  const plan: Plan = {
    scannedAt,
    options,
    accounts: [{ accountId, partition: 'aws' }],
    cells: [cell],
    troubles: [],
  };
  await artifacts.put(key, JSON.stringify(plan), 'application/json');
  let looks = 0;
  const now = () => new Date(Date.parse(scannedAt) + looks++ * (given.msPerLook ?? 1));
  const work = scanCells({ artifacts, access: scanAccess({ homeRegion: 'eu-west-1' }), sources: () => [source], now });
  const scatter = { stage: 'collector', event: 'ScanCellRequested', key, parts: 1, startedAt: scannedAt } as const;
  const job = aJob({ kind: 'inventory', scatter, spent: given.spent ?? 0 });
  const abort = new AbortController();
  const turn = (outcome?: PartOutcome, turns = 0, deadline = new Date(scannedAt).getTime() + 60_000) =>
    work.run(job, {
      part: 0,
      turn: turns,
      state: outcome?.do === 'hand-on' ? outcome.state : undefined,
      deadline: new Date(deadline),
      signal: abort.signal,
    });
  const read = async (outcome: PartOutcome) => {
    if (outcome.do !== 'finish') throw new Error('the cell is not finished');
    const record = cellRecord.parse(outcome.result);
    return { record, resources: await readPieces(artifacts, keysOf(record)) };
  };
  return { work, job, turn, read, artifacts, abort };
};

describe('A cell is read', () => {
  it('to its end, and what was found lies in S3', async () => {
    const { turn, read } = await aScan(
      memorySource({ types: ['AWS::EC2::Instance', 'AWS::EC2::Volume'], pages: 3, size: 4 }),
    );
    const { record, resources } = await read(await turn());
    expect(record).toMatchObject({ ...cell, outcome: 'complete', calls: 6, pages: 6, resources: 24 });
    expect(record.looks.map(({ type, outcome, resources: count }) => [type, outcome, count])).toEqual([
      ['AWS::EC2::Instance', 'complete', 12],
      ['AWS::EC2::Volume', 'complete', 12],
    ]);
    expect(new Set(resources.map(({ arn }) => arn)).size).toBe(24);
  });

  it('in pieces, if it holds much', async () => {
    const { turn, read } = await aScan(memorySource({ pages: 5, size: 1000 }));
    const { record, resources } = await read(await turn());
    expect(keysOf(record)).toHaveLength(3);
    expect(resources).toHaveLength(5000);
  });

  it('over several workers, if it outlasts one: each goes on where the last stopped', async () => {
    const { turn, read } = await aScan(memorySource({ pages: 9, size: 2 }), { msPerLook: 20_000 });
    let outcome = await turn();
    let turns = 0;
    while (outcome.do === 'hand-on') outcome = await turn(outcome, ++turns);
    expect(turns).toBeGreaterThan(2);
    const { record, resources } = await read(outcome);
    expect(record).toMatchObject({ outcome: 'complete', calls: 9, pages: 9 });
    expect(resources).toHaveLength(18);
  });

  it('by clients of its own region, or of another where a source says so', async () => {
    const asked: string[] = [];
    const source = memorySource({
      before: ({ clientSettings }) => asked.push(clientSettings().region, clientSettings('sa-east-1').region),
    });
    const { turn } = await aScan(source);
    await turn();
    expect(asked).toEqual(['ap-south-1', 'sa-east-1']);
  });

  it('and secrets in it are masked, whatever its source left in', async () => {
    const source = memorySource();
    const leaky: Source = {
      ...source,
      async *scan(context, from) {
        for await (const page of source.scan(context, from)) {
          const resources = page.resources.map((each) => ({
            ...each,
            tags: { password: 'hunter2hunter2', team: 'web' },
            configuration: { MasterUserPassword: 'hunter2hunter2' },
          }));
          yield { ...page, resources };
        }
      },
    };
    const { turn, read } = await aScan(leaky);
    const { resources } = await read(await turn());
    expect(JSON.stringify(resources)).not.toContain('hunter2');
    expect(resources[0]?.tags).toMatchObject({ team: 'web' });
  });
});

describe('What could not be seen is said, and what was seen is kept', () => {
  const types = ['AWS::EC2::Instance', 'AWS::EC2::Volume'];

  it('when the scan has used up its calls', async () => {
    const { turn, read } = await aScan(memorySource({ types, pages: 2 }), { callBudget: 10, spent: 7 });
    const { record, resources } = await read(await turn());
    expect(record.looks).toEqual([
      { type: types[0], outcome: 'complete', resources: 2 },
      { type: types[1], outcome: 'throttled', resources: 1, reason: "the scan's budget of 10 calls is used up" },
    ]);
    expect(record.outcome).toBe('throttled');
    expect(resources).toHaveLength(3);
  });

  it('when its worker runs out of time', async () => {
    const scan = await aScan(
      memorySource({
        types,
        before: (_context, at) => {
          if (at < 1) return;
          scan.abort.abort();
          throw new Error('aborted');
        },
      }),
    );
    const { record } = await scan.read(await scan.turn());
    expect(record.looks[1]).toMatchObject({ type: types[1], outcome: 'failed', reason: 'its worker ran out of time' });
  });

  it('when nobody could do it: what earlier workers read is not lost', async () => {
    const { turn, work, job, artifacts } = await aScan(memorySource({ types, pages: 4 }), { msPerLook: 20_000 });
    const outcome = await turn();
    if (outcome.do !== 'hand-on') throw new Error('it should have been handed on');
    const { result } = await work.failed(job, 0, outcome.state, 'nothing was heard of it');
    const record = cellRecord.parse(result);
    expect(record.outcome).toBe('failed');
    expect(record.looks.at(-1)).toMatchObject({ type: types[1], outcome: 'failed', reason: 'nothing was heard of it' });
    expect((await readPieces(artifacts, keysOf(record))).length).toBeGreaterThan(0);
  });

  it('while anything else fails the worker, so that it is tried again', async () => {
    const { turn } = await aScan(
      memorySource({
        before: () => {
          throw new Error('a bug, or a bad day');
        },
      }),
    );
    await expect(turn()).rejects.toThrow('a bad day');
  });
});

describe('A scan comes to what its cells came to', () => {
  it('with one record a cell, and the same bytes whoever says so', async () => {
    const { work, job, turn, artifacts } = await aScan(memorySource({ size: 3 }));
    const outcome = await turn();
    if (outcome.do !== 'finish') throw new Error('the cell is not finished');
    const first = await work.gather(job, [outcome.result]);
    expect(await work.gather(job, [outcome.result])).toEqual(first);
    const written = await artifacts.readText(String(first.patch.work?.collected));
    expect(collected.parse(JSON.parse(written))).toMatchObject({
      source: 'live',
      scans: [{ scannedAt, cells: [{ id: cell.id, resources: 3 }] }],
    });
    expect(first.events).toEqual([{ type: 'InputsCollected', data: { key: first.patch.work?.collected, items: 3 } }]);
  });
});
