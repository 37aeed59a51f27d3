import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import * as z from 'zod';
import { type ServeRecord, serveFile } from '#local/cli/serve/record.ts';
import { type Pipeline, startPipeline } from './harness.ts';

const root = join(import.meta.dirname, '..', '..');
const examples = join(root, 'examples');

let pipeline: Pipeline;
let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'dropforge-mcp-')));
  await cp(join(examples, 'web-service', 'storage'), join(folder, 'storage'), { recursive: true });
  await cp(join(examples, 'orders-module.zip'), join(folder, 'orders-module.zip'));
  await mkdir(join(folder, 'large'));
  await writeFile(join(folder, 'large', 'queue.json'), queue.padEnd(3_500_000));
  pipeline = await startPipeline({ env: { API_RATE_PER_SECOND: '0', WARM_ENGINE: 'false' } });
}, 120_000);
afterAll(async () => {
  await pipeline.stop();
  await rm(folder, { recursive: true });
});

const apiUrl = () => z.string().parse(pipeline.cloud.apiUrl);

const overStdio = (...options: string[]) =>
  new StdioClientTransport({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(root, 'local/cli/main.ts'), 'mcp', ...options],
    cwd: folder,
    env: { ...pipeline.cloud.env },
    stderr: 'pipe',
  });

/** Each as an agent has it configured. */
const transports: Readonly<Record<string, () => Transport>> = {
  // The SDK's own types and exactOptionalPropertyTypes do not agree about its session id.
  'streamable HTTP': () => new StreamableHTTPClientTransport(new URL(`${apiUrl()}/v1/mcp`)) as Transport,
  stdio: () => overStdio('--url', apiUrl()),
};

const result = z.object({
  structuredContent: z.record(z.string(), z.unknown()).default({}),
  isError: z.boolean().default(false),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
});

const queue = JSON.stringify({
  QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders',
  Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', VisibilityTimeout: '30' },
});

const volumes = JSON.stringify({
  Volumes: [
    {
      VolumeId: 'vol-1',
      State: 'available',
      VolumeType: 'gp2',
      Size: 8,
      Encrypted: false,
      Attachments: [],
      AvailabilityZone: 'eu-west-1a',
      CreateTime: '2026-01-01T00:00:00.000Z',
    },
  ],
});

const descriptor = {
  moduleName: 'Orders',
  version: '1',
  features: [{ id: 'RFQ-1', description: 'Customers place orders.' }],
};

it('an agent over stdio joins the serve that runs in its folder', async () => {
  const { env, outputs } = pipeline.cloud;
  const record: ServeRecord = { pid: process.pid, url: apiUrl(), env, outputs };
  await mkdir(dirname(serveFile(folder)), { recursive: true });
  await writeFile(serveFile(folder), JSON.stringify(record));
  const client = new Client({ name: 'agent', version: '1' });
  await client.connect(overStdio());
  expect(await client.callTool({ name: 'list_jobs', arguments: { kind: 'spec' } })).toMatchObject({
    structuredContent: { jobs: expect.any(Array) },
  });
  await client.close();
}, 60_000);

describe.each(Object.keys(transports))('an agent over %s', (name) => {
  const client = new Client({ name: 'agent', version: '1' });
  const wrong: Error[] = [];
  beforeAll(async () => {
    client.onerror = (error) => void wrong.push(error);
    const transport = transports[name]?.();
    if (transport) await client.connect(transport);
    // The client then holds every result against the tool's schema.
    await client.listTools();
  }, 60_000);
  afterAll(() => client.close());

  const call = async (tool: string, given: Record<string, unknown> = {}) =>
    result.parse(await client.callTool({ name: tool, arguments: given }));

  const started = async (tool: string, given: Record<string, unknown>): Promise<string> => {
    const { structuredContent, content } = await call(tool, given);
    if (structuredContent.jobId === undefined) throw new Error(JSON.stringify(content));
    return z.string().parse(structuredContent.jobId);
  };

  const settled = async (jobId: string) => {
    for (;;) {
      const { structuredContent: job } = await call('get_job', { jobId, waitSeconds: 20 });
      if (job.status === 'Succeeded' || job.status === 'Failed') return job;
    }
  };

  const storage = { files: [{ name: 'queue.json', content: queue }] };
  const isLocal = name === 'stdio';

  it('makes a template, looks at it and at what was found', async () => {
    const jobId = await started('start_template_job', isLocal ? { path: 'storage' } : { input: storage });
    const job = await settled(jobId);
    expect(job).toMatchObject({ kind: 'template', status: 'Succeeded' });
    const { contents } = await client.readResource({ uri: `dropforge://jobs/${jobId}/template.yaml` });
    expect(contents[0]).toMatchObject({
      mimeType: 'application/yaml',
      text: expect.stringContaining(isLocal ? 'AWS::S3::Bucket' : 'AWS::SQS::Queue'),
    });
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain(`dropforge://jobs/${jobId}/findings.json`);
    expect((await call('get_findings', { jobId })).structuredContent).toMatchObject({ jobId, kind: 'template' });
    expect((await call('list_jobs', { kind: 'template' })).structuredContent).toMatchObject({
      jobs: expect.arrayContaining([expect.objectContaining({ jobId })]),
    });
  }, 60_000);

  it('sends what is too large for a request by signed forms', async () => {
    if (!isLocal) return expect((await call('start_template_job', { path: 'large' })).isError).toBe(true);
    const jobId = await started('start_template_job', { path: 'large' });
    expect(await settled(jobId)).toMatchObject({ status: 'Succeeded', input: expect.not.stringContaining('requests') });
  }, 60_000);

  it('takes an inventory of exports, and reads its findings', async () => {
    const jobId = await started('start_inventory', { input: { files: [{ name: 'volumes.json', content: volumes }] } });
    expect(await settled(jobId)).toMatchObject({ status: 'Succeeded' });
    const { structuredContent } = await call('get_findings', { jobId, rule: 'ebs-unattached' });
    expect(structuredContent).toMatchObject({ total: 1, findings: [{ rule: 'ebs-unattached' }] });
  }, 60_000);

  it('asks for a specification, and has it or is told why there is none', async () => {
    const files = [{ name: 'source.zip', contentBase64: Buffer.from('no archive').toString('base64') }];
    const given = isLocal ? { path: 'orders-module.zip' } : { input: { files } };
    const jobId = await started('start_spec_job', { ...given, descriptor });
    const job = await settled(jobId);
    if (!isLocal) return expect(job).toMatchObject({ status: 'Failed', error: { hint: expect.any(String) } });
    expect(job).toMatchObject({ kind: 'spec', status: 'Succeeded' });
    const { contents } = await client.readResource({ uri: `dropforge://jobs/${jobId}/specification.pdf` });
    const pdf = z.object({ blob: z.base64() }).parse(contents[0]);
    expect(Buffer.from(pdf.blob, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect((await call('get_findings', { jobId })).structuredContent).toMatchObject({ kind: 'spec' });
  }, 60_000);

  it('has a template validated and mended, and its findings explained', async () => {
    const template = 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimout: 30\n';
    const judged = await call('validate_template', { template });
    expect(judged.structuredContent).toMatchObject({
      verdict: 'invalid',
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'F3002' })]),
    });
    const mended = await call('validate_template', { template, fix: true });
    expect(mended.structuredContent).toMatchObject({
      verdict: 'valid',
      template: template.replace('Timout', 'Timeout'),
    });
    const told = await call('explain_finding', { rule: 'F3002' });
    expect(told.structuredContent).toMatchObject({ from: 'validation engine', fixers: [{ name: 'unknown-property' }] });
    expect((await call('explain_finding', { rule: 'rds-public' })).structuredContent).toMatchObject({ of: 'account' });
  }, 60_000);

  it("is told of a job that is not its own, or nobody's, what it can do", async () => {
    const answer = await call('get_job', { jobId: '0199aa00-0000-7000-8000-00000000000f' });
    expect(answer.isError).toBe(true);
    expect(answer.content[0]?.text).toMatch(/^NO_SUCH_JOB: .*\nWhat to do: Call list_jobs/);
  });

  it(isLocal ? 'names paths, and none that lead out' : 'cannot name paths', async () => {
    const answer = await call('start_template_job', { path: '../..' });
    expect([answer.isError, answer.content[0]?.text]).toEqual([
      true,
      expect.stringContaining(isLocal ? 'leads out' : 'path'),
    ]);
  });

  it('hears nothing that is no message', () => expect(wrong).toEqual([]));
});
