import { startEngine } from './engine.ts';

const template = 'Resources: { Orders: { Type: AWS::SQS::Queue, Properties: { Colour: blue } } }';

/** A cold start takes a second, on a machine that does other things a few. */
const patience = 60_000;

describe('the engine judges text and is kept warm', () => {
  const engine = startEngine();
  beforeAll(() => engine.version(), patience);
  afterAll(() => engine.close());

  it('finds what is wrong, with its place', async () => {
    const { status, diagnostics } = await engine.validate(template, 'template.yaml');
    expect(status).toBe('OK');
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ ruleId: 'F3002', propertyPath: 'Properties.Colour', startLine: 1 }),
    );
  });

  it('answers each of many that ask at once', async () => {
    const names = ['Colour', 'Shape', 'Taste'];
    const reports = await Promise.all(names.map((name) => engine.validate(template.replace('Colour', name), name)));
    for (const [at, name] of names.entries()) {
      expect(reports[at]?.diagnostics).toContainEqual(expect.objectContaining({ propertyPath: `Properties.${name}` }));
    }
  });

  it('knows its version', async () => {
    expect(await engine.version()).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('an engine that is stuck is given up, and the next template has a new one', () => {
  it(
    'reports the run that took too long as an error',
    async () => {
      const engine = startEngine({ timeoutMs: 0 });
      await engine.version();
      const report = await engine.validate(template, 'template.yaml');
      expect(report).toEqual({ status: 'ERROR', diagnostics: [], reasons: [expect.stringContaining('within 0 s')] });
      expect(await engine.version()).toMatch(/^\d/);
      await engine.close();
    },
    patience,
  );
});
