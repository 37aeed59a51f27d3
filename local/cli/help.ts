import type { Command } from './command.ts';

const program = 'npm start --';

const table = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

const usage = ({ name, takes, options }: Command): string =>
  [program, name, ...takes, ...(Object.keys(options).length > 0 ? ['[options]'] : [])].join(' ');

/** What `--help` prints with no command. */
export const generalHelp = (commands: readonly Command[]): string =>
  [
    'Dropforge: drop a folder, get an answer.',
    '',
    `Usage: ${program} <command> [options]`,
    '',
    ...table(commands.map(({ name, takes, summary }) => [[name, ...takes].join(' '), summary])),
    '',
    ...table([
      ['<command> --help', "a command's options and examples"],
      ['--version', 'the version'],
    ]),
    '',
    'Results go to stdout, progress to stderr. Exit code 0: succeeded; 1: the job failed; 2: wrong usage.',
    '',
  ].join('\n');

/** What `<command> --help` prints. */
export const commandHelp = (command: Command): string => {
  const options = Object.entries(command.options).map(([name, { value, oneOf, description }]) => {
    const takes = oneOf?.join('|') ?? value;
    return [takes ? `--${name} ${takes}` : `--${name}`, description] as const;
  });
  return [
    `Usage: ${usage(command)}`,
    '',
    command.summary,
    ...(options.length > 0 ? ['', 'Options:', ...table(options)] : []),
    ...(command.examples.length > 0
      ? ['', 'Examples:', ...command.examples.map((line) => `  ${program} ${line}`)]
      : []),
    '',
  ].join('\n');
};
