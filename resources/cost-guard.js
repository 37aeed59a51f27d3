/**
 * What a model may cost a stage in a day, whatever each job may: above it an alarm tells people and has the model switched off, by a parameter
 * that generator and validator read, without a deployment. The parameter is no resource of the stack: no deployment switches the model on again.
 */
import { alarm, alarmsOf, functionAlarms } from './alarms.js';
import { lambda, logGroupOf, read } from './lambda.js';
import { placeholder, service } from './names.js';
import { isOn, refuse } from './read-param.js';
import { roleOf } from './roles.js';

const name = `/dropforge/${placeholder('sls:stage')}/model`;

/** In US dollars; undefined without a model, or where 0 says that there is none. */
const limitOf = async (resolveVariable) => {
  const limit = Number(await resolveVariable('param:modelDailyCostUsd'));
  if (!(limit >= 0)) throw refuse('modelDailyCostUsd is not an amount of US dollars; 0 is no limit');
  return limit > 0 && (await isOn('modelEnabled', resolveVariable)) ? limit : undefined;
};

export const parameterName = async ({ resolveVariable }) => ((await limitOf(resolveVariable)) ? name : '');

export const parameterArn = {
  'Fn::Sub': `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${name}`,
};

/** Of those who ask the model. */
export const readSwitch = async (resolveVariable) =>
  (await limitOf(resolveVariable))
    ? [{ Sid: 'ReadModelSwitch', Action: 'ssm:GetParameter', Resource: parameterArn }]
    : [];

/** A day is the longest period there is; CloudWatch looks at the last one every hour. */
const spendAlarm = (threshold) => {
  const spend = alarm({
    name: 'model-spend',
    runbook: 'model-spend',
    says: `The model cost ${threshold} USD or more in a day, and is switched off until somebody switches it on again`,
    metric: {
      Namespace: 'Dropforge',
      MetricName: 'ModelSpend',
      Dimensions: [{ Name: 'service', Value: service }],
      Statistic: 'Sum',
    },
    threshold,
    period: 86_400,
  });
  const { AlarmActions } = spend.Properties;
  const guard = { 'Fn::GetAtt': ['GuardLambdaFunction', 'Arn'] };
  return { ...spend, Properties: { ...spend.Properties, AlarmActions: [...AlarmActions, guard] } };
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
const permission = {
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': ['GuardLambdaFunction', 'Arn'] },
    Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
    SourceArn: { 'Fn::GetAtt': ['ModelSpendAlarm', 'Arn'] },
  },
};

/** The function, if there is one, as those know it that want all of them. */
export const guardNames = async ({ resolveVariable }) => ((await limitOf(resolveVariable)) ? ['guard'] : []);

export const functions = async ({ resolveVariable }) =>
  (await limitOf(resolveVariable)) ? { guard: lambda(await read('guard', resolveVariable)) } : {};

export const resources = async ({ resolveVariable }) => {
  const limit = await limitOf(resolveVariable);
  if (!limit) return { Resources: {} };
  const guard = await read('guard', resolveVariable);
  return {
    Resources: {
      GuardRole: roleOf(guard),
      GuardPermission: permission,
      ModelSpendAlarm: spendAlarm(limit),
      ...alarmsOf(guard, functionAlarms(guard)),
    },
    extensions: logGroupOf(guard),
  };
};
