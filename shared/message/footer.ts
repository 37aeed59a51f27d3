import type { Job } from '#schemas/job.ts';

/** What every text about a job ends with: what to ask for, and what ties it to what its caller knows. */
export const footer = ({ jobId, correlationId }: Pick<Job, 'jobId' | 'correlationId'>): readonly string[] => [
  `Job ${jobId}`,
  `Correlation ${correlationId}`,
];
