import type { Sink, Surroundings } from './terminal.ts';

/** A sink that keeps what was written, for tests. */
export const recorder = (options: { readonly tty?: boolean; readonly columns?: number } = {}) => {
  const written: string[] = [];
  const to: Sink = {
    write: (text) => void written.push(text),
    tty: options.tty ?? false,
    colours: false,
    columns: () => options.columns ?? 80,
  };
  return { ...to, text: () => written.join('') };
};

/** Surroundings that record, with nothing to abort. */
export const surroundings = (cwd = '/nowhere') =>
  ({
    out: recorder(),
    err: recorder(),
    cwd,
    signal: new AbortController().signal,
  }) satisfies Surroundings;
