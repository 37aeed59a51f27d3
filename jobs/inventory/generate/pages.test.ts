import { type InventoryDeps, inventoryOperations } from '#shared/api/inventory/operations.ts';
import type { IndexedJob } from '#shared/pipeline/job-index.ts';
import { aJob } from '#shared/testing/job.ts';
import { memoryBuckets, memoryJobs } from '#shared/testing/memory.ts';
import { configured } from '../testing/said.ts';
import { cellOf, readingOf, resourceOf, scanOf } from '../testing/scan.ts';
import { summaryOf } from '../validate/summary.ts';
import { analyse } from './analyse.ts';
import { knowledge } from './knowledge.ts';
import { writePages } from './pages.ts';

const alice = { principal: 'arn:aws:iam::111122223333:role/Alice', isAdmin: false };
const bob = { principal: 'arn:aws:iam::111122223333:role/Bob', isAdmin: false };
const admin = { principal: 'arn:aws:iam::111122223333:role/Admin', isAdmin: true };

const volume = (id: string) => ({
  ...configured('AWS::EC2::Volume', { Size: 9, State: 'available', VolumeType: 'gp2', Attachments: [] }),
  arn: `arn:aws:ec2:eu-west-1:111122223333:volume/${id}`,
  id,
});
const scannedAt = '2026-11-21T02:00:00.000Z';
const before = [resourceOf('i-gone'), resourceOf('i-changed', { state: 'running' })];
const earlier = before.map(({ type, accountId, region }) => ({
  ...{ type, accountId, region },
  scannedAt: '2026-11-20T02:00:00.000Z',
  resources: before,
}));
const resources = [
  ...Array.from({ length: 12 }, (_, at) => volume(`vol-${at}`)),
  resourceOf('i-changed', { state: 'stopped' }),
  resourceOf('i-new'),
];
const denied = readingOf([], { outcome: 'denied', types: ['AWS::EKS::Cluster'], cell: cellOf('eks') });
const { report } = analyse(
  scanOf(scannedAt, [readingOf(resources), denied]),
  { looks: earlier.slice(0, 1), trend: [] },
  { ...knowledge, exceptions: [] },
);

/** A scan of Alice's that ended well, as the API reads it. */
const aScan = async (change: Partial<IndexedJob> = {}) => {
  const [buckets, jobs] = [memoryBuckets(), memoryJobs()];
  const artifacts = buckets.bucketOf('output');
  const pages = await writePages(report, resources, { [resources[0]?.arn ?? '']: scannedAt }, artifacts);
  const output = { artifacts: [], work: { pages }, summary: { ...summaryOf(report) } as never };
  const done = { kind: 'inventory', status: 'Succeeded', owner: alice.principal } as const;
  const add = (jobId: string, more: Partial<IndexedJob> = {}) => jobs.create(aJob({ ...done, jobId, output, ...more }));
  await add(report.jobId, change);
  const listed = () => [...jobs.items.values()].sort((a, b) => (a.jobId < b.jobId ? 1 : -1));
  const index: InventoryDeps['index'] = {
    async *ofOwner(owner) {
      yield* listed().filter((job) => job.owner === owner);
    },
    async *ofStatus(status) {
      yield* listed().filter((job) => job.status === status);
    },
  };
  const operations = inventoryOperations({ jobs, index, artifacts });
  const asked = (caller = alice) => ({ caller, correlationId: 'c', headers: {}, path: undefined, body: undefined });
  return { operations, asked, add, artifacts, buckets };
};

const newer = '0199bb00-0000-7000-8000-000000000000';

describe('What a scan found', () => {
  it('is read as sums, with the cells that could not be looked at first', async () => {
    const { operations, asked } = await aScan();
    const summary = await operations.getInventorySummary({ ...asked(), query: {} });
    const { jobId, counts, costs, findings, fixed } = report;
    expect(summary).toMatchObject({ jobId, scannedAt, counts, costs, fixed: fixed.length });
    expect(findings.length).toBeGreaterThan(12);
    expect(summary.coverage.map(({ service, outcome }) => `${service} ${outcome}`)).toEqual([
      'eks denied',
      'ec2 complete',
    ]);
  });

  it('is read page by page: all findings, in the order of their rank', async () => {
    const { operations, asked } = await aScan();
    const found: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await operations.listFindings({ ...asked(), query: { limit: 5, ...(cursor && { cursor }) } });
      expect(page).toMatchObject({ jobId: report.jobId, scannedAt, total: report.findings.length });
      found.push(...page.findings);
      cursor = page.next;
    } while (cursor);
    expect(found).toEqual(report.findings);
  });

  it('is found by severity, rule and resource', async () => {
    const { operations, asked } = await aScan();
    const [first] = report.findings;
    if (!first) throw new Error('The scan has findings');
    const of = async (query: object) =>
      (await operations.listFindings({ ...asked(), query: { limit: 500, ...query } })).findings;
    const { rule, resource } = first;
    expect(await of({ rule })).toEqual(report.findings.filter((each) => each.rule === rule));
    expect(await of({ resource: resource.arn })).toEqual(
      report.findings.filter((each) => each.resource.arn === resource.arn),
    );
    expect(await of({ severity: 'low' })).toEqual(report.findings);
    expect(await of({ severity: 'medium' })).toEqual(report.findings.filter(({ severity }) => severity !== 'low'));
    expect(await of({ resource: 'arn:of:nothing' })).toEqual([]);
  });

  it('is told of what changed', async () => {
    const { operations, asked } = await aScan();
    const { appeared, gone, changed, since } = report.changes;
    const all = await operations.listChanges({ ...asked(), query: { limit: 500 } });
    expect(all).toMatchObject({ since, total: appeared.length + gone.length + changed.length });
    const named = all.changes.map(({ change, resource }) => `${change} ${resource.arn.split('/').at(-1)}`);
    expect(named).toEqual(['appeared i-new', 'gone i-gone', 'changed i-changed']);
    const { changes } = await operations.listChanges({ ...asked(), query: { limit: 500, change: 'changed' } });
    expect(changes).toEqual([{ change: 'changed', ...changed[0] }]);
  });

  it('is listed by type, region and account, with how many findings are open', async () => {
    const { operations, asked } = await aScan();
    const { resources: all, total } = await operations.listResources({ ...asked(), query: { limit: 500 } });
    expect([total, all.length]).toEqual([resources.length, resources.length]);
    expect(all.reduce((sum, { findings }) => sum + findings, 0)).toBe(
      report.findings.filter(({ resource }) => resources.some(({ arn }) => arn === resource.arn)).length,
    );
    const query = { limit: 500, type: 'AWS::EC2::Instance', region: 'eu-west-1', accountId: '111122223333' };
    const { resources: instances } = await operations.listResources({ ...asked(), query });
    expect(instances.map(({ arn, state }) => [arn.split('/').at(-1), state])).toEqual([
      ['i-changed', 'stopped'],
      ['i-new', undefined],
    ]);
    expect(await operations.listResources({ ...asked(), query: { limit: 5, region: 'mars' } })).toMatchObject({
      total: 0,
    });
  });
});

describe('Who sees a scan', () => {
  const limit = 5;

  it('is its owner, and admins', async () => {
    const { operations, asked } = await aScan();
    const { jobId } = report;
    for (const caller of [alice, admin])
      expect(await operations.listFindings({ ...asked(caller), query: { limit } })).toMatchObject({ jobId });
  });

  it('is nobody else, by its id or by a cursor that somebody gave away', async () => {
    const { operations, asked } = await aScan();
    const { next = '' } = await operations.listFindings({ ...asked(), query: { limit } });
    expect(next).not.toBe('');
    for (const query of [{}, { jobId: report.jobId }, { cursor: next }])
      await expect(operations.listFindings({ ...asked(bob), query: { limit, ...query } })).rejects.toMatchObject({
        code: 'NO_INVENTORY',
      });
  });

  it.each<[string, Partial<IndexedJob>]>([
    ['has failed', { status: 'Failed' }],
    ['is of another kind', { kind: 'template' }],
  ])('is nobody, if the job %s', async (_what, change) => {
    const { operations, asked } = await aScan(change);
    for (const query of [{}, { jobId: report.jobId }])
      await expect(operations.getInventorySummary({ ...asked(), query })).rejects.toMatchObject({
        code: 'NO_INVENTORY',
      });
  });

  it('sees the latest; a cursor goes on in the scan where it began', async () => {
    const { operations, asked, add } = await aScan();
    const { next = '' } = await operations.listFindings({ ...asked(), query: { limit } });
    await add(newer);
    expect(await operations.listFindings({ ...asked(), query: { limit } })).toMatchObject({ jobId: newer });
    expect(await operations.listFindings({ ...asked(), query: { limit, cursor: next } })).toMatchObject({
      jobId: report.jobId,
    });
  });

  it('of everybody’s is admins, the last that was asked for', async () => {
    const { operations, asked, add } = await aScan();
    await add(newer, { owner: bob.principal });
    const of = async (caller: typeof alice) =>
      (await operations.getInventorySummary({ ...asked(caller), query: {} })).jobId;
    expect([await of(alice), await of(bob), await of(admin)]).toEqual([report.jobId, newer, newer]);
  });
});

describe('A cursor is refused', () => {
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['that is none', 'AAAA'],
    ['of another list', encoded({ scan: report.jobId, list: 'changes', from: 1 })],
    ['of another scan than is named', encoded({ scan: newer, list: 'findings', from: 1 })],
    ['before the beginning', encoded({ scan: report.jobId, list: 'findings', from: -1 })],
    ['that says more', encoded({ scan: report.jobId, list: 'findings', from: 1, pages: 'jobs/x/' })],
  ])('%s', async (_what, cursor) => {
    const { operations, asked } = await aScan();
    const query = { limit: 5, cursor, jobId: report.jobId };
    await expect(operations.listFindings({ ...asked(), query })).rejects.toMatchObject({
      code: 'INCONSISTENT_REQUEST',
      errors: [{ in: 'query', pointer: '/cursor' }],
    });
  });

  it('not, if it is beyond the end: there is nothing more', async () => {
    const { operations, asked } = await aScan();
    const cursor = encoded({ scan: report.jobId, list: 'findings', from: 1_000_000 });
    const page = await operations.listFindings({ ...asked(), query: { limit: 5, cursor } });
    expect(page).toMatchObject({ findings: [] });
    expect(page.next).toBeUndefined();
  });
});

it('A scan that is kept no longer is none', async () => {
  const { operations, asked, buckets } = await aScan();
  buckets.objects.clear();
  const query = { limit: 5 };
  await expect(operations.listResources({ ...asked(), query })).rejects.toMatchObject({ code: 'NO_INVENTORY' });
  await expect(operations.getInventorySummary({ ...asked(), query: {} })).rejects.toMatchObject({
    code: 'NO_INVENTORY',
  });
});
