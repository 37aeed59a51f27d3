import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inventoryReport } from '#schemas/inventory/report.ts';
import type { Job } from '#schemas/job.ts';
import { quality } from '#schemas/spec/quality.ts';
import { specSummary } from '#schemas/spec/summary.ts';
import { type Pipeline, startPipeline, withoutEngine } from './harness.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');

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

const log: string[] = [];
let pipeline: Pipeline;
beforeAll(async () => {
  // What is dropped says when it is complete: on a busy machine its files may come further apart than drops settle here.
  const env = { ...withoutEngine, SETTLE_SECONDS: '30' };
  pipeline = await startPipeline({ env, logLevel: 'DEBUG', onLog: (line) => log.push(line) });
}, 120_000);
afterAll(() => pipeline.stop());

describe('An inventory of exports', () => {
  const reportOf = async ({ output }: Job) => {
    const key = output.artifacts.find(({ name }) => name === 'findings.json')?.key ?? '';
    return inventoryReport.parse(JSON.parse(await pipeline.read(key)));
  };

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

describe('A specification of source', () => {
  it('goes from the ZIP to Markdown, PDF and the email; the source leaves the drop', async () => {
    const zip = await readFile(join(examples, 'orders-module.zip'));
    const descriptor = await readFile(join(examples, 'orders-module.json'));
    await pipeline.drop('orders', { 'orders-module.zip': zip, 'descriptor.json': descriptor });
    const job = await pipeline.settled('orders');
    expect({ kind: job.kind, status: job.status, error: job.error }).toMatchObject({
      kind: 'spec',
      status: 'Succeeded',
    });
    const read = async (name: string) =>
      pipeline.read(job.output.artifacts.find((artifact) => artifact.name === name)?.key ?? `no ${name}`);
    const { score } = quality.parse(JSON.parse(await read('quality.json')));
    expect(score).toBeGreaterThanOrEqual(95);
    expect(await read('specification.md')).toMatch(/FR-001[\s\S]*Traceability/);
    expect(await read('specification.pdf')).toMatch(/^%PDF-/);
    expect(specSummary.parse(job.output.summary).moduleName).toBe('Larkspur Orders');
    const [email] = pipeline.emailsOf('orders');
    expect(email?.subject).toBe(`Specification of Larkspur Orders 2.4.0: QualityScore ${Math.floor(score * 10) / 10}`);
    expect(await pipeline.keys('Input', 'drops/orders/')).toEqual([]);
    expect(await pipeline.keys('Archive', `passing/${job.jobId}/inputs/`)).toContainEqual(
      expect.stringMatching(/orders-module\.zip$/),
    );
  }, 120_000);

  it('a specification of a ZIP that is none fails; the email says so, and nothing of the input is kept', async () => {
    const descriptor = JSON.stringify({
      moduleName: 'M',
      version: '1',
      features: [{ id: 'F', description: 'It is.' }],
    });
    await pipeline.drop('broken', { 'a.zip': 'this is no ZIP, hunter2', 'descriptor.json': descriptor });
    const job = await pipeline.settled('broken');
    expect(job).toMatchObject({ kind: 'spec', status: 'Failed', error: { code: 'NOT_A_ZIP', stage: 'collector' } });
    const [email] = pipeline.emailsOf('broken');
    expect(email?.subject).toContain('failed, NOT_A_ZIP');
    expect(email?.body).toContain('are deleted. Send it again');
    expect(await pipeline.keys('Input', 'drops/broken/')).toEqual([]);
    expect(await pipeline.keys('Archive', `passing/${job.jobId}/`)).toEqual([]);
    expect(await pipeline.keys('Output', `jobs/${job.jobId}/collector/`)).toEqual([]);
    expect(log.some((line) => line.includes('SOURCE_DELETED') && line.includes(job.jobId))).toBe(true);
    expect(log.join('\n')).not.toContain('hunter2');
  }, 120_000);
});
