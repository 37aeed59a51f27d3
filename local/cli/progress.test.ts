import { stripVTControlCharacters } from 'node:util';
import { elapsed, progress } from './progress.ts';
import { recorder } from './recorder.ts';

const at = (...times: number[]) => {
  let last = 0;
  return () => {
    last = times.shift() ?? last;
    return last;
  };
};

describe('progress away from a terminal', () => {
  it('is one plain line for each step that ended', () => {
    const to = recorder();
    const steps = progress(to, at(0, 1_500, 2_000, 2_100));
    steps.start('collector', 'reading');
    steps.done('collector', '25 resources');
    steps.start('generator', 'writing');
    steps.fail('generator', 'NO_TYPE: a\x1b[2Jb');
    expect(to.text()).toBe('✓ collector   1.5 s  25 resources\n✗ generator   0.1 s  NO_TYPE: a�[2Jb\n');
  });
});

describe('progress on a terminal', () => {
  it('settles a line above those still running, and leaves nothing drawn when it closes', () => {
    const to = recorder({ tty: true, columns: 60 });
    const steps = progress(to, () => 0);
    steps.start('notifier', 'writing the email');
    steps.start('cleanup', 'archiving');
    steps.done('notifier', 'told');
    steps.close();
    const wipeTwo = '\x1b[2A\x1b[J';
    expect(to.text()).toContain(`${wipeTwo}✓ notifier    0.0 s  told\n⠋ cleanup     0.0 s  archiving\n`);
    expect(to.text().endsWith('\x1b[1A\x1b[J')).toBe(true);
  });

  it('never lets a line wrap, or the next wipe would miss it', () => {
    const to = recorder({ tty: true, columns: 40 });
    const steps = progress(to, () => 0);
    steps.start('validator', 'x'.repeat(200));
    steps.done('validator', 'y'.repeat(200));
    const lines = stripVTControlCharacters(to.text()).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  });
});

describe('elapsed time', () => {
  it.each([
    [0, '0.0 s'],
    [1_234, '1.2 s'],
    [65_000, '1 min 5 s'],
  ])('of %d ms is %s', (ms, text) => expect(elapsed(ms)).toBe(text));
});
