/**
 * A release that first gets a tenth of the work, for five minutes, and all of it only if no alarm went off; otherwise the one before has all of it again.
 * Off unless deployment is `canary`. The versions and aliases that are shifted are made when the bundles are known: aliases.js. docs/decisions/canary.md
 */
import { agentDoors } from './agent.js';
import { alarmsOf, canaryAlarms } from './alarms.js';
import { aliasName } from './aliases.js';
import { guardNames } from './cost-guard.js';
import { doorNames, placeholder, service, stageNames } from './names.js';
import { choice } from './read-param.js';

const pascal = (name) => name.charAt(0).toUpperCase() + name.slice(1);
const merge = (parts) => Object.assign({}, ...parts);

const application = {
  Type: 'AWS::CodeDeploy::Application',
  Properties: { ApplicationName: service, ComputePlatform: 'Lambda' },
};

const functionArn = (name) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${service}-${name}`,
});

/** Less than AWSCodeDeployRoleForLambdaLimited: no hooks, no revisions in S3. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html */
const roleFor = (names, alarmIds) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: { 'Fn::Sub': `${service}-${placeholder('AWS::Region')}-canary` },
    Description: `What CodeDeploy may do: shift the aliases of the functions of ${service}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'canary',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'ShiftAliases',
              Effect: 'Allow',
              Action: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
              Resource: names.flatMap((name) => [functionArn(name), functionArn(`${name}:${aliasName}`)]),
            },
            {
              Sid: 'ReadAlarms',
              Effect: 'Allow',
              Action: 'cloudwatch:DescribeAlarms',
              Resource: alarmIds.map((logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })),
            },
          ],
        },
      },
    ],
  },
});

const groupOf = ({ name }, alarms) => ({
  Type: 'AWS::CodeDeploy::DeploymentGroup',
  Properties: {
    ApplicationName: { Ref: 'CanaryApplication' },
    DeploymentGroupName: `${service}-${name}`,
    ServiceRoleArn: { 'Fn::GetAtt': ['CanaryRole', 'Arn'] },
    DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
    AutoRollbackConfiguration: {
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
    },
    AlarmConfiguration: {
      Enabled: true,
      Alarms: Object.keys(alarms).map((logicalId) => ({ Name: { Ref: logicalId } })),
    },
  },
});

const partsOf = (name) => {
  const own = { id: pascal(name), name, isStage: stageNames.includes(name) };
  const alarms = alarmsOf(own, canaryAlarms(own));
  return { alarms, groups: { [`${own.id}CanaryGroup`]: groupOf(own, alarms) } };
};

/** How a release takes over: `all-at-once` or `canary`. */
export const deployment = ({ resolveVariable }) => choice('deployment', ['all-at-once', 'canary'], resolveVariable);

/** Resources, or none. */
export const resources = async (context) => {
  if ((await deployment(context)) !== 'canary') return { Resources: {} };
  const names = [
    ...stageNames,
    ...doorNames,
    ...(await agentDoors(context.resolveVariable)),
    ...(await guardNames(context)),
  ];
  const parts = names.map(partsOf);
  const alarms = merge(parts.map((part) => part.alarms));
  const CanaryRole = roleFor(names, Object.keys(alarms));
  const groups = merge(parts.map((part) => part.groups));
  return { Resources: { CanaryApplication: application, CanaryRole, ...alarms, ...groups } };
};
