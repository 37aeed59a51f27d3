/** The alarms that every function has and every stage besides, as tables: each row names the page of docs/runbook that says what to do. */

import { aliasName } from './aliases.js';
import { placeholder, service } from './names.js';

const queueMetric = (metric, queue) => ({
  Namespace: 'AWS/SQS',
  MetricName: metric,
  Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
});

const functionMetric = (metric, name) => ({
  Namespace: 'AWS/Lambda',
  MetricName: metric,
  Dimensions: [{ Name: 'FunctionName', Value: `${service}-${name}` }],
});

/** Of a stage. Thresholds are in the metric's own unit: messages, seconds. */
export const queueAlarms = ({ name, id, function: { timeout } }) => [
  {
    suffix: 'DeadLetters',
    runbook: 'dead-letters',
    says: `A message of the ${name} could not be handled and lies in its dead-letter queue`,
    metric: { ...queueMetric('ApproximateNumberOfMessagesVisible', `${id}DeadLetterQueue`), Statistic: 'Maximum' },
    threshold: 1,
  },
  {
    suffix: 'UndeliveredEvents',
    runbook: 'undelivered-events',
    says: `EventBridge could not put an event into the queue of the ${name}`,
    metric: { ...queueMetric('ApproximateNumberOfMessagesVisible', `${id}RuleDeadLetterQueue`), Statistic: 'Maximum' },
    threshold: 1,
  },
  {
    suffix: 'Backlog',
    runbook: 'backlog',
    says: `The oldest message of the ${name} has waited longer than its visibility timeout`,
    metric: { ...queueMetric('ApproximateAgeOfOldestMessage', `${id}Queue`), Statistic: 'Maximum' },
    threshold: 6 * timeout,
  },
];

/** Of any function. Thresholds are in the metric's own unit: invocations, milliseconds. */
export const functionAlarms = ({ name, function: { timeout } }) => [
  {
    suffix: 'Errors',
    runbook: 'function-errors',
    says: `The ${name} threw or timed out`,
    metric: { ...functionMetric('Errors', name), Statistic: 'Sum' },
    threshold: 1,
  },
  {
    suffix: 'Duration',
    runbook: 'function-duration',
    says: `The ${name} used more than 80 % of its timeout`,
    metric: { ...functionMetric('Duration', name), Statistic: 'Maximum' },
    threshold: 0.8 * timeout * 1000,
  },
  {
    suffix: 'Throttles',
    runbook: 'function-throttles',
    says: `The ${name} was throttled: the account is out of concurrency`,
    metric: { ...functionMetric('Throttles', name), Statistic: 'Sum' },
    threshold: 1,
  },
];

/**
 * Of a function whose work a new release is taking over: a minute is enough to go back. Letters are counted as they are sent, so that those that lie there from
 * before stop nothing. Thresholds are in the metric's own unit: invocations, messages.
 */
export const canaryAlarms = ({ name, id, isStage }) => [
  {
    suffix: 'CanaryErrors',
    runbook: 'function-errors',
    says: `The ${name} threw or timed out; a release that was taking over is rolled back`,
    metric: {
      ...functionMetric('Errors', name),
      Dimensions: [
        { Name: 'FunctionName', Value: `${service}-${name}` },
        { Name: 'Resource', Value: `${service}-${name}:${aliasName}` },
      ],
      Statistic: 'Sum',
    },
    threshold: 1,
    period: 60,
  },
  ...(isStage
    ? [
        {
          suffix: 'CanaryDeadLetters',
          runbook: 'dead-letters',
          says: `The ${name} gave up a message; a release that was taking over is rolled back`,
          metric: { ...queueMetric('NumberOfMessagesSent', `${id}DeadLetterQueue`), Statistic: 'Sum' },
          threshold: 1,
          period: 60,
        },
      ]
    : []),
];

/** An alarm on one metric, over five minutes if nothing else is said, that tells the alarms topic when it starts and when it is over. */
export const alarm = ({ name, runbook, says, metric, threshold, period = 300 }) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `${service}-${name}`,
    AlarmDescription: `${says}. What to do: ${placeholder('param:runbookUrl')}/${runbook}.md`,
    ...metric,
    Period: period,
    EvaluationPeriods: 1,
    Threshold: threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: 'AlarmsTopic' }],
    OKActions: [{ Ref: 'AlarmsTopic' }],
  },
});

const kebab = (pascal) => pascal.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();

/** The alarms of a table by logical id: CollectorDeadLettersAlarm … */
export const alarmsOf = ({ id, name }, rows) =>
  Object.fromEntries(
    rows.map((row) => [`${id}${row.suffix}Alarm`, alarm({ ...row, name: `${name}-${kebab(row.suffix)}` })]),
  );
