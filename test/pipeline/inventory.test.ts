import { inventoryReport } from '#schemas/inventory/report.ts';
import type { Job } from '#schemas/job.ts';
import { type Pipeline, startPipeline } from './harness.ts';

const options = JSON.stringify({ kind: 'inventory' });

const volumes = (...ids: string[]) =>
  JSON.stringify({
    Volumes: ids.map((VolumeId) => ({
      VolumeId,
      AvailabilityZone: 'eu-west-1a',
      Size: 100,
      State: 'available',
      VolumeType: 'gp2',
      Encrypted: false,
      CreateTime: '2026-01-01T00:00:00.000Z',
      Attachments: [],
      Tags: [{ Key: 'password', Value: 'hunter2hunter2' }],
    })),
  });

describe('An inventory of exports', () => {
  let pipeline: Pipeline;
  const reportOf = async ({ output }: Job) => {
    const key = output.artifacts.find(({ name }) => name === 'findings.json')?.key ?? '';
    return inventoryReport.parse(JSON.parse(await pipeline.read(key)));
  };

  beforeAll(async () => {
    pipeline = await startPipeline();
  }, 120_000);
  afterAll(() => pipeline.stop());

  it('goes from the drop to the report, the table and the email', async () => {
    await pipeline.drop('account', { 'dropforge.json': options, 'volumes.json': volumes('vol-1', 'vol-2') });
    const job = await pipeline.settled('account');
    expect(job).toMatchObject({ kind: 'inventory', status: 'Succeeded' });
    const report = await reportOf(job);
    expect(report.counts.resources).toBe(2);
    expect(report.findings.map(({ rule }) => rule)).toContain('ebs-unattached');
    const items = await pipeline.inventory();
    expect(items.filter(({ resource_type }) => resource_type === 'AWS::EC2::Volume')).toHaveLength(2);
    expect(items.filter(({ resource_id }) => String(resource_id).startsWith('cell#'))).not.toHaveLength(0);
    const [email] = pipeline.emailsOf('account');
    expect(email?.subject).toContain('AWS Inventory Alert - 2 Resources Scanned');
    expect(JSON.stringify([items, report, email])).not.toContain('hunter2');
  }, 120_000);

  it('knows the next time what it saw before', async () => {
    await pipeline.drop('twice', { 'dropforge.json': options, 'volumes.json': volumes('vol-1', 'vol-2') });
    const first = await pipeline.settled('twice');
    await pipeline.drop('twice', { 'dropforge.json': options, 'volumes.json': volumes('vol-2', 'vol-3') });
    const second = await pipeline.settledAfter('twice', first.jobId);
    const report = await reportOf(second);
    expect(report.trend).toHaveLength(2);
    const seen = (await pipeline.inventory()).filter(({ scope }) => scope === 'exports/twice');
    const since = Object.fromEntries(seen.map(({ resource_id, first_seen }) => [resource_id, first_seen]));
    const firstSeenOf = (id: string) => Object.entries(since).find(([arn]) => arn.includes(id))?.[1];
    expect(firstSeenOf('vol-2')).toBe(first.submittedAt);
    expect(firstSeenOf('vol-3')).toBe(second.submittedAt);
  }, 120_000);

  it('says what is wrong with its options', async () => {
    await pipeline.drop('wrong', { 'dropforge.json': '{"kind": "inventory", "regions": "eu-west-1"}' });
    const job = await pipeline.settled('wrong');
    expect(job).toMatchObject({ kind: 'inventory', status: 'Failed', error: { code: 'INVALID_OPTIONS' } });
  }, 120_000);
});
