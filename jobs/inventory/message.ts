import { severities } from '#schemas/inventory/finding.ts';
import { type InventorySummary, inventorySummary } from '#schemas/inventory/summary.ts';
import type { Job } from '#schemas/job.ts';
import type { Link, Message } from '#shared/pipeline/notify.ts';

const shown = 5;

const usd = (amount: number): string => `USD ${amount.toLocaleString('en-US', { maximumFractionDigits: 2 })}`;

const successLines = (summary: InventorySummary): readonly string[] => [
  `${summary.resources} resources in ${summary.accounts.length} account(s), scanned at ${summary.scannedAt}.`,
  severities.map((severity) => `${summary.bySeverity[severity]} ${severity}`).join(', '),
  `Estimated cost of leaving it so: ${usd(summary.monthlyUsd)} a month, ${usd(summary.yearlyUsd)} in 12 months.`,
  '',
  'TOP RECOMMENDATIONS',
  ...summary.top
    .slice(0, shown)
    .map(({ severity, title, resource, todo }) => `  ${severity}: ${title} (${resource}). ${todo}`),
  '',
  'WHAT CHANGED',
  `  ${summary.changes.appeared} new, ${summary.changes.gone} gone, ${summary.changes.changed} changed, ${summary.fixed} findings fixed.`,
  '',
  'COVERAGE',
  `  ${summary.cells - summary.cellsIncomplete} of ${summary.cells} cells complete.`,
  ...summary.incomplete.slice(0, shown).map(({ cell, outcome, reason }) => `  ${cell}: ${outcome}. ${reason}`),
];

const failureLines = ({ error }: Job): readonly string[] => [
  `${error?.code ?? 'UNKNOWN'}: ${error?.message ?? 'The job ended without saying why.'}`,
  error?.hint ?? '',
];

/** Tells how an inventory job ended. */
export const message = (job: Job, links: readonly Link[], bucket: string): Message => {
  const summary = inventorySummary.safeParse(job.output.summary);
  const succeeded = job.status === 'Succeeded' && summary.success;
  const lines = [
    ...(succeeded ? successLines(summary.data) : failureLines(job)),
    '',
    'FILES',
    ...job.output.artifacts.flatMap(({ name, key }) => [
      `  ${name}`,
      `    aws s3 cp s3://${bucket}/${key} .`,
      ...links.filter((link) => link.name === name).map(({ url }) => `    ${url}`),
    ]),
    '',
    `Job ${job.jobId}`,
    '',
  ];
  return {
    subject: succeeded
      ? `AWS Inventory Alert - ${summary.data.resources} Resources Scanned`
      : `AWS Inventory Alert - failed, ${job.error?.code ?? 'UNKNOWN'}`,
    text: lines.join('\n'),
    data: {
      jobId: job.jobId,
      kind: job.kind,
      status: job.status,
      ...(succeeded ? { summary: summary.data } : {}),
      ...(job.error ? { error: job.error } : {}),
    },
  };
};
