import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { idempotencyKey } from '#schemas/api/headers.ts';
import { type Accepted, accepted } from '#schemas/api/submission.ts';
import type { ToolReply } from '../tool.ts';

/** What every tool that starts a job has in common. */
export const starting = {
  output: accepted,
  /** Each call is a job more: nothing is changed or deleted by it. */
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
} satisfies { output: typeof accepted; annotations: ToolAnnotations };

/** Of a call that may be repeated: not of the body, but a header of the operation. */
export const idempotency = { idempotencyKey: idempotencyKey.optional() };

export const headersOf = (key: string | undefined) => (key === undefined ? {} : { 'idempotency-key': key });

/** What the model is told of a job that was taken. */
export const startedReply = (job: Accepted): ToolReply<Accepted> => ({
  structured: job,
  text: [
    job.isNew ? `Job ${job.jobId} (${job.kind}) has started.` : `Job ${job.jobId} (${job.kind}) was asked for before.`,
    `Call get_job with jobId ${job.jobId} and waitSeconds 20 until its status is Succeeded or Failed.`,
  ].join('\n'),
});
