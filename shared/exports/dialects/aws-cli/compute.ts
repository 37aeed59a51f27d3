import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import { type Row, valuesOf } from './row.ts';

const lambda = 'AWS::Lambda::Function';
const functionIds = ['FunctionName', 'FunctionArn'];
const cluster = 'AWS::ECS::Cluster';

/** A resource policy of a function names the function in each of its statements. */
const functionOfPolicy = (root: JsonValue): readonly string[] => {
  const policy = isObject(root) && typeof root.Policy === 'string' ? root.Policy : '';
  const arn = /arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+/.exec(policy)?.[0];
  return arn === undefined ? [] : [parseArn(arn)?.resource.split(':')[1] ?? arn, arn];
};

const ofLambda = ({ Policy }: JsonObject) => typeof Policy === 'string' && Policy.includes('"lambda:');

const familyOf = (item: JsonValue): readonly string[] => (isObject(item) ? valuesOf(item, 'taskDefinitionArn') : []);

export const compute: readonly Row[] = [
  {
    command: 'lambda get-function',
    at: 'Configuration',
    type: lambda,
    ids: functionIds,
    has: ['FunctionName', 'FunctionArn'],
  },
  {
    command: 'lambda get-function',
    at: 'Code',
    type: lambda,
    ids: functionIds.map((id) => `/Configuration/${id}`),
    when: (_, root) => 'Configuration' in root,
    under: '/Code',
  },
  {
    command: 'lambda get-function',
    at: 'Tags',
    type: lambda,
    ids: functionIds.map((id) => `/Configuration/${id}`),
    when: (_, root) => 'Configuration' in root,
    under: '/Tags',
  },
  {
    command: 'lambda get-function',
    at: 'Concurrency',
    type: lambda,
    ids: functionIds.map((id) => `/Configuration/${id}`),
    when: (_, root) => 'Configuration' in root,
    under: '/Concurrency',
  },
  {
    command: 'lambda get-function-concurrency',
    at: '',
    type: lambda,
    only: ['ReservedConcurrentExecutions'],
    under: '/Concurrency',
  },
  {
    command: 'lambda list-functions',
    at: 'Functions[]',
    type: lambda,
    ids: functionIds,
    has: ['FunctionName', 'FunctionArn', 'CodeSha256'],
  },
  {
    command: 'lambda get-function-configuration',
    at: '',
    type: lambda,
    ids: functionIds,
    has: ['FunctionName', 'FunctionArn', 'CodeSha256'],
  },
  {
    command: 'lambda get-policy',
    at: '',
    type: lambda,
    ids: functionOfPolicy,
    only: ['Policy', 'RevisionId'],
    when: ofLambda,
    value: 'Policy',
    under: '/Policy',
  },
  {
    command: 'lambda list-event-source-mappings',
    at: 'EventSourceMappings[]',
    type: 'AWS::Lambda::EventSourceMapping',
    ids: ['UUID'],
    has: ['UUID', 'FunctionArn'],
  },
  {
    command: 'lambda get-function-url-config',
    at: '',
    type: 'AWS::Lambda::Url',
    ids: ['FunctionArn', 'FunctionUrl'],
    has: ['FunctionUrl', 'AuthType'],
  },
  {
    command: 'lambda list-aliases',
    at: 'Aliases[]',
    type: 'AWS::Lambda::Alias',
    ids: ['AliasArn'],
    has: ['AliasArn', 'FunctionVersion'],
  },
  {
    command: 'lambda get-alias',
    at: '',
    type: 'AWS::Lambda::Alias',
    ids: ['AliasArn'],
    has: ['AliasArn', 'FunctionVersion'],
  },
  {
    command: 'lambda list-function-event-invoke-configs',
    at: 'FunctionEventInvokeConfigs[]',
    type: 'AWS::Lambda::EventInvokeConfig',
    ids: ['FunctionArn'],
    has: ['FunctionArn', 'LastModified'],
  },
  {
    command: 'lambda get-function-event-invoke-config',
    at: '',
    type: 'AWS::Lambda::EventInvokeConfig',
    ids: ['FunctionArn'],
    has: ['FunctionArn', 'LastModified'],
    when: (item) => 'MaximumRetryAttempts' in item || 'MaximumEventAgeInSeconds' in item || 'DestinationConfig' in item,
  },
  {
    command: 'lambda list-versions-by-function',
    at: 'Versions[]',
    type: 'AWS::Lambda::Version',
    ids: ['FunctionArn'],
    has: ['FunctionArn', 'CodeSha256', 'Version'],
    skip: ({ Version }) => (Version === '$LATEST' ? '$LATEST is the function itself' : undefined),
  },
  {
    command: 'lambda list-layer-versions',
    at: 'LayerVersions[]',
    type: 'AWS::Lambda::LayerVersion',
    ids: ['LayerVersionArn'],
    has: ['LayerVersionArn', 'Version'],
  },
  {
    command: 'lambda list-layers',
    at: 'Layers[].LatestMatchingVersion',
    type: 'AWS::Lambda::LayerVersion',
    ids: ['LayerVersionArn'],
    has: ['LayerVersionArn', 'Version'],
  },
  {
    command: 'lambda list-layer-versions',
    at: 'Layers[]',
    type: 'AWS::Lambda::LayerVersion',
    ids: ['LayerVersionArn'],
    has: ['LayerVersionArn', 'Version'],
  },
  {
    command: 'ecs describe-clusters',
    at: 'clusters[]',
    type: cluster,
    ids: ['clusterName', 'clusterArn'],
    has: ['clusterArn', 'clusterName'],
  },
  {
    command: 'ecs describe-services',
    at: 'services[]',
    type: 'AWS::ECS::Service',
    ids: ['serviceArn'],
    has: ['serviceArn', 'serviceName', 'clusterArn'],
  },
  {
    command: 'ecs describe-task-definition',
    at: 'taskDefinition',
    type: 'AWS::ECS::TaskDefinition',
    ids: familyOf,
    has: ['taskDefinitionArn', 'containerDefinitions'],
  },
  {
    command: 'ecs describe-task-definition',
    at: 'tags',
    type: 'AWS::ECS::TaskDefinition',
    ids: ['/taskDefinition/taskDefinitionArn'],
    when: (_, root) => 'taskDefinition' in root,
    under: '/tags',
  },
  {
    command: 'ecs describe-capacity-providers',
    at: 'capacityProviders[]',
    type: 'AWS::ECS::CapacityProvider',
    ids: ['name', 'capacityProviderArn'],
    has: ['capacityProviderArn', 'name'],
  },
  {
    command: 'ecr describe-repositories',
    at: 'repositories[]',
    type: 'AWS::ECR::Repository',
    ids: ['repositoryName', 'repositoryArn', 'repositoryUri'],
    has: ['repositoryName', 'repositoryArn'],
    when: ({ repositoryArn }) => parseArn(repositoryArn)?.service === 'ecr',
  },
  {
    command: 'ecr get-lifecycle-policy',
    at: '',
    type: 'AWS::ECR::Repository',
    ids: ['repositoryName'],
    has: ['repositoryName', 'lifecyclePolicyText'],
    value: 'lifecyclePolicyText',
    under: '/LifecyclePolicy/LifecyclePolicyText',
  },
  {
    command: 'ecr get-repository-policy',
    at: '',
    type: 'AWS::ECR::Repository',
    ids: ['repositoryName'],
    has: ['repositoryName', 'policyText'],
    value: 'policyText',
    under: '/RepositoryPolicyText',
  },
  {
    command: 'eks describe-cluster',
    at: 'cluster',
    type: 'AWS::EKS::Cluster',
    ids: ['name', 'arn'],
    has: ['name', 'arn', 'resourcesVpcConfig'],
  },
  {
    command: 'eks describe-nodegroup',
    at: 'nodegroup',
    type: 'AWS::EKS::Nodegroup',
    ids: ['nodegroupArn'],
    has: ['nodegroupName', 'nodegroupArn'],
  },
  {
    command: 'eks describe-addon',
    at: 'addon',
    type: 'AWS::EKS::Addon',
    ids: ['addonArn'],
    has: ['addonName', 'addonArn'],
  },
  {
    command: 'eks describe-fargate-profile',
    at: 'fargateProfile',
    type: 'AWS::EKS::FargateProfile',
    ids: ['fargateProfileArn'],
    has: ['fargateProfileName'],
  },
];
