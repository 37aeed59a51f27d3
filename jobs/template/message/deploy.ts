import type { Artifact, Job } from '#schemas/job.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import { counted, wrap } from '#shared/message/layout.ts';
import { capabilitiesFor, stackFiles, stackName } from '../stack.ts';
import { nameOf, type Told } from './told.ts';

/** A template larger than this must be uploaded for CloudFormation to read it. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const inlineTemplateBytes = 51_200;

/** What the commands of one stack are made of; names are ours or checked, so that they are safe to paste. */
export type Deployment = {
  readonly stack: string;
  readonly template: string;
  readonly needed: readonly string[];
  readonly parameters: readonly string[];
  readonly parametersFile?: string;
  readonly resourcesToImport: string;
  readonly isLarge: boolean;
  /** Only where stacks are of several accounts or Regions. */
  readonly account?: string;
  readonly region?: string;
};

const shellLines = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => `  ${at === 0 ? '' : '  '}${line}${at === lines.length - 1 ? '' : ' \\'}`);

const places = ({ account, region }: Deployment): readonly string[] => [
  ...(region === undefined ? [] : [`--region ${region}`]),
  ...(account === undefined ? [] : [`--profile '<a profile of account ${account}>'`]),
];

const bucket = ({ region }: Deployment): string => `<a bucket of yours${region === undefined ? '' : ` in ${region}`}>`;

const overrides = ({ parameters, parametersFile }: Deployment): readonly string[] => {
  if (parametersFile !== undefined) return [`--parameter-overrides file://${parametersFile}`];
  return parameters.length > 0 ? ['--parameter-overrides', ...parameters.map((name) => `  ${name}='<value>'`)] : [];
};

/** The lines of the `aws cloudformation deploy` command of one stack. */
const deployLines = (deployment: Deployment): readonly string[] => {
  const { stack, template, needed, isLarge } = deployment;
  return shellLines([
    'aws cloudformation deploy',
    `--stack-name ${stack}`,
    `--template-file ${template}`,
    ...places(deployment),
    ...(isLarge ? [`--s3-bucket '${bucket(deployment)}'`] : []),
    ...(needed.length > 0 ? [`--capabilities ${needed.join(' ')}`] : []),
    ...overrides(deployment),
  ]);
};

const changeSet = 'import';

const given = ({ parameters, parametersFile }: Deployment): readonly string[] => {
  if (parametersFile !== undefined) return [`--parameters file://${parametersFile}`];
  return parameters.length > 0
    ? ['--parameters', ...parameters.map((name) => `  ParameterKey=${name},ParameterValue='<value>'`)]
    : [];
};

/**
 * The commands that create the import change set of one stack, wait for it, and execute it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
const importLines = (deployment: Deployment): readonly string[] => {
  const { stack, template, needed, isLarge, resourcesToImport } = deployment;
  const names = [`--stack-name ${stack}`, `--change-set-name ${changeSet}`, ...places(deployment)];
  return [
    ...shellLines([
      'aws cloudformation create-change-set',
      ...names,
      '--change-set-type IMPORT',
      isLarge
        ? `--template-url 'https://${bucket(deployment)}.s3.amazonaws.com/${template}'`
        : `--template-body file://${template}`,
      `--resources-to-import file://${resourcesToImport}`,
      ...(needed.length > 0 ? [`--capabilities ${needed.join(' ')}`] : []),
      ...given(deployment),
    ]),
    ...shellLines(['aws cloudformation wait change-set-create-complete', ...names]),
    ...shellLines(['aws cloudformation execute-change-set', ...names]),
  ];
};

/** The commands that make a stack of its template, or take what is there into one. */
export const stackCommands = (deployment: Deployment, mode: TemplateOptions['mode'] = 'recreate'): readonly string[] =>
  mode === 'import' ? importLines(deployment) : deployLines(deployment);

const safe = (names: readonly string[]): readonly string[] => names.filter((name) => /^[A-Za-z0-9]+$/.test(name));

/** The stacks that a job's templates are for, in the order of deployment. */
export const deploymentsOf = (
  input: Job['input'],
  summary: Told,
  artifacts: readonly Pick<Artifact, 'name' | 'bytes'>[],
): readonly Deployment[] => {
  const bytes = new Map(artifacts.map((artifact) => [artifact.name, artifact.bytes]));
  const isLarge = (file: string) => (bytes.get(file) ?? 0) > inlineTemplateBytes;
  const { stacks } = summary;
  if (!stacks) {
    const template = 'template.yaml';
    return [
      {
        stack: stackName(nameOf({ input })),
        template,
        needed: capabilitiesFor(Object.keys(summary.types ?? {})),
        parameters: safe(summary.parameters ?? []),
        resourcesToImport: 'resources-to-import.json',
        isLarge: isLarge(template),
      },
    ];
  }
  const differ = (values: readonly (string | undefined)[]) => new Set(values).size > 1;
  const [byAccount, byRegion] = [differ(stacks.map((each) => each.account)), differ(stacks.map((each) => each.region))];
  return stacks.map(({ name, file, account, region, capabilities, parameters, parametersFile }) => ({
    stack: name,
    template: file,
    needed: capabilities,
    parameters: safe(parameters),
    ...(parametersFile && { parametersFile }),
    resourcesToImport: stackFiles(name).resourcesToImport,
    isLarge: isLarge(file),
    ...(byAccount && account && { account }),
    ...(byRegion && region && { region }),
  }));
};

/** The commands of all stacks, with a line above each that says which it is if there are several. */
const allCommands = (job: Job, summary: Told): readonly string[] => {
  const deployments = deploymentsOf(job.input, summary, job.output.artifacts);
  if (deployments.length === 1) return deployments.flatMap((each) => stackCommands(each, summary.mode));
  return deployments.flatMap((each, at) => [
    ...(at === 0 ? [] : ['']),
    `  # ${at + 1} of ${deployments.length}: ${each.stack}`,
    ...stackCommands(each, summary.mode),
  ]);
};

const filledIn = (summary: Told): readonly string[] =>
  summary.stacks?.some(({ parametersFile }) => parametersFile !== undefined)
    ? ['', ...wrap('Fill in the <stack>.parameters.json before: each lists the parameters that want a value.', '  ')]
    : [];

const importStep = (job: Job, summary: Told): readonly string[] => [
  ...allCommands(job, summary),
  ...filledIn(summary),
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
  ...allCommands(job, summary),
  ...filledIn(summary),
  '',
  ...wrap(
    'CloudFormation names what the template makes, but for the names that something calls it by: those are parameters with the names that were found. Where those resources still exist, give other names, or drop the folder again with {"mode": "import"} in its dropforge.json to take them into a stack as they are.',
    '  ',
  ),
];
