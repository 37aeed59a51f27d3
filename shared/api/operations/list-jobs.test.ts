import { listQuery } from '#schemas/api/job-view.ts';
import type { Job } from '#schemas/job.ts';
import { jobIndex } from '../../pipeline/job-index.ts';
import { jobStore } from '../../pipeline/job-store.ts';
import { aJob } from '../../testing/job.ts';
import { type DynamoServer, dynamoServer } from '../../testing/jobs-table.ts';
import type { Caller } from '../caller.ts';
import { listJobs } from './list-jobs.ts';

const alice: Caller = { principal: 'arn:aws:iam::111122223333:role/Alice', isAdmin: false };
const bob: Caller = { principal: 'arn:aws:iam::111122223333:role/Bob', isAdmin: false };
const admin: Caller = { principal: 'arn:aws:iam::111122223333:role/Admin', isAdmin: true };

const idOf = (n: number) => `019b7a11-0000-7000-8000-${String(n).padStart(12, '0')}`;
const time = (ms: number) => new Date(Date.parse('2026-01-02T00:00:00.000Z') + ms).toISOString();

describe('A list of jobs', () => {
  let dynamo: DynamoServer;
  beforeAll(async () => {
    dynamo = await dynamoServer();
  });
  afterAll(() => dynamo.close());

  /** A table with these jobs, numbered from 0 in the order of their submission, and what lists them. */
  const world = async (jobs: readonly Partial<Job>[]) => {
    const table = await dynamo.jobsTable();
    const store = jobStore(dynamo.documents, table);
    await Promise.all(
      jobs.map((job, n) => store.create(aJob({ jobId: idOf(n), owner: alice.principal, updatedAt: time(n), ...job }))),
    );
    const handle = listJobs(jobIndex(dynamo.documents, table));
    const list = (caller: Caller, query: Readonly<Record<string, unknown>> = {}) =>
      handle({
        caller,
        query: listQuery.parse(query),
        path: undefined,
        headers: {},
        body: undefined,
        correlationId: 'c',
      });
    /** Every page, as numbers of jobs. */
    const pages = async (caller: Caller, query: Readonly<Record<string, unknown>>) => {
      const all: number[][] = [];
      let cursor: string | undefined;
      do {
        const page = await list(caller, { ...query, ...(cursor !== undefined && { cursor }) });
        all.push(page.jobs.map(({ jobId }) => Number(jobId.slice(-12))));
        cursor = page.next;
      } while (cursor !== undefined);
      return all;
    };
    return { list, pages };
  };

  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n).reverse();

  it("is of the caller's own jobs, the last submitted first", async () => {
    const { list, pages } = await world([{}, { owner: bob.principal }, {}]);
    expect(await pages(alice, {})).toEqual([[2, 0]]);
    expect(await pages(bob, {})).toEqual([[1]]);
    expect(await list(admin)).toEqual({ jobs: [] });
  });

  it('tells of each job what a person asks first', async () => {
    const error = { code: 'EMPTY_DROP', message: 'm', hint: 'h', stage: 'collector', recoverable: false } as const;
    const { list } = await world([{ status: 'Failed', endedAt: time(1), error }]);
    const { history: _, ...told } = aJob();
    expect((await list(alice)).jobs).toEqual([
      {
        jobId: idOf(0),
        kind: 'template',
        status: 'Failed',
        stage: 'intake',
        owner: alice.principal,
        correlationId: told.correlationId,
        input: 'web',
        submittedAt: told.submittedAt,
        updatedAt: time(0),
        endedAt: time(1),
        error,
      },
    ]);
  });

  it('comes in pages, each job once', async () => {
    const { pages } = await world(numbers(120).map(() => ({})));
    const all = await pages(alice, { limit: 50 });
    expect(all.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(all.flat()).toEqual(numbers(120));
  });

  it('of exactly one page has no next', async () => {
    const { list } = await world([{}, {}]);
    expect((await list(alice, { limit: 2 })).next).toBeUndefined();
  });

  it('can be of one kind and status', async () => {
    const { pages } = await world([
      { kind: 'spec' },
      { kind: 'spec', status: 'Failed' },
      { status: 'Failed' },
      { kind: 'spec', status: 'Failed' },
    ]);
    expect(await pages(alice, { kind: 'spec', limit: 2 })).toEqual([[3, 1], [0]]);
    expect(await pages(alice, { kind: 'spec', status: 'Failed' })).toEqual([[3, 1]]);
    expect(await pages(alice, { kind: 'inventory' })).toEqual([[]]);
  });

  it("has a cursor that names nobody, and that only the asker's own jobs come of", async () => {
    const { list } = await world([{}, {}, { owner: bob.principal }]);
    const { next = '' } = await list(alice, { limit: 1 });
    expect(Buffer.from(next, 'base64url').toString()).not.toMatch(/Alice|arn/);
    expect((await list(bob, { cursor: next })).jobs).toEqual([]);
  });

  it.each([
    'x',
    'e30',
    Buffer.from('{"after":"drop#x"}').toString('base64url'),
    Buffer.from('{"after":1}').toString('base64url'),
  ])('refuses the cursor %s', async (cursor) => {
    const { list } = await world([]);
    await expect(list(alice, { cursor })).rejects.toMatchObject({
      code: 'INCONSISTENT_REQUEST',
      errors: [{ in: 'query', pointer: '/cursor' }],
    });
  });

  it.each(['*', bob.principal])("of others' jobs (%s) is for admins", async (owner) => {
    const { list } = await world([{ owner: bob.principal }]);
    await expect(list(alice, { owner })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await list(admin, { owner })).jobs).toHaveLength(1);
  });

  describe("of everybody's jobs", () => {
    const statuses = ['Pending', 'Running', 'Succeeded', 'Failed'] as const;
    const mixed = Array.from({ length: 120 }, (_, n) => ({
      status: statuses[n % 4] ?? 'Failed',
      owner: n % 3 === 0 ? alice.principal : bob.principal,
      kind: n % 5 === 0 ? ('spec' as const) : ('template' as const),
    }));

    it('is in the order of their last change, whatever their status', async () => {
      const { pages } = await world(mixed);
      const all = await pages(admin, { owner: '*', limit: 50 });
      expect(all.map((page) => page.length)).toEqual([50, 50, 20]);
      expect(all.flat()).toEqual(numbers(120));
    });

    it('can be of one kind and status', async () => {
      const { pages } = await world(mixed);
      const wanted = numbers(120).filter((n) => n % 5 === 0 && n % 4 === 3);
      expect((await pages(admin, { owner: '*', kind: 'spec', status: 'Failed', limit: 5 })).flat()).toEqual(wanted);
    });

    it('has each once, even if many changed in the same millisecond', async () => {
      const { pages } = await world(mixed.slice(0, 40).map((job) => ({ ...job, updatedAt: time(0) })));
      const all = (await pages(admin, { owner: '*', limit: 7 })).flat();
      expect(all.toSorted((a, b) => b - a)).toEqual(numbers(40));
    });

    it('takes no cursor of another list', async () => {
      const { list } = await world([{}, {}]);
      const { next: own } = await list(alice, { limit: 1 });
      const { next: everybody } = await list(admin, { owner: '*', limit: 1 });
      await expect(list(admin, { owner: '*', cursor: own })).rejects.toMatchObject({ code: 'INCONSISTENT_REQUEST' });
      await expect(list(alice, { cursor: everybody })).rejects.toMatchObject({ code: 'INCONSISTENT_REQUEST' });
    });
  });
});
