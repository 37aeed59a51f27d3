import type { JobError } from '#schemas/job.ts';
import { jobStatuses } from '#schemas/names.ts';
import { aJob } from '../testing/job.ts';
import { awaited, become } from './state-machine.ts';

const error: JobError = { code: 'X', message: 'm', hint: 'h', stage: 'collector', recoverable: true };

describe('The job moves along its state machine only', () => {
  const arrows = new Set([
    'Pending Running',
    'Pending Failed',
    'Running Running',
    'Running Succeeded',
    'Running Failed',
    'Failed Running',
  ]);
  const pairs = jobStatuses.flatMap((from) => jobStatuses.map((to) => [from, to] as const));

  it.each(pairs)('%s -> %s', (from, to) => {
    const move = () => become(aJob({ status: from, error }), to).status;
    if (arrows.has(`${from} ${to}`)) expect(move()).toBe(to);
    else expect(move).toThrow(`cannot go from ${from} to ${to}`);
  });

  it('a failure that is not recoverable is final', () => {
    expect(() => become(aJob({ status: 'Failed', error: { ...error, recoverable: false } }), 'Running')).toThrow(
      'cannot go',
    );
  });
});

describe('The stage whose turn it is', () => {
  it('is the collector once intake is done', () => expect(awaited(aJob())).toBe('collector'));
  it('is the stage at work while it has not succeeded', () =>
    expect(awaited(aJob({ stage: 'generator' }))).toBe('generator'));
});
