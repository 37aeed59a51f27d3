import type { HistoryEntry, StageName } from '#schemas/job.ts';
import { aJob, submittedAt } from '#shared/testing/job.ts';
import { runsOf } from './runs.ts';

const start = Date.parse(submittedAt);
const at = (ms: number): string => new Date(start + ms).toISOString();

const entry = (
  stage: StageName,
  from: number,
  to: number,
  outcome: HistoryEntry['outcome'] = 'succeeded',
  cause = `${stage}-event`,
): HistoryEntry => ({ stage, attempt: 1, startedAt: at(from), endedAt: at(to), outcome, cause });

const intake = entry('intake', 0, 0);

/** The runs with times since the submission: `collector: waiting 0-100, succeeded 100-300`. */
const told = (job: Parameters<typeof runsOf>[0], now = 10_000): readonly string[] =>
  runsOf(job, start + now).map(
    ({ stage, stretches }) =>
      `${stage}: ${stretches.map(({ is, from, to }) => `${is} ${from - start}-${to - start}`).join(', ')}`,
  );

const over = { status: 'Succeeded', stage: 'validator', endedAt: at(900) } as const;

describe('The runs of a job', () => {
  it('begin to wait when the stage before has ended; those that follow the end wait side by side', () => {
    const history = [
      intake,
      entry('collector', 100, 300),
      entry('generator', 350, 400),
      entry('validator', 500, 900),
      entry('cleanup', 950, 1200),
      entry('notifier', 1000, 1100),
    ];
    expect(told(aJob({ ...over, history }))).toEqual([
      'intake: succeeded 0-0',
      'collector: waiting 0-100, succeeded 100-300',
      'generator: waiting 300-350, succeeded 350-400',
      'validator: waiting 400-500, succeeded 500-900',
      'cleanup: waiting 900-950, succeeded 950-1200',
      'notifier: waiting 900-1000, succeeded 1000-1100',
    ]);
  });

  it('hold the attempts at one event, and what was waited between them', () => {
    const history = [intake, entry('collector', 100, 200, 'retried'), entry('collector', 700, 900, 'lost')];
    const claims = {
      collector: { token: 't', cause: 'collector-event', attempt: 3, startedAt: at(2000), leaseUntil: at(9000) },
    };
    expect(told(aJob({ status: 'Running', stage: 'collector', history, claims }), 2500)).toEqual([
      'intake: succeeded 0-0',
      'collector: waiting 0-100, retried 100-200, waiting 200-700, lost 700-900, waiting 900-2000, running 2000-2500',
    ]);
  });

  it('tell apart what one stage did for different events: its plan, and its parts', () => {
    const history = [intake, entry('collector', 100, 200), entry('collector', 200, 900, 'succeeded', 'gathered:key')];
    expect(told(aJob({ ...over, history })).slice(1)).toEqual([
      'collector: waiting 0-100, succeeded 100-200',
      'collector: succeeded 200-900',
    ]);
  });

  it('end with the stage that a job under way still waits for', () => {
    const done = aJob({ status: 'Running', stage: 'collector', history: [intake, entry('collector', 100, 300)] });
    expect(told(done, 800).at(-1)).toBe('generator: waiting 300-800');
    const retried = aJob({
      status: 'Running',
      stage: 'collector',
      history: [intake, entry('collector', 100, 300, 'retried')],
    });
    expect(told(retried, 800)).toHaveLength(2);
    expect(told(retried, 800).at(-1)).toBe('collector: waiting 0-100, retried 100-300, waiting 300-800');
  });

  it('do not run backwards where clocks differ', () => {
    const history = [intake, entry('collector', 300, 200), entry('generator', 150, 400)];
    expect(told(aJob({ ...over, history }), -500)).toEqual([
      'intake: succeeded 0-0',
      'generator: waiting 0-150, succeeded 150-400',
      'collector: waiting 0-300, succeeded 300-300',
    ]);
  });
});
