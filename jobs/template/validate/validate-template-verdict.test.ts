import { readFileSync } from 'node:fs';
import type { Finding } from '#schemas/findings.ts';
import { startEngine } from './engine.ts';
import { limits } from './limits.ts';
import { validateTemplate } from './validate-template.ts';

const engine = startEngine();
// A cold start takes a second, on a machine that does other things a few.
beforeAll(() => engine.version(), 60_000);
afterAll(() => engine.close());

const fixtures = new URL('../../../test/fixtures/templates/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');
const open = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ fix, severity }) => !fix && severity !== 'INFO');
const validate = (text: string) => validateTemplate(text, { fileName: 'template.yaml', engine });

describe('whatever comes in, the answer is a finding and comes soon', () => {
  it.each(['empty.yaml', 'no-template.yaml', 'truncated.json'])('%s is invalid', async (name) => {
    const { text, report } = await validate(read(`bad/${name}`));
    expect(text).toBe(read(`bad/${name}`));
    expect(report.verdict).toBe('invalid');
    expect(open(report.findings)).toEqual([expect.objectContaining({ severity: 'FATAL', rule: 'F1101', line: 1 })]);
  });

  it('never shows the engine an alias bomb', async () => {
    const levels = [...'bcdefghi'].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[at]}`)}]`);
    const { report } = await validate(
      `a: &a [x]\n${levels.join('\n')}\nResources: { A: { Type: 'AWS::S3::Bucket', Metadata: *i } }\n`,
    );
    expect(report.verdict).toBe('invalid');
    expect(open(report.findings)).toEqual([expect.objectContaining({ rule: 'alias-bomb', severity: 'FATAL' })]);
  });

  it('survives any depth', async () => {
    const deep = `Resources: { A: { Type: 'AWS::S3::Bucket', Metadata: ${'['.repeat(50_000)}${']'.repeat(50_000)} } }`;
    expect((await validate(deep)).report.verdict).toBe('invalid');
  });

  it('refuses to read what cannot be a template for its size', async () => {
    await expect(validate(`# ${'x'.repeat(limits.templateBytes)}`)).rejects.toMatchObject({
      code: 'TEMPLATE_TOO_LARGE',
    });
  });

  it('takes names that objects inherit for names', async () => {
    const text =
      'Resources:\n  __proto__: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: "60", constructor: 1 } }\n';
    const { report } = await validate(text);
    expect(report.verdict).toBe('invalid');
    expect(Object.hasOwn(Object.prototype, 'Type')).toBe(false);
  });
});

describe('findings made on the way count as well', () => {
  it('makes the verdict invalid if one is an error, and lists the worst first', async () => {
    const made: Finding = { rule: 'duplicate-resource', severity: 'ERROR', message: 'Two files describe Orders' };
    const { report } = await validateTemplate(read('bad/unknown-property-without-a-neighbour.yaml'), {
      fileName: 'template.yaml',
      engine,
      generationFindings: [made],
    });
    expect(report.verdict).toBe('invalid');
    expect(report.findings.slice(0, 2).map(({ rule }) => rule)).toEqual(['F3002', 'duplicate-resource']);
    expect(report.counts).toMatchObject({ fatal: 1, error: 1 });
  });
});

describe('an analysis that did not come to its end is never valid', () => {
  const reports = (status: 'OK' | 'ANALYSIS_INCOMPLETE' | 'ERROR') => ({
    name: 'stub',
    version: async () => '0',
    rules: async () => [],
    close: async () => undefined,
    validate: async () => ({ status, diagnostics: [], reasons: [] }),
  });

  it.each([
    ['OK', 'valid'],
    ['ANALYSIS_INCOMPLETE', 'incomplete'],
    ['ERROR', 'incomplete'],
  ] as const)('%s is %s', async (status, verdict) => {
    const { report } = await validateTemplate(read('good/bucket.json'), {
      fileName: 'b.json',
      engine: reports(status),
    });
    expect(report.verdict).toBe(verdict);
    expect(report.findings.some(({ rule }) => rule === 'incomplete-analysis')).toBe(status !== 'OK');
  });
});

describe('a secret in the template is in nothing that is told of it', () => {
  it.each([
    ['that a name tells', 'MasterUserPassword: 87654321', '87654321'],
    ['that its looks tell', 'DBClusterIdentifier: AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['under a name that there is not', 'Xyzzy: AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  ])('%s', async (_, property, secret) => {
    const text = `Resources:\n  Db:\n    Type: AWS::RDS::DBCluster\n    Properties:\n      Engine: 7.5x\n      ${property}\n`;
    const { report } = await validate(text);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain(secret);
  });
});
