import type { Artifact, Job } from '#schemas/job.ts';
import type { JsonObject } from '#schemas/json.ts';
import { footer } from '#shared/message/footer.ts';
import { section, size, wrap } from '#shared/message/layout.ts';
import { subjectLine } from '#shared/message/subject.ts';
import type { Link, Message } from '#shared/notification/message.ts';
import { failureOutcome, failureText } from './message/failure.ts';
import { successNext, successOutcome, successText } from './message/success.ts';
import { nameOf, type Told, told } from './message/told.ts';
import { stackFiles } from './stack.ts';

const validity =
  'The links are good for up to 24 hours, and end earlier if the session of the role that signed them does. The commands work for as long as the bucket keeps the files.';

const isTemplate = (name: string): boolean => name === 'template.yaml' || name.endsWith('.template.yaml');

/** What people came for first, the rest as it was. */
export const templateFirst = (artifacts: Job['output']['artifacts']): Job['output']['artifacts'] =>
  artifacts.toSorted((a, b) => Number(isTemplate(b.name)) - Number(isTemplate(a.name)));

/** Files that each of several stacks has: too many to tell of one by one, and stacks.json lists them. */
const isOfStack = ({ stacks = [] }: Told): ((artifact: Pick<Artifact, 'name'>) => boolean) => {
  const names = new Set(stacks.flatMap(({ name, file }) => [file, ...Object.values(stackFiles(name))]));
  return ({ name }) => names.has(name);
};

const kindOf = (name: string): string => `--include '*${name.slice(name.indexOf('.'))}'`;

/** One command for all that lie in a folder of the bucket. */
const allAtOnce = (files: readonly Artifact[], bucket: string): readonly string[] => {
  const folders = Map.groupBy(files, ({ key }) => key.slice(0, key.lastIndexOf('/') + 1));
  return [...folders].map(([folder, members]) => {
    const kinds = [...new Set(members.map(({ name }) => kindOf(name)))].join(' ');
    return `    aws s3 cp s3://${bucket}/${folder} . --recursive --exclude '*' ${kinds}`;
  });
};

const artifactLines = (job: Job, summary: Told, links: readonly Link[], bucket: string): readonly string[] => {
  const urls = new Map(links.map(({ name, url }) => [name, url]));
  const isStacks = isOfStack(summary);
  const files = job.output.artifacts.filter(isStacks);
  const listed = templateFirst(job.output.artifacts).filter((artifact) => !isStacks(artifact));
  const lines = listed.flatMap(({ name, bytes, key }) => {
    const url = urls.get(name);
    return [
      `  ${name} (${size(bytes)})`,
      `    aws s3 cp s3://${bucket}/${key} .`,
      ...(url === undefined ? [] : [`    ${url}`]),
    ];
  });
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  const stacks =
    files.length === 0 ? [] : [`  ${files.length} files of the stacks (${size(bytes)})`, ...allAtOnce(files, bucket)];
  const all = [...stacks, ...lines];
  return all.length > 0 && links.length > 0 ? [...all, '', ...wrap(validity, '  ')] : all;
};

const machineData = (job: Job, summary: Told, bucket: string): JsonObject => ({
  jobId: job.jobId,
  kind: job.kind,
  status: job.status,
  folder: nameOf(job),
  artifacts: job.output.artifacts
    .filter((artifact) => !isOfStack(summary)(artifact))
    .map(({ name, key, bytes, sha256 }) => ({
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
    stacks: summary.stacks?.map(({ name, file }) => ({ name, file })),
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
    ...section('Artifacts', artifactLines(job, summary, links, bucket)),
    ...(succeeded ? successNext(job, summary) : []),
    '',
    ...footer(job),
  ];
  return {
    subject: subjectLine(nameOf(job), succeeded ? successOutcome(summary) : failureOutcome(job)),
    text: `${lines.join('\n')}\n`,
    data: machineData(job, summary, bucket),
  };
};
