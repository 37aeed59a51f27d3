import { type Command, CommandError } from './command.ts';
import { commands } from './commands/index.ts';
import { surroundings } from './recorder.ts';
import { run } from './run.ts';

const running = async (...argv: string[]) => {
  const around = surroundings();
  const code = await run(argv, commands, around);
  return { code, out: around.out.text(), err: around.err.text() };
};

const failing = (error: unknown): Command => ({
  name: 'fail',
  summary: '',
  takes: [],
  options: {},
  examples: [],
  run: () => Promise.reject(error),
});

describe('wrong usage ends with 2 and says what was probably meant', () => {
  it.each([
    [['tempalte', 'x'], 'There is no command "tempalte". Did you mean template?'],
    [['val', 'x'], 'Did you mean validate?'],
    [['xyzzy'], 'There is no command "xyzzy".'],
    [['template', '.', '--strcit'], 'template has no option --strcit. Did you mean --strict?'],
    [['template', '.', '--constructor'], 'template has no option --constructor.'],
    [['template'], '<folder> is missing'],
    [['template', 'a', 'b'], 'template does not take "b"'],
    [['template', '.', '--out'], '--out wants a value: --out DIR'],
    [['template', '.', '--json=yes'], '--json takes no value'],
    [['validate', 'x', '--format', 'xml'], '--format is one of text, json, sarif, junit, not "xml"'],
    [['template', '/no/such/folder'], 'There is no folder /no/such/folder'],
    [['inventory'], 'Give a folder of exports, or --live.'],
    [['inventory', 'x', '--live'], 'Give a folder of exports or --live, not both.'],
    [['inventory', 'x', '--regions', 'eu-west-1'], '--regions goes with --live.'],
    [['inventory', '--live', '--regions', 'Europe'], 'regions'],
    [['inventory', '--live', '--roles', 'admin'], 'roles'],
    [['redrive', 'colector'], 'There is no stage "colector". Did you mean collector?'],
    [['redrive', 'collector', '--rate', 'fast'], '--rate is 10/s or 30/min'],
    [['redrive', 'collector', '--id', 'a', '--limit', '1'], 'Give --id or --limit, not both.'],
    [['redrive', 'collector', '--from', 'queue'], '--from is one of dlq, rule, schedule'],
    [['dlq', 'colector-dlq'], 'There is no dead-letter queue "colector-dlq". Did you mean collector-dlq?'],
    [['dlq', 'show'], '<letter> is missing'],
    [['dlq', 'edit', 'x'], 'Say what is to be different'],
    [['dlq', 'edit', 'x', '--body', '/no/such/file'], '/no/such/file cannot be read'],
    [['dlq', 'discard', 'x'], 'Say why'],
    [['dlq', 'discard', '--note', 'n'], 'Name the letters, or say --all.'],
    [['dlq', 'discard', 'x', '--all', '--note', 'n'], 'Name the letters, or say --all.'],
    [['replay', 'x', '--from', 'intake'], '--from is one of collector, generator'],
    [['replay', 'archive'], 'Say --since TIME, or --job ID.'],
    [['replay', 'archive', '--job', 'x', '--since', '2h'], 'Say --since TIME, or --job ID.'],
    [['replay', 'archive', '--job', 'x', '--until', '2h'], '--until goes with --since.'],
    [['replay', 'archive', 'intake', '--since', '2h'], 'Intake hears of S3 by the default bus, which is not archived.'],
    [['replay', 'archive', 'colector', '--since', '2h'], 'Did you mean collector?'],
    [['replay', 'archive', '--since', 'yesterday', '--stage', 'x'], '--since is a time such as'],
    [['jobs', '--limit', '-1'], '--limit'],
    [['serve', '--port', '70000'], '--port is a number from 0 to 65535'],
  ])('%j', async (argv, said) => {
    const { code, out, err } = await running(...argv);
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(out).toBe('');
  });

  it('is what no command at all is, with the help on stderr', async () => {
    const { code, out, err } = await running();
    expect(code).toBe(2);
    expect(err).toContain('Usage: npm start -- <command>');
    expect(out).toBe('');
  });
});

it('wrong usage of a command of two words leads to the help of that very command', async () => {
  expect((await running('dlq', 'show')).err).toContain('See: npm start -- dlq show --help');
});

describe('help', () => {
  it('names every command', async () => {
    const { code, out } = await running('--help');
    expect(code).toBe(0);
    for (const { name, summary } of commands)
      expect(out).toMatch(new RegExp(`${name}.*${summary.replace(/[()]/g, '.')}`));
  });

  it.each(commands.map(({ name }) => name))('of %s names its options', async (name) => {
    const { code, out } = await running(...name.split(' '), '--help');
    expect(code).toBe(0);
    const command = commands.find((candidate) => candidate.name === name);
    for (const option of Object.keys(command?.options ?? {})) expect(out).toContain(`--${option}`);
  });

  it('is asked for in any order, and before the arguments are checked', async () => {
    expect((await running('template', '--help')).code).toBe(0);
    expect((await running('help', 'template')).out).toContain('Usage: npm start -- template <folder>');
    expect((await running('help', 'dlq', 'show')).out).toContain('Usage: npm start -- dlq show <letter>');
  });
});

describe('the exit code', () => {
  it('is 0 for the version', async () => {
    const { code, out } = await running('--version');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('is 1 for what could not be done, without a stack', async () => {
    const around = surroundings();
    expect(await run(['fail'], [failing(new CommandError('The pipeline stalled.'))], around)).toBe(1);
    expect(around.err.text()).toBe('dropforge: The pipeline stalled.\n');
  });

  it.each([
    ['No Region is set', new Error('Region is missing')],
    ['No AWS credentials', Object.assign(new Error('Could not load'), { name: 'CredentialsProviderError' })],
    ['no such stage', Object.assign(new Error('Requested'), { name: 'ResourceNotFoundException' })],
  ])('is 1 where a stage is out of reach, with what to do and no stack: %s', async (why, error) => {
    const around = surroundings();
    expect(await run(['fail'], [failing(error)], around)).toBe(1);
    expect(around.err.text()).toMatch(new RegExp(`^dropforge: .*${why}.*\\n$`));
  });

  it('is 1 for what nobody foresaw, with its stack', async () => {
    const around = surroundings();
    expect(await run(['fail'], [failing(new TypeError('oops'))], around)).toBe(1);
    expect(around.err.text()).toContain('run.test.ts');
  });

  it('is 1 if no pipeline runs to look at', async () => {
    const { code, err } = await running('jobs');
    expect(code).toBe(1);
    expect(err).toContain('npm start -- serve');
  });

  it('is 130 after Ctrl-C, whatever came of it', async () => {
    const around = { ...surroundings(), signal: AbortSignal.abort() };
    expect(await run(['fail'], [failing(new Error('socket hang up'))], around)).toBe(130);
    expect(around.err.text()).not.toContain('socket');
  });
});

describe('what a terminal is shown', () => {
  it('never holds an escape sequence from the outside', async () => {
    const { err } = await running('\x1b]0;owned\x07');
    expect(err).not.toContain('\x1b');
  });
});
