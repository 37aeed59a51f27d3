import { inventorySummary } from '#schemas/inventory/summary.ts';
import { footer } from '#shared/message/footer.ts';
import { plainSubject } from '#shared/message/subject.ts';
import { inChat } from '#shared/notification/chat.ts';
import type { MessageDoor } from '#shared/notification/message.ts';
import { minuteOf, number } from '../generate/report/words.ts';
import { fileLines } from './files.ts';
import { insightLines } from './success.ts';

/** The short email about an insight that came after the report: what it says, and where the report is that has it. */
export const insightMessage: MessageDoor = (job, links, bucket) => {
  const told = inventorySummary.parse(job.output.summary);
  const page = {
    ...job,
    output: { ...job.output, artifacts: job.output.artifacts.filter(({ name }) => name === 'report.html') },
  };
  const lines = [
    'AWS Infrastructure Analysis Report: what matters',
    `Of the scan of ${minuteOf(told.scannedAt)}, whose report you have.`,
    '',
    ...insightLines(told),
    ...fileLines(
      page,
      links.filter(({ name }) => name === 'report.html'),
      bucket,
    ),
    '',
    ...footer(job),
    '',
  ];
  const summary = told.insight?.summary ?? [];
  return {
    subject: plainSubject(`AWS Inventory Alert - what matters of ${number(told.resources)} resources`),
    text: lines.join('\n'),
    data: {
      jobId: job.jobId,
      kind: job.kind,
      status: job.status,
      message: 'insight',
      ...(told.insight && { insight: told.insight }),
    },
    chat: {
      title: 'AWS inventory: what matters',
      description: summary.map((sentence) => inChat(sentence, 600)).join('\n'),
      nextSteps: (told.insight?.priorities ?? []).map(
        ({ title, action }) => `${inChat(title)}: ${inChat(action, 600)}`,
      ),
      keywords: ['inventory', 'insight'],
      threadId: job.jobId,
      resources: [],
      context: { jobId: job.jobId },
    },
    attributes: { message: 'insight' },
  };
};
