import * as z from 'zod';
import { listJobs as operation } from '#schemas/api/operations/list-jobs.ts';
import { jobKinds, jobStatuses } from '#schemas/names.ts';
import { defineAction } from '../action.ts';

/** A person reads no more at a time. */
const limit = 20;

export const listJobs = defineAction({
  name: 'listJobs',
  description: "The latest jobs, the newest first, everybody's.",
  operation,
  parameters: z.object({
    kind: z
      .enum(jobKinds)
      .optional()
      .describe(`Only of this kind: ${jobKinds.join(', ')}`),
    status: z
      .enum(jobStatuses)
      .optional()
      .describe(`Only in this state: ${jobStatuses.join(', ')}`),
  }),
  request: (query) => ({ query: { ...query, owner: '*', limit } }),
  brief: ({ jobs }) => ({
    jobs: jobs.map(({ jobId, kind, status, input, submittedAt, error }) => ({
      jobId,
      kind,
      status,
      input,
      submittedAt,
      ...(error && { error: error.code }),
    })),
  }),
});
