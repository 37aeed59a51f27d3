import type { Table } from '../../run.ts';
import type { Measured } from './measure.ts';
import type { Judgement } from './score.ts';

export type Tally = {
  readonly resources: number;
  readonly found: number;
  readonly shown: number;
  readonly notShown: number;
  readonly recalled: number;
  readonly typed: number;
  readonly asked: number;
  readonly intended: number;
  readonly references: number;
  readonly recovered: number;
  readonly wrong: number;
};

export const tally = (measured: readonly Measured[]): Tally => {
  const judgements = measured.flatMap((each) => each.judgements);
  const count = (test: (each: Judgement) => boolean) => judgements.filter(test).length;
  return {
    resources: measured.length,
    found: measured.filter(({ found }) => found).length,
    shown: judgements.length,
    notShown: measured.reduce((sum, { notShown }) => sum + notShown, 0),
    recalled: count(({ outcome }) => outcome === 'recalled'),
    typed: count(({ typed }) => typed === true),
    asked: count(({ outcome }) => outcome === 'asked'),
    intended: count(({ outcome }) => outcome === 'intended'),
    references: count(({ reference }) => reference !== undefined),
    recovered: count(({ reference }) => reference === 'recovered'),
    wrong: count(({ wrong }) => wrong === true),
  };
};

export const percent = (part: number, of: number): string => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)}%`);

const counted = ({ recalled, shown, asked, intended }: Tally) => percent(recalled, shown - asked - intended);

/** A line a dialect. */
export const summary = (byDialect: ReadonlyMap<string, readonly Measured[]>): Table => ({
  title: 'Round trip, by dialect',
  columns: [
    'dialect',
    'resources',
    'found',
    'values',
    'not shown',
    'asked',
    'intended',
    'recall',
    'typed',
    'references',
    'recovered',
    'wrong',
  ],
  rows: [...byDialect].map(([dialect, measured]) => {
    const all = tally(measured);
    return [
      dialect,
      `${all.resources}`,
      percent(all.found, all.resources),
      `${all.shown}`,
      `${all.notShown}`,
      `${all.asked}`,
      `${all.intended}`,
      counted(all),
      percent(all.typed, all.recalled),
      `${all.references}`,
      percent(all.recovered, all.references),
      `${all.wrong}`,
    ];
  }),
  note: 'recall: of the values shown but for those asked for or left out on purpose; typed: of the values recalled; recovered: of the references that went in.',
});

const worstOf = (measured: readonly Measured[]): string => {
  const lost = measured.flatMap(({ judgements }) => judgements.filter(({ outcome }) => outcome === 'lost'));
  return [...Map.groupBy(lost, ({ path }) => path)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 3)
    .map(([path, each]) => `${path.slice(1)} ${each.length}`)
    .join(', ');
};

/** A line a type, those that lose most first. */
export const byType = (dialect: string, measured: readonly Measured[], lines: number): Table => ({
  title: `${dialect}, the types that lose most`,
  columns: ['type', 'n', 'values', 'recall', 'typed', 'references', 'recovered', 'wrong', 'worst properties'],
  rows: [...Map.groupBy(measured, ({ type }) => type)]
    .map(([type, each]) => ({ type, each, all: tally(each) }))
    .filter(({ all }) => all.shown > 0)
    .sort((a, b) => lossOf(b.all) - lossOf(a.all) || b.all.shown - a.all.shown)
    .slice(0, lines)
    .map(({ type, each, all }) => [
      type,
      `${all.resources}`,
      `${all.shown}`,
      counted(all),
      percent(all.typed, all.recalled),
      `${all.references}`,
      percent(all.recovered, all.references),
      `${all.wrong}`,
      worstOf(each),
    ]),
});

const lossOf = ({ shown, recalled, asked, intended, references, recovered, wrong }: Tally) =>
  shown - recalled - asked - intended + (references - recovered) + 10 * wrong;
