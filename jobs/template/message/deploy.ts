import type { Job } from '#schemas/job.ts';
import { wrap } from './layout.ts';
import { folderOf, type Told } from './told.ts';

/** A template larger than this must be uploaded for CloudFormation to read it. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const inlineTemplateBytes = 51_200;

/** CloudFormation's own pattern for a stack name: a letter, then letters, digits and hyphens, 128 at most. */
const stackName = (folder: string): string => {
  const name = folder.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  return name.slice(0, 128) || 'dropforge-template';
};

const capabilities = (types: Told['types'] = {}): readonly string[] => [
  ...(Object.keys(types).some((type) => type.startsWith('AWS::IAM::')) ? ['CAPABILITY_NAMED_IAM'] : []),
  ...(Object.keys(types).some((type) => type.startsWith('AWS::Serverless::')) ? ['CAPABILITY_AUTO_EXPAND'] : []),
];

/** The lines of the `aws cloudformation deploy` command for this job's template; safe to paste: names are ours or checked. */
export const deployCommand = (job: Job, summary: Told): readonly string[] => {
  const template = job.output.artifacts.find(({ name }) => name === 'template.yaml');
  const needed = capabilities(summary.types);
  const parameters = (summary.parameters ?? []).filter((name) => /^[A-Za-z0-9]+$/.test(name));
  const lines = [
    'aws cloudformation deploy',
    `--stack-name ${stackName(folderOf(job))}`,
    '--template-file template.yaml',
    ...((template?.bytes ?? 0) > inlineTemplateBytes ? ["--s3-bucket '<a bucket of yours>'"] : []),
    ...(needed.length > 0 ? [`--capabilities ${needed.join(' ')}`] : []),
    ...(parameters.length > 0 ? ['--parameter-overrides', ...parameters.map((name) => `  ${name}='<value>'`)] : []),
  ];
  return lines.map((line, at) => `  ${at === 0 ? '' : '  '}${line}${at === lines.length - 1 ? '' : ' \\'}`);
};

/** What to do with a template that was made. */
export const nextStep = (job: Job, summary: Told): readonly string[] => [
  ...deployCommand(job, summary),
  '',
  ...wrap(
    'The template holds the names of what it was made from. Where those resources still exist, deploy to another account or Region, or bring them in with a change set of type IMPORT.',
    '  ',
  ),
];
