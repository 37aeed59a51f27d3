/** The parts of resources/api.yml that depend on the definition, on parameters or on which doors there are. */
import { createHash } from 'node:crypto';
import { alarm } from './alarms.js';
import { apiDefinition } from './api-definition.js';
import { deployment as takeOver } from './canary.js';
import { originsOf } from './cors.js';
import { doorNames, placeholder, service } from './names.js';
import { choice, isOn, refuse } from './read-param.js';

const userPool = /^arn:[\w-]+:cognito-idp:[\w-]+:\d{12}:userpool\/.+$/;

const userPoolOf = async (auth, resolveVariable) => {
  const arn = String(await resolveVariable('param:cognitoUserPoolArn'));
  if (auth !== 'cognito' || userPool.test(arn)) return arn;
  throw refuse('apiAuth is cognito, and no user pool is named: --param cognitoUserPoolArn=<its ARN>');
};

/** The `Body` of the API. */
export const definition = async ({ resolveVariable }) => {
  const auth = await choice('apiAuth', ['iam', 'cognito'], resolveVariable);
  const userPoolArn = await userPoolOf(auth, resolveVariable);
  return apiDefinition({ auth, userPoolArn, origins: await originsOf(resolveVariable) });
};

/** A deployment is a snapshot that never changes: another definition, or functions called by an alias, is another deployment by its logical id. */
const deploymentIdOf = async (context) => {
  const called = [await definition(context), await takeOver(context)];
  const hash = createHash('sha256').update(JSON.stringify(called));
  return `ApiDeployment${hash.digest('hex').slice(0, 12)}`;
};

export const deploymentId = async (context) => ({ Ref: await deploymentIdOf(context) });

const deployment = { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'RestApi' } } };

/** The stage of this API, and nothing else, may invoke the function. */
const permission = (id) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': [`${id}LambdaFunction`, 'Arn'] },
    Principal: 'apigateway.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
    SourceArn: {
      'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${RestApi}/${placeholder('sls:stage')}/*`,
    },
  },
});

const permissions = {
  ApiPermission: permission('Api'),
  ...(doorNames.includes('mcp') && { McpPermission: permission('Mcp') }),
};

/**
 * The role by which API Gateway writes logs, of any API of the account in this region: docs/decisions/api.md. It stays when
 * the stack goes, because other APIs have come to use it.
 */
const account = {
  ApiLogsRole: {
    Type: 'AWS::IAM::Role',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      Description: 'By which API Gateway writes the logs of all APIs of this account in this region',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      ManagedPolicyArns: [
        {
          'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
        },
      ],
    },
  },
  ApiAccount: {
    Type: 'AWS::ApiGateway::Account',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['ApiLogsRole', 'Arn'] } },
  },
};

/** A stage is called as soon as it is there: who answers must have leave to by then, and who logs. */
export const stageDependsOn = async ({ resolveVariable }) => [
  ...Object.keys(permissions),
  ...((await isOn('apiAccountRole', resolveVariable)) ? ['ApiAccount'] : []),
];

/** Resources beside those of api.yml. */
export const resources = async (context) => ({
  Resources: {
    [await deploymentIdOf(context)]: deployment,
    ...permissions,
    ...((await isOn('apiAccountRole', context.resolveVariable)) && account),
  },
});

/** What is logged of each request: who, what and how it went. No query, no body, no header. */
export const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  principal: '$context.identity.userArn',
  subject: '$context.authorizer.claims.sub',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integration.latency',
  bytes: '$context.responseLength',
  error: '$context.error.responseType',
  firewall: '$context.wafResponseCode',
});

const apiMetric = (metric) => ({
  Namespace: 'AWS/ApiGateway',
  MetricName: metric,
  Dimensions: [
    { Name: 'ApiName', Value: service },
    { Name: 'Stage', Value: placeholder('sls:stage') },
  ],
});

export const errorsAlarm = alarm({
  name: 'gateway-errors',
  runbook: 'gateway-errors',
  says: 'The API answered with a status above 499',
  metric: { ...apiMetric('5XXError'), Statistic: 'Sum' },
  threshold: 1,
});

/** In milliseconds, the gateway's own part included. A cold start takes one second. */
export const latencyAlarm = alarm({
  name: 'gateway-latency',
  runbook: 'gateway-latency',
  says: 'One request of a hundred waited longer than three seconds for its answer',
  metric: { ...apiMetric('Latency'), ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore' },
  threshold: 3000,
});
