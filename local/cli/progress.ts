import { clip, paint, plain, type Sink } from './terminal.ts';

/** The steps of something under way; several may run at once. A step is known by its name. */
export type Progress = {
  start(step: string, doing: string): void;
  done(step: string, note: string): void;
  fail(step: string, note: string): void;
  /** A line that stays, outside any step. */
  say(text: string): void;
  /** Ends the drawing; steps still running are left out. */
  close(): void;
};

type Step = { readonly doing: string; readonly since: number };
type Clock = () => number;

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const frameMs = 80;
const nameWidth = 9;
const timeWidth = 7;

/** `0.4 s`, `1 min 5 s`. */
export const elapsed = (ms: number): string =>
  ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;

/** Mark, step, time and words, cut to the width of the terminal: a line that wrapped could not be wiped. */
const line = (to: Sink, mark: string, step: string, ms: number, words: string): string => {
  const lead = `${step.padEnd(nameWidth)} ${elapsed(ms).padStart(timeWidth)}`;
  const room = to.tty ? to.columns() - lead.length - 5 : Number.POSITIVE_INFINITY;
  return `${mark} ${lead}  ${clip(plain(words), room)}\n`;
};

const settledLine = (to: Sink, ok: boolean, step: string, ms: number, note: string): string =>
  line(to, ok ? paint(to, 'green', '✓') : paint(to, 'red', '✗'), step, ms, note);

/** One line for each step when it has ended: for logs and pipes. */
const plainProgress = (to: Sink, now: Clock): Progress => {
  const steps = new Map<string, Step>();
  const settle = (ok: boolean) => (step: string, note: string) => {
    const since = steps.get(step)?.since ?? now();
    steps.delete(step);
    to.write(settledLine(to, ok, step, now() - since, note));
  };
  return {
    start: (step, doing) => void steps.set(step, { doing, since: now() }),
    done: settle(true),
    fail: settle(false),
    say: (text) => to.write(`${plain(text)}\n`),
    close: () => steps.clear(),
  };
};

/** The running steps stay at the bottom and are drawn anew; what has ended scrolls up above them. */
const liveProgress = (to: Sink, now: Clock): Progress => {
  const steps = new Map<string, Step>();
  let drawn = 0;
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  const wipe = () => (drawn > 0 ? `\x1b[${drawn}A\x1b[J` : '');
  const running = () =>
    [...steps].map(([step, { doing, since }]) =>
      line(to, paint(to, 'cyan', frames[frame % frames.length] ?? ' '), step, now() - since, doing),
    );
  const draw = (above = '') => {
    const lines = running();
    to.write(`${wipe()}${above}${lines.join('')}`);
    drawn = lines.length;
    if (steps.size > 0 && !timer) {
      timer = setInterval(() => {
        frame += 1;
        draw();
      }, frameMs);
      timer.unref();
    }
    if (steps.size === 0 && timer) {
      clearInterval(timer);
      timer = undefined;
    }
  };
  const settle = (ok: boolean) => (step: string, note: string) => {
    const since = steps.get(step)?.since ?? now();
    steps.delete(step);
    draw(settledLine(to, ok, step, now() - since, note));
  };
  return {
    start: (step, doing) => {
      steps.set(step, { doing, since: now() });
      draw();
    },
    done: settle(true),
    fail: settle(false),
    say: (text) => draw(`${plain(text)}\n`),
    close: () => {
      steps.clear();
      draw();
    },
  };
};

/** Live lines with a spinner on a terminal, one plain line a step anywhere else. */
export const progress = (to: Sink, now: Clock = () => performance.now()): Progress =>
  to.tty ? liveProgress(to, now) : plainProgress(to, now);
