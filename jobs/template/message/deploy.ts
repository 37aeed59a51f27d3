import type { Job } from '#schemas/job.ts';
import { counted, wrap } from './layout.ts';
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

const shellLines = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => `  ${at === 0 ? '' : '  '}${line}${at === lines.length - 1 ? '' : ' \\'}`);

/** What both commands are made of; names are ours or checked, so that they are safe to paste. */
const deployment = (job: Job, summary: Told) => ({
  stack: stackName(folderOf(job)),
  needed: capabilities(summary.types),
  parameters: (summary.parameters ?? []).filter((name) => /^[A-Za-z0-9]+$/.test(name)),
  isLarge: (job.output.artifacts.find(({ name }) => name === 'template.yaml')?.bytes ?? 0) > inlineTemplateBytes,
});

/** The lines of the `aws cloudformation deploy` command for this job's template. */
export const deployCommand = (job: Job, summary: Told): readonly string[] => {
  const { stack, needed, parameters, isLarge } = deployment(job, summary);
  return shellLines([
    'aws cloudformation deploy',
    `--stack-name ${stack}`,
    '--template-file template.yaml',
    ...(isLarge ? ["--s3-bucket '<a bucket of yours>'"] : []),
    ...(needed.length > 0 ? [`--capabilities ${needed.join(' ')}`] : []),
    ...(parameters.length > 0 ? ['--parameter-overrides', ...parameters.map((name) => `  ${name}='<value>'`)] : []),
  ]);
};

const changeSet = 'import';

/**
 * The commands that create the import change set, wait for it, and execute it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export const importCommands = (job: Job, summary: Told): readonly string[] => {
  const { stack, needed, parameters, isLarge } = deployment(job, summary);
  const names = [`--stack-name ${stack}`, `--change-set-name ${changeSet}`];
  return [
    ...shellLines([
      'aws cloudformation create-change-set',
      ...names,
      '--change-set-type IMPORT',
      isLarge
        ? "--template-url 'https://<a bucket of yours>.s3.amazonaws.com/template.yaml'"
        : '--template-body file://template.yaml',
      '--resources-to-import file://resources-to-import.json',
      ...(needed.length > 0 ? [`--capabilities ${needed.join(' ')}`] : []),
      ...(parameters.length > 0
        ? ['--parameters', ...parameters.map((name) => `  ParameterKey=${name},ParameterValue='<value>'`)]
        : []),
    ]),
    ...shellLines(['aws cloudformation wait change-set-create-complete', ...names]),
    ...shellLines(['aws cloudformation execute-change-set', ...names]),
  ];
};

const importStep = (job: Job, summary: Told): readonly string[] => [
  ...importCommands(job, summary),
  '',
  ...wrap(
    `The import changes none of the resources; look at the change set before you execute it. ${leftOut(summary)}Each that is in it is kept if the stack is deleted. Afterwards let CloudFormation detect drift: what it shows is where the template and a resource differ.`,
    '  ',
  ),
];

const leftOut = ({ notImportable = 0 }: Told): string =>
  notImportable === 0
    ? ''
    : `${counted(notImportable, 'resource is', 'resources are')} not in it because CloudFormation cannot import ${notImportable === 1 ? 'it' : 'them'} as exported: findings.json says why. `;

/** What to do with a template that was made. */
export const nextStep = (job: Job, summary: Told): readonly string[] =>
  summary.mode === 'import' ? importStep(job, summary) : deployStep(job, summary);

const deployStep = (job: Job, summary: Told): readonly string[] => [
  ...deployCommand(job, summary),
  '',
  ...wrap(
    'CloudFormation names what the template makes, but for the names that something calls it by: those are parameters with the names that were found. Where those resources still exist, give other names, or drop the folder again with {"mode": "import"} in its dropforge.json to take them into a stack as they are.',
    '  ',
  ),
];
