import type { ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { type JobView, jobPath, jobView } from '#schemas/api/job-view.ts';
import { getJob as operation } from '#schemas/api/operations/get-job.ts';
import { asData } from '../as-data.ts';
import { jobFileUri } from '../job-uri.ts';
import { defineTool, type ToolContext } from '../tool.ts';

/** Clients give up after a minute, API Gateway after 29 s. */
const longestWaitSeconds = 20;

const everyMs = 500;

const hasEnded = ({ status }: JobView): boolean => status === 'Succeeded' || status === 'Failed';

const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

/** The job as soon as it has ended, or as it is after so many seconds. */
const awaited = async (jobId: string, seconds: number, { call }: Pick<ToolContext, 'call'>): Promise<JobView> => {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const job = await call(operation, { path: { jobId } });
    if (hasEnded(job) || Date.now() + everyMs > until) return job;
    await pause(everyMs);
  }
};

const next = ({ status, jobId, artifacts }: JobView): string => {
  if (status === 'Failed') return 'It has failed: tell the person the error and its hint.';
  if (status !== 'Succeeded') return `It has not ended: call get_job with jobId ${jobId} and waitSeconds 20 again.`;
  const names = artifacts.length > 0 ? `Its files are resources: ${jobFileUri(jobId, '')}<name>. ` : '';
  return `${names}get_findings lists what was found.`;
};

const details = ({ input, error, artifacts, findings }: JobView): string =>
  [
    `input: ${input}`,
    ...(error ? [`error: ${error.code} in the ${error.stage}: ${error.message}`, `hint: ${error.hint}`] : []),
    ...artifacts.map(({ name, bytes, contentType }) => `file: ${name} (${contentType}, ${bytes} bytes)`),
    `findings: ${JSON.stringify(findings.counts)}`,
    ...findings.top.map((line) => `- ${line}`),
  ].join('\n');

const linkTo = (jobId: string, { name, bytes, contentType }: JobView['artifacts'][number]): ContentBlock => ({
  type: 'resource_link',
  uri: jobFileUri(jobId, name),
  name,
  mimeType: contentType,
  size: bytes,
});

export const getJob = defineTool({
  name: 'get_job',
  title: 'Get a job',
  description:
    'How a job stands: its status, files, first findings, error with a hint, and timeline. With waitSeconds it answers when the job has ended, or after that time at the latest.',
  input: jobPath.extend({
    waitSeconds: z
      .int()
      .min(0)
      .max(longestWaitSeconds)
      .default(0)
      .describe('How long to wait for its end; a server may wait less'),
  }),
  output: jobView,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: async ({ jobId, waitSeconds }, context) => {
    const job = await awaited(jobId, Math.min(waitSeconds, context.longestWaitSeconds), context);
    const seconds = (job.durationMs / 1000).toFixed(1);
    return {
      structured: job,
      text: [
        `Job ${job.jobId} (${job.kind}): ${job.status}, in the ${job.stage}, ${seconds} s.`,
        asData('what is known of the job', details(job)),
        next(job),
      ].join('\n'),
      more: job.artifacts.map((artifact) => linkTo(job.jobId, artifact)),
    };
  },
});
