import { evaluate, type Scope } from '#local/cloud/stack/intrinsics.ts';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { isObject } from '#schemas/json.ts';
import type { Template } from '#shared/cloudformation/template.ts';

/** Where a stack is: the parts of its ARN. */
export type StackPlace = { readonly partition: string; readonly region: string; readonly account: string };

/** `arn:aws:cloudformation:eu-west-1:111122223333:stack/dropforge-prod/…` */
export const placeOf = (stackId: string): StackPlace => {
  const [, partition = 'aws', , region = '', account = ''] = stackId.split(':');
  return { partition, region, account };
};

const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** ARNs of what is referred to by another name. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const arns: Readonly<Record<string, (id: string, at: StackPlace) => string>> = {
  'AWS::SQS::Queue': (id, at) => `arn:${at.partition}:sqs:${at.region}:${at.account}:${lastPart(id)}`,
  'AWS::Lambda::Function': (id, at) => `arn:${at.partition}:lambda:${at.region}:${at.account}:function:${id}`,
  'AWS::DynamoDB::Table': (id, at) => `arn:${at.partition}:dynamodb:${at.region}:${at.account}:table/${id}`,
  'AWS::S3::Bucket': (id, at) => `arn:${at.partition}:s3:::${id}`,
  'AWS::KMS::Key': (id, at) => `arn:${at.partition}:kms:${at.region}:${at.account}:key/${id}`,
  'AWS::IAM::Role': (id, at) => `arn:${at.partition}:iam::${at.account}:role/${id}`,
  'AWS::Events::EventBus': (id, at) => `arn:${at.partition}:events:${at.region}:${at.account}:event-bus/${id}`,
};

type Placed = { readonly stackId: string; readonly stackName: string; readonly ids: ReadonlyMap<string, string> };

const unknown = (what: string): never => {
  throw new Error(`${what} is not known without asking`);
};

/** What the names in a template stand for where it is deployed. Throws for what only the service itself knows. */
const deployedScope = (template: Template, { stackId, stackName, ids }: Placed): Scope => {
  const place = placeOf(stackId);
  const pseudo: Readonly<Record<string, JsonValue>> = {
    'AWS::AccountId': place.account,
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::StackId': stackId,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  return {
    ref: (name) => (name === 'AWS::NoValue' ? undefined : (pseudo[name] ?? ids.get(name) ?? unknown(name))),
    attribute(logicalId, name) {
      const id = ids.get(logicalId);
      const type = template.Resources[logicalId]?.Type ?? '';
      if (id !== undefined && name === 'QueueName') return lastPart(id);
      const arn = name === 'Arn' ? arns[type] : undefined;
      return id !== undefined && arn ? arn(id, place) : unknown(`${logicalId}.${name}`);
    },
    condition: (name) => unknown(name),
    mapping: (map) => unknown(map),
  };
};

/** The properties of a resource whose values can be told. */
export const knownProperties = (properties: JsonObject, template: Template, placed: Placed): JsonObject => {
  const scope = deployedScope(template, placed);
  const known = Object.entries(properties).flatMap(([name, value]) => {
    try {
      const told = value === undefined ? undefined : evaluate(value, scope);
      return told === undefined ? [] : [[name, told] as const];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(known);
};

/** A template as CloudFormation or a file has it. Throws for what is none. */
export const templateOf = (text: string): Template => {
  const value: unknown = JSON.parse(text);
  if (isObject(value) && isObject(value.Resources)) return value as unknown as Template;
  throw new Error('not a CloudFormation template in JSON');
};
