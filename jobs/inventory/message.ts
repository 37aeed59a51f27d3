import { severities } from '#schemas/inventory/finding.ts';
import { type InventorySummary, inventorySummary } from '#schemas/inventory/summary.ts';
import type { Job } from '#schemas/job.ts';
import { whatEndedIt } from '#shared/message/ending.ts';
import { footer } from '#shared/message/footer.ts';
import { oneLine, wrap } from '#shared/message/layout.ts';
import { plainSubject } from '#shared/message/subject.ts';
import { type ChatNote, inChat } from '#shared/notification/chat.ts';
import type { Link, Message } from '#shared/notification/message.ts';
import { number, usd } from './generate/report/words.ts';
import { fileLines } from './message/files.ts';
import { successText } from './message/success.ts';

const failureText = ({ error, stage }: Job): readonly string[] => [
  'AWS Infrastructure Analysis Report',
  '',
  ...wrap(`The scan was not reported: ${whatEndedIt({ error, stage })}.`),
  '',
  'WHAT HAPPENED:',
  `- ${error?.code ?? 'UNKNOWN'}`,
  ...wrap(oneLine(error?.message ?? 'The job ended without saying why.', 2_000), '  '),
  ...(error?.hint ? ['', 'WHAT TO DO:', ...wrap(oneLine(error.hint, 1_000), '  ')] : []),
];

const severityWords = ({ bySeverity }: InventorySummary): string =>
  severities.map((severity) => `${number(bySeverity[severity])} ${severity}`).join(', ');

const chatOf = (told: InventorySummary, { jobId }: Job): ChatNote => ({
  title: `AWS inventory: ${number(told.resources)} resources, ${number(told.bySeverity.critical)} critical`,
  description: [
    `*Findings*: ${severityWords(told)}; ${number(told.newFindings)} new, ${number(told.fixed)} fixed`,
    `*Cost of leaving it so (estimate)*: ${usd(told.monthlyUsd)} a month, ${usd(told.yearlyUsd)} in 12 months`,
    `*Seen*: ${number(told.cells - told.cellsIncomplete)} of ${number(told.cells)} cells`,
  ].join('\n'),
  nextSteps: told.recommendations
    .slice(0, 3)
    .map(({ title, todo, resources }) => `${inChat(title)}: ${inChat(resources.join(', '), 200)}. ${inChat(todo)}`),
  keywords: ['inventory', ...told.accounts.slice(0, 5)],
  threadId: jobId,
  resources: [],
  context: {
    jobId,
    resources: String(told.resources),
    ...Object.fromEntries(severities.map((severity) => [severity, String(told.bySeverity[severity])])),
    cellsIncomplete: String(told.cellsIncomplete),
    monthlyUsd: String(told.monthlyUsd),
  },
});

/**
 * Tells how an inventory job ended, in plain text of at most 78 columns but for commands and links.
 *
 * @param job the record, terminal
 * @param links presigned URLs by artifact name
 * @param bucket the output bucket, where the artifacts' keys are
 */
export const message = (job: Job, links: readonly Link[], bucket: string): Message => {
  const summary = inventorySummary.safeParse(job.output.summary);
  const told = job.status === 'Succeeded' && summary.success ? summary.data : undefined;
  const lines = [
    ...(told ? successText(told) : failureText(job)),
    ...fileLines(job, links, bucket),
    '',
    ...footer(job),
    '',
  ];
  return {
    subject: plainSubject(
      told
        ? `AWS Inventory Alert - ${number(told.resources)} Resources Scanned`
        : `AWS Inventory Alert - failed, ${job.error?.code ?? 'UNKNOWN'}`,
    ),
    text: lines.join('\n'),
    data: {
      jobId: job.jobId,
      kind: job.kind,
      status: job.status,
      message: 'report',
      ...(told ? { summary: told } : {}),
      ...(job.error ? { error: job.error } : {}),
    },
    ...(told && { chat: chatOf(told, job) }),
    attributes: { message: 'report' },
  };
};
