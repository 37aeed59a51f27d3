import type { HistoryEntry } from '#schemas/job.ts';
import type { Rehearsal } from '#schemas/rehearsal.ts';
import { aJob, jobId, submittedAt } from '../testing/job.ts';
import { memoryObserver } from '../testing/memory.ts';
import { rehearse } from './rehearse.ts';

const attempt = (stage: HistoryEntry['stage']): HistoryEntry => {
  const [startedAt, endedAt] = [submittedAt, submittedAt];
  return { stage, attempt: 1, startedAt, endedAt, outcome: 'retried', cause: 'c' };
};

const asked: Rehearsal = { stage: 'generator', fault: 'throttle', times: 2 };

const depsOf = (isProduction = false) => ({ isProduction, leaseSeconds: 0, observer: memoryObserver() });

describe('A rehearsal', () => {
  it.each([
    ['throttle', { name: 'ThrottlingException' }],
    ['timeout', { name: 'Error' }],
    ['permanent', { name: 'PermanentError', code: 'REHEARSED' }],
  ] as const)('of %s fails the stage so', async (fault, error) => {
    const job = aJob({ rehearsal: { ...asked, fault } });
    await expect(rehearse(job, 'generator', depsOf())).rejects.toMatchObject(error);
  });

  it('strikes as often as it was asked to, and leaves other stages alone', async () => {
    const struck = (of: HistoryEntry['stage'], ...history: HistoryEntry[]) =>
      rehearse(aJob({ rehearsal: asked, history }), of, depsOf()).then(
        () => false,
        () => true,
      );
    expect(await struck('generator', attempt('collector'))).toBe(true);
    expect(await struck('generator', attempt('generator'))).toBe(true);
    expect(await struck('generator', attempt('generator'), attempt('generator'))).toBe(false);
    expect(await struck('validator')).toBe(false);
  });

  it('is none in production, whatever the record says', async () => {
    const deps = depsOf(true);
    await rehearse(aJob({ rehearsal: { ...asked, fault: 'crash' } }), 'generator', deps);
    expect(deps.observer.told).toEqual([]);
  });

  it('says so in the log before anything fails', async () => {
    const deps = depsOf();
    await rehearse(aJob({ rehearsal: asked }), 'generator', deps).catch(() => undefined);
    const fields = { jobId, correlationId: jobId, stage: 'generator', fault: 'throttle', attempt: 1, times: 2 };
    expect(deps.observer.told).toEqual([['REHEARSING', fields]]);
  });
});
