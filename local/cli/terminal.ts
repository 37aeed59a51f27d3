import type { CliEnvironment } from './env.ts';

/** Where text goes: stdout or stderr, or a recorder in a test. */
export type Sink = {
  write(text: string): void;
  readonly tty: boolean;
  readonly colours: boolean;
  /** Width in columns; read anew for each line, as a window may be resized. */
  columns(): number;
};

/** What a command may touch of its surroundings. */
export type Surroundings = {
  readonly out: Sink;
  readonly err: Sink;
  readonly cwd: string;
  /** Aborted by Ctrl-C: whatever is under way ends and cleans up. */
  readonly signal: AbortSignal;
};

type Writable = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

export const sink = (stream: Writable, env: CliEnvironment): Sink => ({
  write: (text) => void stream.write(text),
  tty: stream.isTTY === true && env.TERM !== 'dumb',
  colours: stream.isTTY === true && env.TERM !== 'dumb' && !env.NO_COLOR,
  columns: () => stream.columns || 80,
});

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Colour = keyof typeof codes;

/** Text in a colour if the sink shows colours, as it is if not. */
export const paint = (to: Pick<Sink, 'colours'>, colour: Colour, text: string): string => {
  const [on, off] = codes[colour];
  return to.colours ? `\x1b[${on}m${text}\x1b[${off}m` : text;
};

/** At most `width` characters, the last an ellipsis if some were cut. */
export const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;

/** Untrusted text as a terminal may safely show it: no control characters, so no escape sequences. */
export const plain = (text: string): string => text.replace(/\p{Cc}/gu, (letter) => (letter === '\n' ? letter : '�'));
