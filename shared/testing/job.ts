import type { Job } from '#schemas/job.ts';
import { newJob } from '../pipeline/job.ts';

export const submittedAt = '2026-01-02T03:04:05.000Z';
export const jobId = '019b7a11-0000-7000-8000-000000000001';

/** A job as intake has just submitted it, with what a test wants different. */
export const aJob = (change: Partial<Job> = {}): Job => ({
  ...newJob(
    {
      jobId,
      kind: 'template',
      owner: 's3',
      correlationId: jobId,
      input: { bucket: 'input', prefix: 'drops/web/' },
      cause: 'arrival-1',
      retentionDays: 90,
    },
    submittedAt,
  ),
  ...change,
});
