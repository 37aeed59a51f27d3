import type { Job } from '#schemas/job.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Link, Message } from '#shared/pipeline/notify.ts';
import { failureOutcome, failureText } from './message/failure.ts';
import { section, size, wrap } from './message/layout.ts';
import { subjectLine } from './message/subject.ts';
import { successNext, successOutcome, successText } from './message/success.ts';
import { folderOf, type Told, told } from './message/told.ts';

const validity =
  'The links are good for up to 24 hours, and end earlier if the session of the role that signed them does. The commands work for as long as the bucket keeps the files.';

/** What people came for first, the rest as it was. */
export const templateFirst = (artifacts: Job['output']['artifacts']): Job['output']['artifacts'] =>
  artifacts.toSorted((a, b) => Number(b.name === 'template.yaml') - Number(a.name === 'template.yaml'));

const artifactLines = (job: Job, links: readonly Link[], bucket: string): readonly string[] => {
  const urls = new Map(links.map(({ name, url }) => [name, url]));
  const lines = templateFirst(job.output.artifacts).flatMap(({ name, bytes, key }) => {
    const url = urls.get(name);
    return [
      `  ${name} (${size(bytes)})`,
      `    aws s3 cp s3://${bucket}/${key} .`,
      ...(url === undefined ? [] : [`    ${url}`]),
    ];
  });
  return lines.length > 0 && links.length > 0 ? [...lines, '', ...wrap(validity, '  ')] : lines;
};

const machineData = (job: Job, summary: Told, bucket: string): JsonObject => ({
  jobId: job.jobId,
  kind: job.kind,
  status: job.status,
  correlationId: job.correlationId,
  folder: folderOf(job),
  artifacts: job.output.artifacts.map(({ name, key, bytes, sha256 }) => ({
    name,
    uri: `s3://${bucket}/${key}`,
    bytes,
    sha256,
  })),
  summary: {
    resources: summary.resources,
    verdict: summary.verdict,
    files: summary.files,
    fidelity: summary.fidelity,
    findings: summary.findings,
  },
  error: job.error,
});

/**
 * Tells how a template job ended, in plain text of at most 78 columns but for commands and links.
 *
 * @param job the record, terminal; parts of its summary may be absent if it failed early
 * @param links presigned URLs by artifact name; without them the email names the S3 objects only
 * @param bucket the output bucket, where the artifacts' keys are
 */
export const message = (job: Job, links: readonly Link[], bucket: string): Message => {
  const summary = told(job);
  const succeeded = job.status === 'Succeeded';
  const lines = [
    ...(succeeded ? successText(job, summary) : failureText(job, summary)),
    ...section('Artifacts', artifactLines(job, links, bucket)),
    ...(succeeded ? successNext(job, summary) : []),
    '',
    `Job ${job.jobId}`,
    `Correlation ${job.correlationId}`,
  ];
  return {
    subject: subjectLine(folderOf(job), succeeded ? successOutcome(summary) : failureOutcome(job)),
    text: `${lines.join('\n')}\n`,
    data: machineData(job, summary, bucket),
  };
};
