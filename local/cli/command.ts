import { parseArgs } from 'node:util';
import { suggest } from './suggest.ts';
import type { Surroundings } from './terminal.ts';

export type Option = {
  readonly description: string;
  /** What the option takes, as the help shows it: DIR. A flag takes nothing. */
  readonly value?: string;
  readonly oneOf?: readonly string[];
  /** May be given more than once: every value counts, not the last one only. */
  readonly repeats?: true;
};

export type Command = {
  /** One word, or two: `dlq show`. */
  readonly name: string;
  readonly summary: string;
  /** The positional arguments, as the help shows them; `<x>` must be there, `...` may repeat. */
  readonly takes: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /** The exit code: 0 succeeded, 1 failed. Throws `UsageError` for 2. */
  run(given: Arguments, around: Surroundings): Promise<number>;
};

export type Arguments = {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  /** Every value of an option that repeats, in their order. */
  texts(name: string): readonly string[];
};

/** The command line was not understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked could not be done: exit code 1, its message is for the person at the terminal. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

const didYouMean = (word: string, known: readonly string[], prefix = ''): string => {
  const meant = suggest(word, known);
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
};

/** The command of this name; throws a `UsageError` with a suggestion if there is none. */
export const commandNamed = (name: string, commands: readonly Command[]): Command => {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  throw new UsageError(`There is no command "${name}".${didYouMean(name, names)}`);
};

/** The command that a command line begins with, the longest name first, and what follows it. Throws as `commandNamed` does. */
export const commandOf = (
  [first = '', second, ...others]: readonly string[],
  commands: readonly Command[],
): { readonly command: Command; readonly rest: readonly string[] } => {
  const both = commands.find(({ name }) => second !== undefined && name === `${first} ${second}`);
  if (both) return { command: both, rest: others };
  return { command: commandNamed(first, commands), rest: second === undefined ? others : [second, ...others] };
};

const parseRaw = (command: Command, argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { value, repeats = false }]) => [
        name,
        { type: value ? 'string' : 'boolean', multiple: repeats } as const,
      ]),
    ),
  });

const checkOption = (command: Command, name: string, value: string | undefined): void => {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (!option) {
    const known = Object.keys(command.options);
    throw new UsageError(`${command.name} has no option --${name}.${didYouMean(name, known, '--')}`);
  }
  if (!option.value && value !== undefined) throw new UsageError(`--${name} takes no value.`);
  if (option.value && !value) throw new UsageError(`--${name} wants a value: --${name} ${option.value}.`);
  if (option.oneOf && value !== undefined && !option.oneOf.includes(value))
    throw new UsageError(`--${name} is one of ${option.oneOf.join(', ')}, not "${value}".`);
};

const checkPositionals = ({ name, takes }: Command, given: readonly string[]): void => {
  const missing = takes[given.length];
  if (missing?.startsWith('<')) throw new UsageError(`${name} wants ${takes.join(' ')}: ${missing} is missing.`);
  const unbounded = takes.some((argument) => argument.includes('...'));
  if (!unbounded && given.length > takes.length)
    throw new UsageError(`${name} does not take "${given[takes.length]}".`);
};

/** Reads a command's arguments; throws a `UsageError` that says what is wrong and what was probably meant. */
export const parseArguments = (command: Command, argv: readonly string[]): Arguments => {
  const { values, positionals, tokens } = parseRaw(command, argv);
  for (const token of tokens) if (token.kind === 'option') checkOption(command, token.name, token.value);
  checkPositionals(command, positionals);
  return {
    positionals,
    flag: (name) => values[name] === true,
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    },
  };
};
