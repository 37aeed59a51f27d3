import { stripVTControlCharacters } from 'node:util';
import { recorder } from '../recorder.ts';
import type { StageRun } from './runs.ts';
import { span, waterfall } from './waterfall.ts';

const runs: readonly StageRun[] = [
  { stage: 'intake', stretches: [{ from: 0, to: 0, is: 'succeeded' }] },
  {
    stage: 'collector',
    stretches: [
      { from: 0, to: 1000, is: 'waiting' },
      { from: 1000, to: 2000, is: 'retried' },
      { from: 2000, to: 3000, is: 'waiting' },
      { from: 3000, to: 4000, is: 'succeeded' },
    ],
  },
];

describe('The waterfall', () => {
  it('draws waiting, work and failed attempts on the time of the job', () => {
    expect(waterfall(recorder(), runs)).toEqual([
      '           0                   4.0 s    waited    worked',
      'intake     █                                        0 ms',
      'collector  ······▒▒▒▒▒▒▒·····███████     2.0 s     2.0 s  1 retried, 1 succeeded',
      '',
      '           █ at work   · waiting   ▒ attempt without success',
    ]);
  });

  it('fits 80 columns, whatever the job did', () => {
    const outcomes = ['retried', 'lost', 'cancelled', 'failed', 'succeeded', 'running', 'inherited'] as const;
    const busy = outcomes.map((is, at) => ({ from: at * 40_000_000, to: at * 40_000_000 + 1, is }));
    const lines = waterfall(recorder(), [...runs, { stage: 'validator', stretches: [...busy, ...busy] }]);
    for (const line of lines.slice(0, -1)) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.join('\n')).not.toContain('\x1b');
  });

  it('uses the width of a terminal, and its colours', () => {
    const [heading = '', intake = ''] = waterfall({ ...recorder({ tty: true, columns: 60 }), colours: true }, runs);
    expect(stripVTControlCharacters(heading).length).toBeLessThanOrEqual(60);
    expect(intake).toContain('\x1b[32m█\x1b[39m');
  });

  it('shows a job that took no time at all, and nothing of one without a history', () => {
    expect(waterfall(recorder(), runs.slice(0, 1))[1]).toContain('intake  █');
    expect(waterfall(recorder(), [])).toEqual([]);
  });

  it.each([
    [8.4, '8 ms'],
    [1240, '1.2 s'],
    [65_000, '1 min 5 s'],
    [12_000_000, '3 h 20 min'],
  ])('tells %d ms as %s', (ms, words) => expect(span(ms)).toBe(words));
});
