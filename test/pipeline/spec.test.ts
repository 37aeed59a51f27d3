import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quality } from '#schemas/spec/quality.ts';
import { specSummary } from '#schemas/spec/summary.ts';
import { type Pipeline, startPipeline } from './harness.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');

describe('A specification of source', () => {
  let pipeline: Pipeline;
  const log: string[] = [];
  beforeAll(async () => {
    pipeline = await startPipeline({ logLevel: 'DEBUG', onLog: (line) => log.push(line) });
  }, 120_000);
  afterAll(() => pipeline.stop());

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

  it('is refused with a ZIP that is none; the email says so, and nothing of the input is kept', async () => {
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
    expect(email?.body).toContain('are deleted. Drop it again');
    expect(await pipeline.keys('Input', 'drops/broken/')).toEqual([]);
    expect(await pipeline.keys('Archive', `passing/${job.jobId}/`)).toEqual([]);
    expect(await pipeline.keys('Output', `jobs/${job.jobId}/collector/`)).toEqual([]);
    expect(log.some((line) => line.includes('SOURCE_DELETED') && line.includes(job.jobId))).toBe(true);
    expect(log.join('\n')).not.toContain('hunter2');
  }, 120_000);
});
