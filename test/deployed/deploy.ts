import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { PackagedService } from '#local/cloud/options.ts';
import type { Template } from '#shared/cloudformation/template.ts';
import type { Clients } from './clients.ts';
import { eventually } from './eventually.ts';

export type Outputs = Readonly<Record<string, string>>;

export const capabilities = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

const failures = async ({ cloudFormation }: Clients, StackName: string): Promise<string> => {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    .map((event) => `${event.LogicalResourceId} (${event.ResourceType}): ${event.ResourceStatusReason}`)
    .join('\n');
};

/** The outputs of a stack that is being made or changed. Throws, with what failed, if that failed. */
export const settled = (clients: Clients, StackName: string): Promise<Outputs> =>
  eventually(`stack ${StackName} settles`, 90_000, async () => {
    const { Stacks = [] } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks;
    if (!stack?.StackStatus || stack.StackStatus.endsWith('_IN_PROGRESS')) return undefined;
    if (!['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(stack.StackStatus)) {
      throw new Error(`${StackName} is ${stack.StackStatus}:\n${await failures(clients, StackName)}`);
    }
    return Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  });

/** The key of each ZIP as the template names it: the prefix is the packaging's own. */
const zipKeys = (template: Template): string[] =>
  Object.values(template.Resources).flatMap(({ Type, Properties }) => {
    const code = Type === 'AWS::Lambda::Function' ? Properties?.Code : undefined;
    return code !== null && typeof code === 'object' && 'S3Key' in code ? [String(code.S3Key)] : [];
  });

/**
 * Deploys as `serverless deploy` does: the stack with nothing but its deployment bucket, then the ZIPs and the template
 * into that bucket (a template over 51,200 bytes can only be given by URL), then the stack from there. Returns the outputs.
 */
export const deploy = async (
  clients: Clients,
  endpoint: string,
  { dir }: PackagedService,
  template: Template,
  StackName: string,
): Promise<Outputs> => {
  const first = await readFile(join(dir, 'cloudformation-template-create-stack.json'), 'utf8');
  await clients.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: first }));
  const { ServerlessDeploymentBucketName: Bucket = '' } = await settled(clients, StackName);

  const upload = (Key: string, Body: string | Uint8Array) =>
    clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  for (const key of zipKeys(template)) await upload(key, await readFile(join(dir, basename(key))));
  await upload('template.json', JSON.stringify(template));

  const TemplateURL = `${endpoint}/${Bucket}/template.json`;
  await clients.cloudFormation.send(new UpdateStackCommand({ StackName, TemplateURL, ...capabilities }));
  return settled(clients, StackName);
};
