/**
 * What every stage of the pipeline has, once: its function, its queue and dead-letter queue, its one rule with a
 * dead-letter queue of its own, its role, its log group's retention and its alarms. What differs between stages is in
 * functions/<stage>/function.yml. Read by serverless.yml.
 */
import { alarmsOf, functionAlarms, queueAlarms } from './alarms.js';
import { lambda, logGroupOf, read } from './lambda.js';
import { service, stageNames } from './names.js';
import { deadLetterQueue, queuePolicy, stageQueue } from './queues.js';
import { roleOf, stageStatements } from './roles.js';

const maxReceiveCount = 5;
const ref = (logicalId) => ({ Ref: logicalId });
const arn = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const functionOf = (stage) => ({
  ...lambda({
    ...stage,
    environment: {
      QUEUE_URL: ref(`${stage.id}Queue`),
      DEAD_LETTER_QUEUE_URL: ref(`${stage.id}DeadLetterQueue`),
      MAX_RECEIVE_COUNT: String(maxReceiveCount),
      ...stage.environment,
    },
  }),
  events: [
    { sqs: { arn: arn(`${stage.id}Queue`), functionResponseType: 'ReportBatchItemFailures', ...stage.mapping } },
  ],
});

const ruleOf = ({ name, id, rule }) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: `${service}-${name}`,
    Description: rule.description,
    ...(rule.bus && { EventBusName: ref(rule.bus) }),
    EventPattern: rule.pattern,
    Targets: [
      {
        Id: `${id}Queue`,
        Arn: arn(`${id}Queue`),
        // A day of trying covers an outage; what is older than that is better looked at than delivered.
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
        DeadLetterConfig: { Arn: arn(`${id}RuleDeadLetterQueue`) },
      },
    ],
  },
});

const resourcesOf = (stage) => ({
  [`${stage.id}Queue`]: stageQueue({ ...stage, maxReceiveCount }),
  [`${stage.id}DeadLetterQueue`]: deadLetterQueue(`${stage.name}-dlq`, stage.hardening.messageKey),
  [`${stage.id}RuleDeadLetterQueue`]: deadLetterQueue(`${stage.name}-rule-dlq`, stage.hardening.messageKey),
  [`${stage.id}QueuePolicy`]: queuePolicy(`${stage.id}Queue`, `${stage.id}Rule`),
  [`${stage.id}DeadLetterQueuePolicy`]: queuePolicy(`${stage.id}DeadLetterQueue`),
  [`${stage.id}RuleDeadLetterQueuePolicy`]: queuePolicy(`${stage.id}RuleDeadLetterQueue`, `${stage.id}Rule`),
  [`${stage.id}Rule`]: ruleOf(stage),
  [`${stage.id}Role`]: roleOf(stage, stageStatements(stage)),
  ...alarmsOf(stage, [...queueAlarms(stage), ...functionAlarms(stage)]),
});

const outputsOf = ({ id }) => ({
  [`${id}QueueUrl`]: { Value: ref(`${id}Queue`) },
  [`${id}DeadLetterQueueUrl`]: { Value: ref(`${id}DeadLetterQueue`) },
});

const readAll = (resolveVariable) => Promise.all(stageNames.map((name) => read(name, resolveVariable)));
const merge = (parts) => Object.assign({}, ...parts);

/** The `functions` of the service that are stages. */
export const functions = async ({ resolveVariable }) =>
  merge((await readAll(resolveVariable)).map((stage) => ({ [stage.name]: functionOf(stage) })));

/** Resources and Outputs of all stages, as CloudFormation. */
export const resources = async ({ resolveVariable }) => {
  const stages = await readAll(resolveVariable);
  return {
    Resources: merge(stages.map(resourcesOf)),
    Outputs: merge(stages.map(outputsOf)),
    extensions: merge(stages.map(logGroupOf)),
  };
};
