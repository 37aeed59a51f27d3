import type { JsonObject } from '#schemas/json.ts';
import type { TemplateOptions } from '#schemas/template-options.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { ExportedResource, TemplateSections } from '#shared/exports/resource.ts';
import type { MappedResource } from '../mapped.ts';
import { makeStacks } from '../stacks/make-stacks.ts';

/** Resources and templates as the tests of assembly and wiring need them. */
export const registry = loadRegistry();
export const account = '111122223333';
export const region = 'eu-west-1';

export const part = (file: string, extra: Partial<ExportedResource> = {}): ExportedResource => ({
  source: { file, pointer: '' },
  under: '',
  dialect: 'aws-cli',
  called: 'x',
  identifiers: [],
  account,
  region,
  properties: {},
  ...extra,
});

type Made = Partial<Omit<MappedResource, 'type' | 'properties'>>;

export const exported = (type: string, properties: JsonObject, more: Made = {}): MappedResource => ({
  type,
  properties,
  returns: {},
  parts: [part(`${more.name ?? type}.json`)],
  traces: [],
  ...more,
});

/** A resource as a template in `file` has it. */
export const written = (
  file: string,
  logicalId: string,
  type: string,
  properties: JsonObject,
  attributes: JsonObject = {},
) => {
  const source = { file, pointer: `/Resources/${logicalId}/Properties` };
  const {
    account: _,
    region: __,
    ...own
  } = part(file, { source, dialect: 'cloudformation', type, logicalId, properties, attributes });
  return exported(type, properties, { parts: [own] });
};

export const madeStacks = (
  resources: readonly MappedResource[],
  templates: readonly TemplateSections[] = [],
  mode: TemplateOptions['mode'] = 'recreate',
) => makeStacks({ title: 'shop', files: [], templates, resources, traces: [], mode }, registry);

/** The first stack, which is the only one unless the resources say otherwise. */
export const made = (resources: readonly MappedResource[], templates: readonly TemplateSections[] = []) => {
  const { stacks, fidelity, findings } = madeStacks(resources, templates);
  const [stack] = stacks;
  if (!stack) throw new Error('Nothing was made');
  return { ...stack, fidelity, findings };
};

export const propertiesOf = (assembled: ReturnType<typeof made>, id: string) =>
  assembled.template.Resources[id]?.Properties;

export const vpc = exported(
  'AWS::EC2::VPC',
  { CidrBlock: '10.0.0.0/16' },
  { name: 'shop', ref: 'vpc-0a1b2c3d4e5f60718', returns: { VpcId: 'vpc-0a1b2c3d4e5f60718' } },
);
export const queue = exported(
  'AWS::SQS::Queue',
  { QueueName: 'orders' },
  {
    name: 'orders',
    ref: `https://sqs.${region}.amazonaws.com/${account}/orders`,
    returns: { Arn: `arn:aws:sqs:${region}:${account}:orders` },
  },
);
export const table = exported(
  'AWS::DynamoDB::Table',
  { TableName: 'web', KeySchema: [] },
  { name: 'web', ref: 'web', returns: { Arn: `arn:aws:dynamodb:${region}:${account}:table/web` } },
);
export const role = exported(
  'AWS::IAM::Role',
  { RoleName: 'api', AssumeRolePolicyDocument: {} },
  { name: 'api', ref: 'api', returns: { Arn: `arn:aws:iam::${account}:role/api` } },
);

export const group = (name: string, id: string, properties: JsonObject) =>
  exported(
    'AWS::EC2::SecurityGroup',
    { GroupName: name, GroupDescription: name, ...properties },
    { name, ref: id, returns: { GroupId: id } },
  );

export const lambda = (properties: JsonObject) =>
  exported(
    'AWS::Lambda::Function',
    { FunctionName: 'api', Code: {}, Role: `arn:aws:iam::${account}:role/api`, ...properties },
    { name: 'api', ref: 'api', returns: { Arn: `arn:aws:lambda:${region}:${account}:function:api` } },
  );
