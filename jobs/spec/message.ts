import type { Job } from '#schemas/job.ts';
import { inShort, type SpecSummary, specSummary } from '#schemas/spec/summary.ts';
import { whatEndedIt } from '#shared/message/ending.ts';
import { footer } from '#shared/message/footer.ts';
import { oneLine, wrap } from '#shared/message/layout.ts';
import { subjectAround } from '#shared/message/subject.ts';
import type { Link, Message } from '#shared/notification/message.ts';
import { inputName } from '#shared/pipeline/input-name.ts';
import { isRefused } from '#shared/pipeline/source-life.ts';
import { fileLines } from './message/files.ts';
import { scoreOf, successText } from './message/success.ts';

/** As much of the summary as a job that failed may have. */
const named = specSummary.pick({ moduleName: true, version: true }).partial().catch({});

/** What a person calls the specification: by the descriptor, or by its input while nobody has read one. */
const nameOf = ({ input, output }: Job): string => {
  const { moduleName, version } = named.parse(output.summary);
  return moduleName === undefined ? inputName({ input }) : [moduleName, version].filter(Boolean).join(' ');
};

const failureText = (job: Job): readonly string[] => {
  const { error } = job;
  return [
    ...wrap(oneLine(`Software Requirements Specification of ${nameOf(job)}`)),
    '',
    ...wrap(`It was not made: ${whatEndedIt(job)}.`),
    '',
    'WHAT HAPPENED:',
    `- ${error?.code ?? 'UNKNOWN'}`,
    ...wrap(oneLine(error?.message ?? 'The job ended without saying why.', 4_000), '  '),
    ...(error?.hint ? ['', 'WHAT TO DO:', ...wrap(oneLine(error.hint, 1_000), '- ', '  ')] : []),
  ];
};

/** What becomes of the source: people ask. */
const lifeText = (job: Job): readonly string[] => {
  const at = 'Your source, and all texts that were made of it,';
  if (isRefused(job)) return wrap(`${at} are deleted. Send it again once it is corrected.`);
  return wrap(`${at} are deleted 24 hours after this job's end.`);
};

const dataOf = (job: Job, told: SpecSummary | undefined, bucket: string): Message['data'] => ({
  jobId: job.jobId,
  kind: job.kind,
  status: job.status,
  artifacts: job.output.artifacts.map(({ name, key, bytes, sha256 }) => ({
    name,
    uri: `s3://${bucket}/${key}`,
    bytes,
    sha256,
  })),
  ...(told && { summary: inShort(told) }),
  ...(job.error && { error: job.error }),
});

/**
 * Tells how a spec job ended, in plain text of at most 78 columns but for commands and links.
 *
 * @param job the record, terminal; its summary may be absent or in parts if it failed
 * @param links presigned URLs by artifact name
 * @param bucket the output bucket, where the artifacts' keys are
 */
export const message = (job: Job, links: readonly Link[], bucket: string): Message => {
  const summary = specSummary.safeParse(job.output.summary);
  const told = job.status === 'Succeeded' && summary.success ? summary.data : undefined;
  const outcome = told ? `: QualityScore ${scoreOf(told)}` : `: failed, ${job.error?.code ?? 'UNKNOWN'}`;
  const lines = [
    ...(told ? successText(told) : failureText(job)),
    ...fileLines(job, links, bucket),
    '',
    ...lifeText(job),
    '',
    ...footer(job),
    '',
  ];
  return {
    subject: subjectAround('Specification of ', nameOf(job), outcome),
    text: lines.join('\n'),
    data: dataOf(job, told, bucket),
  };
};
