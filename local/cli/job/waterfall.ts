import { type Colour, clip, paint, type Sink } from '../terminal.ts';
import type { StageRun, Stretch } from './runs.ts';

type Look = { readonly mark: string; readonly colour: Colour; readonly words: string };

const failing = { mark: '▒', colour: 'red', words: 'attempt without success' } as const;
const working = { mark: '█', colour: 'green', words: 'at work' } as const;

/** Told apart without colours, too. */
const looks: Readonly<Record<Stretch['is'], Look>> = {
  waiting: { mark: '·', colour: 'dim', words: 'waiting' },
  succeeded: working,
  running: { mark: '▶', colour: 'cyan', words: 'still at work' },
  retried: failing,
  failed: failing,
  lost: failing,
  cancelled: failing,
  inherited: { mark: '=', colour: 'dim', words: 'done by the job before' },
};

/** `8 ms`, `1.2 s`, `1 min 5 s`, `3 h 20 min`. */
export const span = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const [minutes, seconds] = [Math.floor(ms / 60_000), Math.floor((ms % 60_000) / 1000)];
  return minutes < 60 ? `${minutes} min ${seconds} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

const isWait = ({ is }: Stretch): boolean => is === 'waiting';
const sum = (stretches: readonly Stretch[]): number => stretches.reduce((ms, { from, to }) => ms + to - from, 0);

const outcomes = (stretches: readonly Stretch[]): string => {
  const attempts = stretches.filter((stretch) => !isWait(stretch)).map(({ is }) => is);
  const [only, ...more] = attempts;
  if (more.length === 0) return only === undefined || only === 'succeeded' ? '' : only;
  const counted = [...Map.groupBy(attempts, (is) => is)].map(([is, all]) => `${all.length} ${is}`);
  return counted.join(', ');
};

/** The columns a stretch covers, both ends included; at least one, so that nothing is too short to be seen. */
const cellsOf = ({ from, to }: Stretch, start: number, perCell: number, width: number): readonly [number, number] => {
  const first = Math.min(Math.floor((from - start) / perCell), width - 1);
  return [first, Math.min(Math.max(Math.ceil((to - start) / perCell) - 1, first), width - 1)];
};

/** A run's bar, one look a column; what worked is drawn over what waited. */
const barOf = (
  { stretches }: StageRun,
  start: number,
  perCell: number,
  width: number,
): readonly (Look | undefined)[] => {
  const cells = Array.from<Look | undefined>({ length: width });
  const drawn = [...stretches.filter(isWait), ...stretches.filter((stretch) => !isWait(stretch))];
  for (const stretch of drawn) {
    const [first, last] = cellsOf(stretch, start, perCell, width);
    cells.fill(looks[stretch.is], first, last + 1);
  }
  return cells;
};

/** Neighbours of one look are painted at once. */
const painted = (to: Sink, cells: readonly (Look | undefined)[]): string => {
  const parts: { look: Look | undefined; length: number }[] = [];
  for (const look of cells) {
    const last = parts.at(-1);
    if (last && last.look === look) last.length += 1;
    else parts.push({ look, length: 1 });
  }
  return parts
    .map(({ look, length }) => (look ? paint(to, look.colour, look.mark.repeat(length)) : ' '.repeat(length)))
    .join('');
};

const axis = (ms: number, width: number): string => {
  const end = span(ms);
  return `0${end.padStart(Math.max(width - 1, end.length + 1))}`;
};

const legend = (to: Sink, runs: readonly StageRun[]): string => {
  const used = new Set(runs.flatMap(({ stretches }) => stretches.map(({ is }) => looks[is])));
  return [...used].map(({ mark, colour, words }) => `${paint(to, colour, mark)} ${words}`).join('   ');
};

const widest = 100;
const timeWidth = 'waited'.length + 4;

/**
 * A job's runs as a waterfall on the job's own time axis, one line a run: when it waited, when it worked, how long each
 * in all, and what came of its attempts where that is more than one success. As wide as the terminal, 80 columns elsewhere.
 */
export const waterfall = (to: Sink, runs: readonly StageRun[]): readonly string[] => {
  const stretches = runs.flatMap((run) => run.stretches);
  if (stretches.length === 0) return [];
  const start = Math.min(...stretches.map(({ from }) => from));
  const ms = Math.max(...stretches.map((stretch) => stretch.to)) - start;
  const nameWidth = Math.max(...runs.map(({ stage }) => stage.length));
  const notes = runs.map((run) => clip(outcomes(run.stretches), 22));
  const noteWidth = Math.max(...notes.map(({ length }) => length));
  const total = Math.min(to.tty ? to.columns() : 80, widest);
  const width = Math.max(total - nameWidth - 2 * timeWidth - (noteWidth > 0 ? noteWidth + 2 : 0) - 2, 10);
  const perCell = Math.max(ms, 1) / width;
  const right = (text: string) => text.padStart(timeWidth);
  const lines = runs.map((run, at) => {
    const bar = painted(to, barOf(run, start, perCell, width));
    const waits = run.stretches.filter(isWait);
    const work = run.stretches.filter((stretch) => !isWait(stretch));
    const times = [waits, work].map((all) => right(all.length > 0 ? span(sum(all)) : '')).join('');
    return `${run.stage.padEnd(nameWidth)}  ${bar}${times}  ${notes[at] ?? ''}`.trimEnd();
  });
  const heading = `${''.padEnd(nameWidth)}  ${axis(ms, width)}${right('waited')}${right('worked')}`;
  return [paint(to, 'dim', heading), ...lines, '', `${''.padEnd(nameWidth)}  ${legend(to, runs)}`];
};
