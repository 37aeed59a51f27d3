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
const nameWidth = 10;

/** `0.4 s`, `1 min 5 s`. */
export const elapsed = (ms: number): string =>
  ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;

const settledLine = (to: Sink, ok: boolean, step: string, note: string, ms: number): string => {
  const time = elapsed(ms);
  const room = to.columns() - nameWidth - time.length - 6;
  const text = clip(plain(note), room);
  const mark = ok ? paint(to, 'green', '✓') : paint(to, 'red', '✗');
  return `${mark} ${step.padEnd(nameWidth)} ${text}  ${paint(to, 'dim', time)}\n`;
};

/** One line for each step when it has ended: for logs and pipes. */
const plainProgress = (to: Sink, now: Clock): Progress => {
  const steps = new Map<string, Step>();
  const settle = (ok: boolean) => (step: string, note: string) => {
    const since = steps.get(step)?.since ?? now();
    steps.delete(step);
    const time = elapsed(now() - since);
    to.write(`${ok ? '✓' : '✗'} ${step.padEnd(nameWidth)} ${plain(note)} (${time})\n`);
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
    [...steps].map(([step, { doing, since }]) => {
      const spinner = paint(to, 'cyan', frames[frame % frames.length] ?? ' ');
      const time = elapsed(now() - since);
      const text = clip(doing, to.columns() - nameWidth - time.length - 6);
      return `${spinner} ${step.padEnd(nameWidth)} ${paint(to, 'dim', `${text}  ${time}`)}\n`;
    });
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
    draw(settledLine(to, ok, step, note, now() - since));
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
