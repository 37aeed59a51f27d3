import type { Job } from '#schemas/job.ts';
import type { MessageDoor } from '#shared/notification/message.ts';

const said = (job: Job, what: string) => ({
  subject: `Dropforge: ${job.kind} ${what}`,
  text: `${job.jobId} ${what}`,
  data: { message: 'job', jobId: job.jobId, status: job.status },
  // In the form for chat a message has its own id in it, by which services/sns.ts knows it.
  chat: {
    title: what,
    description: what,
    nextSteps: [],
    keywords: [],
    threadId: job.jobId,
    resources: [],
    context: {},
  },
});

/** Any kind: how it ended. */
export const ending: MessageDoor = (job) => said(job, job.status);

/** Inventories: what was said afterwards. */
export const afterwards: MessageDoor = (job) => said(job, 'an insight');
