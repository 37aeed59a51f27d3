/** The alarms that every function has and every stage besides, as tables: each row names the page of docs/runbook that says what to do. */

import { service } from './names.js';

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

/** An alarm on one metric over five minutes that tells the alarms topic when it starts and when it is over. */
export const alarm = ({ name, runbook, says, metric, threshold }) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `${service}-${name}`,
    AlarmDescription: `${says}. What to do: docs/runbook/${runbook}.md`,
    ...metric,
    Period: 300,
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
