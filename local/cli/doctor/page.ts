import { type Colour, paint, plain, type Sink } from '../terminal.ts';
import type { State } from './check.ts';
import type { Result } from './examine.ts';

const looks: Readonly<Record<State, { readonly mark: string; readonly colour: Colour }>> = {
  ok: { mark: '✓', colour: 'green' },
  warning: { mark: '!', colour: 'yellow' },
  unknown: { mark: '?', colour: 'yellow' },
  failure: { mark: '✗', colour: 'red' },
};

const oneLine = (text: string): string => plain(text).replaceAll('\n', ' ');

/** A line a check, and under it what was found and what to do. */
const linesOf = (to: Sink, { check, state, looked, findings }: Result, width: number): readonly string[] => {
  const { mark, colour } = looks[state];
  const head = `${paint(to, colour, mark)} ${check.padEnd(width)}  ${oneLine(looked)}`.trimEnd();
  const found = findings.flatMap(({ state: of, found: what, todo }) => [
    `    ${paint(to, looks[of].colour, looks[of].mark)} ${oneLine(what)}`,
    `      ${paint(to, 'dim', oneLine(todo))}`,
  ]);
  return [head, ...found];
};

/** The table of checks, as a person reads it. */
export const doctorPage = (to: Sink, name: string, results: readonly Result[]): string => {
  const width = Math.max(...results.map(({ check }) => check.length));
  const counts = (['failure', 'unknown', 'warning'] as const).flatMap((state) => {
    const count = results.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length;
    return count > 0 ? [`${count} ${state === 'unknown' ? 'not looked at' : `${state}${count > 1 ? 's' : ''}`}`] : [];
  });
  const verdict = counts.length === 0 ? `${name} is well.` : `${name}: ${counts.join(', ')}.`;
  return `${[...results.flatMap((result) => linesOf(to, result, width)), '', verdict].join('\n')}\n`;
};
