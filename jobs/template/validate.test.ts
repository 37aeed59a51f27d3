import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { JobSucceeded } from '#events/job-succeeded.ts';
import type { Finding, FindingsReport } from '#schemas/findings.ts';
import type { Artifact, Job } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import { sharedEngine } from './validate/engine.ts';
import { validate } from './validate.ts';

// A cold start takes a second, on a machine that does other things a few.
beforeAll(() => sharedEngine().version(), 60_000);
afterAll(() => sharedEngine().close());

const bad = new URL('../../test/fixtures/templates/bad/', import.meta.url);
const misspelled = readFileSync(new URL('misspelled-property.yaml', bad), 'utf8');
const hopeless = readFileSync(new URL('unknown-property-without-a-neighbour.yaml', bad), 'utf8');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const artifact = (name: string): Artifact => ({
  name,
  key: `jobs/j1/generator/${name}`,
  bytes: 1,
  sha256: sha256(name),
  contentType: 'application/json',
});

const store = (objects: Record<string, string>): ArtifactStore => ({
  bucket: 'output',
  async *list() {},
  open: async (key) => Readable.from([objects[key] ?? '']),
  copy: async () => undefined,
  deleteIfUnchanged: async () => true,
  async put(key, body, contentType) {
    const text = String(body);
    objects[key] = text;
    return { name: key.split('/').at(-1) ?? '', key, bytes: text.length, sha256: sha256(text), contentType };
  },
  readText: async (key) => objects[key] ?? '',
});

const job = (output: Partial<Job['output']>): Job => ({
  jobId: 'j1',
  kind: 'template',
  status: 'Running',
  stage: 'validator',
  revision: 1,
  owner: 'me',
  correlationId: 'c1',
  input: { bucket: 'input', prefix: 'drops/shop/' },
  output: { artifacts: [], work: {}, summary: {}, ...output },
  history: [],
  handled: [],
  claims: {},
  notifications: [],
  submittedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: 1,
});

const run = async (template: string, output: Partial<Job['output']> = {}, more: Record<string, string> = {}) => {
  const objects: Record<string, string> = { 'jobs/j1/generator/template.yaml': template, ...more };
  const artifacts = store(objects);
  const result = await validate(job(output), { key: 'jobs/j1/generator/template.yaml' }, { artifacts });
  const report: FindingsReport = JSON.parse(objects['jobs/j1/validator/findings.json'] ?? '');
  return { ...result, report, objects, text: objects['jobs/j1/validator/template.yaml'] };
};

const fidelity = {
  'jobs/j1/generator/fidelity.json': JSON.stringify({
    counts: { carried: 2, dropped: 0, lost: 0 },
    files: [{ file: 'orders.json', bytes: 9, outcome: 'read', resources: 1 }],
    entries: [],
  }),
};

describe('the validator has the last word on a template job', () => {
  it('writes the template and the findings, and says that the job is done with everything it made', async () => {
    const had = [artifact('template.yaml'), artifact('fidelity.json')];
    const { text, report, patch, events } = await run(
      misspelled,
      { artifacts: had, summary: { resources: 1 } },
      fidelity,
    );
    expect(text).toContain('VisibilityTimeout: 60 # seconds');
    expect(report.verdict).toBe('valid');
    const made = ['template.yaml', 'findings.json', 'report.html', 'diagram.svg', 'diagram.mmd'];
    const keys = made.map((name) => `jobs/j1/validator/${name}`);
    expect(patch.artifacts?.map(({ key }) => key)).toEqual(keys);
    expect(events.map(({ type }) => type)).toEqual([JobSucceeded.type]);
    const { artifacts, summary } = JobSucceeded.data.parse(events[0]?.data);
    expect(artifacts.map(({ key }) => key)).toEqual(['jobs/j1/generator/fidelity.json', ...keys]);
    expect(patch.summary).toMatchObject({
      open: [],
      fixes: ['Orders: VisibilityTimout renamed to VisibilityTimeout (F3002)'],
    });
    // The event carries the counts; the lists stay on the record.
    expect(summary).toEqual({ resources: 1, verdict: 'valid', findings: report.counts });
  });

  it('writes the same bytes when it is run again', async () => {
    const [first, second] = [await run(misspelled), await run(misspelled)];
    expect(first.patch).toEqual(second.patch);
  });

  it('makes a report of all it knows, with the picture in it', async () => {
    const artifacts = [artifact('fidelity.json')];
    const { report: html, svg } = await run(misspelled, { artifacts }, fidelity).then(({ objects }) => ({
      report: objects['jobs/j1/validator/report.html'],
      svg: objects['jobs/j1/validator/diagram.svg'],
    }));
    expect(html).toContain('VisibilityTimout renamed to VisibilityTimeout');
    expect(html).toContain('orders.json');
    expect(html).toContain('<svg ');
    expect(svg).toContain('<title>Orders: SQS Queue</title>');
  });

  it('has no picture of a template that cannot be read', async () => {
    const { patch } = await run('Resources: [', {}, {});
    expect(patch.artifacts?.map(({ name }) => name)).toEqual(['template.yaml', 'findings.json', 'report.html']);
  });

  it('succeeds with what is left open, and says where to look', async () => {
    const { patch } = await run(hopeless);
    expect(patch.summary).toMatchObject({ verdict: 'invalid', findings: { fatal: 1 } });
    expect(patch.summary?.open).toEqual([
      "FATAL F3002 Orders/Properties/Colour, line 6: Additional properties are not allowed ('Colour' was unexpected)",
    ]);
  });

  it("folds the generator's findings in", async () => {
    const found: Finding[] = [{ rule: 'duplicate-resource', severity: 'WARN', message: 'Two files describe Orders' }];
    const { report, patch } = await run(
      misspelled,
      { work: { generationFindings: 'jobs/j1/generator/generation-findings.json' } },
      { 'jobs/j1/generator/generation-findings.json': JSON.stringify(found) },
    );
    expect(report.findings).toContainEqual(found[0]);
    expect(patch.summary?.open).toEqual(['WARN duplicate-resource: Two files describe Orders']);
  });
});

describe('of several stacks', () => {
  const entry = (name: string, dependsOn: readonly string[]) => ({
    name,
    file: `${name}.template.yaml`,
    region: 'eu-west-1',
    layer: 'Network',
    dependsOn,
    resources: { Orders: 'AWS::SQS::Queue' },
    parameters: [],
  });
  const network = `Resources:\n  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\nOutputs:\n  Net:\n    Value: !Ref Net\n    Export:\n      Name: shop-Net\n`;
  const key = 'jobs/j1/generator/stacks.json';
  const objects = () => ({
    [key]: JSON.stringify({ stacks: [entry('shop-network', []), entry('shop-messages', ['shop-network'])] }),
    'jobs/j1/generator/shop-network.template.yaml': network,
    'jobs/j1/generator/shop-messages.template.yaml': misspelled,
    'jobs/j1/generator/found.json': JSON.stringify([{ rule: 'split-into-stacks', severity: 'INFO', message: 'Two' }]),
  });
  const stacks = ['shop-network', 'shop-messages'].map((name) => ({
    name,
    file: `${name}.template.yaml`,
    resources: 1,
    capabilities: [],
    parameters: [],
  }));

  it('each template is judged, fixed and written; findings and report are of all', async () => {
    const all: Record<string, string> = objects();
    const work = { generationFindings: 'jobs/j1/generator/found.json' };
    const { patch } = await validate(job({ work, summary: { stacks } }), { key }, { artifacts: store(all) });
    expect(patch.artifacts?.map(({ name }) => name)).toEqual([
      'shop-network.template.yaml',
      'shop-messages.template.yaml',
      'findings.json',
      'report.html',
      'diagram.svg',
      'diagram.mmd',
    ]);
    expect(all['jobs/j1/validator/shop-network.template.yaml']).toBe(network);
    expect(all['jobs/j1/validator/shop-messages.template.yaml']).toContain('VisibilityTimeout: 60');
    const report: FindingsReport = JSON.parse(all['jobs/j1/validator/findings.json'] ?? '');
    expect(report).toMatchObject({ verdict: 'valid', counts: { fixed: 1 } });
    expect(report.findings.filter(({ rule }) => rule === 'split-into-stacks')).toHaveLength(1);
    expect(report.findings.find(({ fix }) => fix)).toMatchObject({ file: 'shop-messages.template.yaml' });
    const page = all['jobs/j1/validator/report.html'] ?? '';
    expect(page).toContain('Stacks: what went where');
    expect(page).toContain('--stack-name shop-messages');
    expect(page.indexOf('--stack-name shop-network')).toBeLessThan(page.indexOf('--stack-name shop-messages'));
  });
});

describe('a drop that asked for strict fails if an error remains', () => {
  it('with a message that names the first', async () => {
    await expect(run(hopeless, { summary: { strict: true } })).rejects.toMatchObject({
      code: 'INVALID_TEMPLATE',
      message: expect.stringContaining('Orders/Properties/Colour'),
    });
  });

  it('and succeeds if a fix settled it', async () => {
    expect((await run(misspelled, { summary: { strict: true } })).events).toHaveLength(1);
  });
});
