import { type InventoryReport, inventoryReport } from '#schemas/inventory/report.ts';
import type { Job } from '#schemas/job.ts';
import { envelopeOf } from '#shared/testing/memory.ts';
import { awsStub } from './aws-stub.ts';
import { type Plan, planned } from './faults.ts';
import { eventually, type Pipeline, startPipeline, withoutEngine } from './harness.ts';

const regions = ['eu-west-1', 'us-east-1'];
const options = JSON.stringify({ kind: 'inventory', live: true, regions, types: [] });

/** A piece of a cell's reading, not the plan or the options. */
const piece: Plan = {
  folder: '*',
  functionName: 'collector',
  service: 's3',
  operation: 'PutObject',
  body: /\{"cell":\{/,
  fault: 'kill-before',
};

describe('A live inventory on the embedded cloud', () => {
  const faults = planned([piece]);
  let stub: Awaited<ReturnType<typeof awsStub>>;
  let pipeline: Pipeline;

  beforeAll(async () => {
    stub = await awsStub({ 'eu-west-1': ['mail', 'shop'], 'us-east-1': ['edge'] });
    pipeline = await startPipeline({ faults, env: { ...withoutEngine, ...stub.env } });
  }, 120_000);
  afterAll(async () => {
    await pipeline.stop();
    await stub.close();
  });

  const scan = async (folder: string): Promise<{ job: Job; report: InventoryReport }> => {
    await pipeline.drop(folder, { 'dropforge.json': options });
    const job = await pipeline.settled(folder);
    const key = job.output.artifacts.find(({ name }) => name === 'findings.json')?.key ?? '';
    return { job, report: inventoryReport.parse(JSON.parse(await pipeline.read(key))) };
  };
  const outcomes = ({ coverage }: InventoryReport) =>
    Object.fromEntries(coverage.map(({ region, service, outcome }) => [`${region} ${service}`, outcome]));
  const cellEvents = (folder: string) => pipeline.eventsOf(folder).filter(({ type }) => type === 'ScanCellRequested');

  it('reads what it may, says what it may not, and survives a worker that dies in the middle of a cell', async () => {
    const { job, report } = await scan('first');
    expect(faults.struck).toEqual(['*']);
    expect(job.status).toBe('Succeeded');
    expect(report.counts).toMatchObject({ resources: 3, cells: 9, cellsIncomplete: 7 });
    expect(outcomes(report)).toMatchObject({
      'eu-west-1 lambda': 'complete',
      'us-east-1 lambda': 'complete',
      'eu-west-1 ec2': 'denied',
      'global s3': 'denied',
    });
    expect(job.gathered).toHaveLength(9);
    expect(
      new Set(
        pipeline
          .eventsOf('first')
          .filter(({ type }) => type === 'CellScanned')
          .map(({ data }) => JSON.stringify(data)),
      ).size,
    ).toBe(9);
    expect(JSON.stringify([report, await pipeline.inventory()])).not.toContain('hunter2');
  }, 120_000);

  it('reports exactly what changed, and nothing as gone where nobody could look', async () => {
    stub.functions['eu-west-1'] = ['mail', 'stock'];
    stub.closed.add('us-east-1');
    const { report } = await scan('second');
    expect(outcomes(report)).toMatchObject({ 'eu-west-1 lambda': 'complete', 'us-east-1 lambda': 'denied' });
    expect(report.changes.appeared.map(({ name }) => name)).toEqual(['stock']);
    expect(report.changes.gone.map(({ name }) => name)).toEqual(['shop']);
    stub.closed.clear();
    const { report: third } = await scan('third');
    expect([third.changes.appeared, third.changes.gone]).toEqual([[], []]);
    expect(third.counts.resources).toBe(3);
  }, 120_000);

  it('scans each cell once, whatever is delivered twice', async () => {
    const from = stub.calls.length;
    await pipeline.drop('twice', { 'dropforge.json': options });
    const asked = await eventually('the cells were asked for', async () => {
      const events = cellEvents('twice');
      return events.length >= 10 ? events : undefined;
    });
    for (const event of [...asked, ...asked]) await pipeline.send('collector', envelopeOf(event));
    const job = await pipeline.settled('twice');
    for (const event of asked) await pipeline.send('collector', envelopeOf(event));
    await pipeline.drop('after');
    await pipeline.settled('after');
    expect(await pipeline.job('twice')).toEqual(job);
    const lists = stub.calls.slice(from).filter(({ asked: what }) => /^lambda \S+\/functions\/?$/.test(what));
    expect(lists.map(({ region }) => region).sort()).toEqual(regions);
    expect(pipeline.emailsOf('twice')).toHaveLength(1);
    expect(
      new Set(
        pipeline
          .eventsOf('twice')
          .filter(({ type }) => type === 'InputsCollected')
          .map(({ metadata }) => metadata.id),
      ).size,
    ).toBe(1);
  }, 120_000);

  it('runs by the nightly schedule, too, and once for all who ask at the same time', async () => {
    await Promise.all([
      pipeline.cloud.runSchedule('InventorySchedule'),
      pipeline.cloud.runSchedule('InventorySchedule'),
    ]);
    const request = await eventually('the night’s job was requested', async () =>
      pipeline
        .allEvents()
        .find(({ type, data }) => type === 'JobRequested' && JSON.stringify(data).includes('requests/')),
    );
    const job = await eventually('the night’s job has ended', async () => {
      const current = await pipeline.jobs.get(request.metadata.jobId);
      return current?.archive ? current : undefined;
    });
    expect(job).toMatchObject({ kind: 'inventory', owner: 'schedule' });
    expect(await pipeline.keys('Input', job.input.prefix)).toEqual([]);
    const requested = pipeline
      .allEvents()
      .filter(({ type, data }) => type === 'JobRequested' && JSON.stringify(data).includes('requests/'));
    expect(new Set(requested.map(({ metadata }) => metadata.jobId)).size).toBe(1);
  }, 120_000);
});
