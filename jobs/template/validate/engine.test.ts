import { type Engine, startEngine, startEngines } from './engine.ts';

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

describe('two engines for one who has many templates', () => {
  /** Engines that answer when they are told to, each with a list of what it was given. */
  const fakes = () => {
    const given: string[][] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const start = (): Engine => {
      const mine: string[] = [];
      given.push(mine);
      return {
        name: 'fake',
        version: async () => '1',
        rules: async () => [],
        close: async () => undefined,
        validate: async (_, fileName) => {
          mine.push(fileName);
          await promise;
          return { status: 'OK', diagnostics: [], reasons: [fileName] };
        },
      };
    };
    return { engines: startEngines(2, start), given, answer: resolve };
  };
  const many = Array.from({ length: 9 }, (_, at) => `${at}.yaml`);

  it('share the work, and each answers what it was asked', async () => {
    const { engines, given, answer } = fakes();
    const reports = many.map((name) => engines.validate('', name));
    answer();
    expect((await Promise.all(reports)).map(({ reasons }) => reasons[0])).toEqual(many);
    expect(given.map(({ length }) => length)).toEqual([6, 3]);
  });

  it('leave the second alone for who asks for one thing at a time', async () => {
    const { engines, given, answer } = fakes();
    answer();
    for (const name of many) await engines.validate('', name);
    expect(given).toEqual([many, []]);
  });
});
