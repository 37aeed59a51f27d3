import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedEngine } from '#jobs/template/validate/engine.ts';
import { commands } from './commands/index.ts';
import { surroundings } from './recorder.ts';
import { run } from './run.ts';

const good = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n';
const fixable = 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue # mine\n    Properties:\n      delaySeconds: 5\n';
const hopeless = 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      Xyzzy: 5\n';

/** The engine is WebAssembly that takes as long as the machine lets it. */
const patience = 60_000;

describe('validate', () => {
  let cwd: string;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'dropforge-validate-'));
    await Promise.all(
      Object.entries({ good, fixable, hopeless }).map(([name, text]) => writeFile(join(cwd, `${name}.yaml`), text)),
    );
  }, patience);
  afterAll(async () => {
    await sharedEngine().close();
    await rm(cwd, { recursive: true });
  });

  const running = async (...argv: string[]) => {
    const around = surroundings(cwd);
    const code = await run(['validate', ...argv], commands, around);
    return { code, out: around.out.text(), err: around.err.text() };
  };

  it(
    'ends with 0 for a valid template',
    async () => {
      const { code, out } = await running('good.yaml');
      expect(out).toContain('good.yaml: valid, 0 errors');
      expect(code).toBe(0);
    },
    patience,
  );

  it(
    'ends with 1 if one of several has an error, and says where',
    async () => {
      const { code, out } = await running('good.yaml', 'hopeless.yaml');
      expect(out).toMatch(/^hopeless\.yaml:5:\d+ (FATAL|ERROR) .*Xyzzy/m);
      expect(out).toContain('hopeless.yaml: invalid, 1 error');
      expect(code).toBe(1);
    },
    patience,
  );

  it('asks no model that is switched on without a name, and says so', async () => {
    process.env.MODEL_ENABLED = 'true';
    const { code, err } = await running('good.yaml', '--fix');
    delete process.env.MODEL_ENABLED;
    expect(err).toContain('MODEL_ENABLED is true, and no model is named');
    expect(code).toBe(2);
  });

  it(
    'leaves the file alone without --fix',
    async () => {
      expect((await running('fixable.yaml')).code).toBe(1);
      expect(await readFile(join(cwd, 'fixable.yaml'), 'utf8')).toBe(fixable);
    },
    patience,
  );

  it(
    'mends the file with --fix, comments and all, and says what it did',
    async () => {
      const { code, out } = await running('fixable.yaml', '--fix');
      expect(out).toMatch(/^fixable\.yaml:5:\d+ FIXED/m);
      expect(code).toBe(0);
      expect(await readFile(join(cwd, 'fixable.yaml'), 'utf8')).toBe(fixable.replace('delaySeconds', 'DelaySeconds'));
    },
    patience,
  );

  it(
    'prints one JSON document',
    async () => {
      const { out } = await running('good.yaml', 'hopeless.yaml', '--format', 'json', '--severity', 'error');
      const { templates } = JSON.parse(out);
      expect(templates).toMatchObject([
        { file: 'good.yaml', verdict: 'valid', findings: [] },
        { file: 'hopeless.yaml', verdict: 'invalid', findings: [{ logicalId: 'Queue', line: 5 }] },
      ]);
    },
    patience,
  );

  it(
    'passes over what is no template in a folder, but not if it is named',
    async () => {
      await mkdir(join(cwd, 'mixed'));
      await writeFile(join(cwd, 'mixed/pod.yaml'), 'kind: Pod\n');
      await writeFile(join(cwd, 'mixed/stack.yaml'), good);
      const { code, out } = await running('mixed');
      expect(out).toContain('1 of 1 templates valid; 1 files passed over that are no templates');
      expect(code).toBe(0);
      expect((await running('mixed/pod.yaml')).code).toBe(1);
    },
    patience,
  );

  it(
    'neither counts nor fixes what is ignored, and tells it in SARIF as suppressed',
    async () => {
      const ignoring = fixable.replace('      delay', '      # dropforge-ignore E3002: told so\n      delay');
      await writeFile(join(cwd, 'ignoring.yaml'), ignoring);
      const { code, out } = await running('ignoring.yaml', '--fix', '--format', 'sarif');
      expect(code).toBe(0);
      expect(await readFile(join(cwd, 'ignoring.yaml'), 'utf8')).toBe(ignoring);
      expect(JSON.parse(out).runs[0].results).toContainEqual(
        expect.objectContaining({ suppressions: [{ kind: 'inSource', justification: 'told so' }] }),
      );
    },
    patience,
  );

  it.each([
    ['warn', 1],
    ['error', 0],
  ])(
    'fails on %s if --fail-on says so',
    async (level, expected) => {
      await writeFile(join(cwd, 'warned.yaml'), `# dropforge-ignore-file E3012\n${good}`);
      expect((await running('warned.yaml', '--fail-on', level)).code).toBe(expected);
    },
    patience,
  );

  it(
    'ends with 2 for a file that is not there',
    async () => {
      const { code, err } = await running('nope.yaml');
      expect(code).toBe(2);
      expect(err).toContain('nope.yaml cannot be read (ENOENT)');
    },
    patience,
  );
});
