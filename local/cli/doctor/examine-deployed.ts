import { readFile } from 'node:fs/promises';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { Template } from '#shared/cloudformation/template.ts';
import { CommandError, UsageError } from '../command.ts';
import { knownProperties, templateOf } from './deployed-scope.ts';
import type { Lacking, Resource, Stage } from './stage.ts';

export type Asked = {
  readonly stage: string;
  readonly region: string | undefined;
  readonly template: string | undefined;
};

const stackOf = async (cloudFormation: CloudFormationClient, StackName: string) => {
  const { Stacks: [stack] = [] } = await cloudFormation
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: unknown) => {
      const isGone = error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);
      if (!isGone) throw error;
      throw new CommandError(
        `There is no stack ${StackName} in this account and Region: look at --stage, --region and AWS_PROFILE.`,
      );
    });
  if (!stack) throw new CommandError(`There is no stack ${StackName}.`);
  return stack;
};

const resourcesOf = async (
  client: CloudFormationClient,
  StackName: string,
): Promise<readonly StackResourceSummary[]> => {
  const found: StackResourceSummary[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    found.push(...StackResourceSummaries);
  return found.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
};

const fileTemplate = async (path: string): Promise<Template> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`There is no file ${path}: npm run package -- --stage STAGE prints where it puts a template.`);
  });
  try {
    return templateOf(text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
};

/** What the stack was deployed of. */
const ownTemplate = async (client: CloudFormationClient, StackName: string): Promise<Template> => {
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  return templateOf(TemplateBody);
};

const lackingOf = (template: Template, found: readonly StackResourceSummary[]): readonly Lacking[] =>
  Object.entries(template.Resources).flatMap(([logicalId, { Type: type }]) => {
    const there = found.find((resource) => resource.LogicalResourceId === logicalId);
    if (!there) return [{ logicalId, type, why: 'the stack has none' }];
    if (there.ResourceType !== type)
      return [{ logicalId, type, why: `the stack has a ${there.ResourceType} of this name` }];
    const status = there.ResourceStatus ?? '';
    return status.endsWith('_FAILED')
      ? [{ logicalId, type, why: [status, there.ResourceStatusReason].filter(Boolean).join(': ') }]
      : [];
  });

/** A deployed stage, held against the template it was deployed of or another. Throws a `CommandError` if there is none. */
export const examineDeployed = async ({ stage, region, template: file }: Asked): Promise<Stage> => {
  const settings = region === undefined ? {} : { region };
  const cloudFormation = new CloudFormationClient(settings);
  const name = `dropforge-${stage}`;
  const { StackId = '', StackStatus = '' } = await stackOf(cloudFormation, name);
  const [template, found] = await Promise.all([
    file === undefined ? ownTemplate(cloudFormation, name) : fileTemplate(file),
    resourcesOf(cloudFormation, name),
  ]);
  const ids = new Map(
    found.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]),
  );
  const resources = Object.entries(template.Resources).flatMap(
    ([logicalId, { Type: type, Properties = {} }]): Resource[] => {
      const physicalId = ids.get(logicalId);
      if (!physicalId) return [];
      const properties = knownProperties(Properties, template, { stackId: StackId, stackName: name, ids });
      return [{ logicalId, type, physicalId, properties }];
    },
  );
  return {
    name,
    option: ` --stage ${stage}`,
    isLocal: false,
    status: StackStatus,
    resources,
    lacking: lackingOf(template, found),
    surplus: [...ids.keys()].filter((logicalId) => !Object.hasOwn(template.Resources, logicalId)),
    client: (make) => new make(settings),
  };
};
