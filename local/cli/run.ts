import { readFile } from 'node:fs/promises';
import { type Command, CommandError, commandOf, parseArguments, UsageError } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { outOfReach } from './out-of-reach.ts';
import { paint, plain, type Surroundings } from './terminal.ts';

const succeeded = 0;
const failed = 1;
const wrongUsage = 2;
/** 128 + SIGINT, as shells count. */
const interrupted = 130;

const version = async (): Promise<string> => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text);
  return String(version);
};

const wantsHelp = (argv: readonly string[]): boolean => {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).some((word) => word === '--help' || word === '-h');
};

const dispatch = async (argv: readonly string[], commands: readonly Command[], around: Surroundings) => {
  const [name, ...about] = argv;
  if (name === '--version' || name === '-v') {
    around.out.write(`${await version()}\n`);
    return succeeded;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const isOfOne = name === 'help' && about.length > 0;
    const help = isOfOne ? commandHelp(commandOf(about, commands).command) : generalHelp(commands);
    (name === undefined ? around.err : around.out).write(help);
    return name === undefined ? wrongUsage : succeeded;
  }
  const { command, rest } = commandOf(argv, commands);
  if (wantsHelp(rest)) {
    around.out.write(commandHelp(command));
    return succeeded;
  }
  return command.run(parseArguments(command, rest), around);
};

const stackOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => `${plain(line)}\n`)
    .join('');

/** The help that is nearest to a command line that was not understood. */
const helpFor = ([first, second]: readonly string[], commands: readonly Command[]): string => {
  const known = [`${first} ${second}`, first].find((words) => commands.some(({ name }) => name === words));
  return known === undefined ? '--help' : `${known} --help`;
};

const complain = (
  error: unknown,
  argv: readonly string[],
  commands: readonly Command[],
  { err, signal }: Surroundings,
) => {
  if (signal.aborted) {
    err.write('Interrupted: everything was stopped.\n');
    return interrupted;
  }
  const said = error instanceof Error ? error.message : String(error);
  err.write(`${paint(err, 'red', 'dropforge:')} ${plain(said)}\n`);
  if (error instanceof UsageError) {
    err.write(`See: npm start -- ${helpFor(argv, commands)}\n`);
    return wrongUsage;
  }
  // What we did not foresee is worth its stack; what we did is not.
  if (!(error instanceof CommandError) && error instanceof Error) err.write(paint(err, 'dim', stackOf(error)));
  return failed;
};

/** Runs a command line; resolves to the exit code, never rejects. */
export const run = async (
  argv: readonly string[],
  commands: readonly Command[],
  around: Surroundings,
): Promise<number> => {
  try {
    return await dispatch(argv, commands, around);
  } catch (error) {
    return complain(outOfReach(error), argv, commands, around);
  }
};
