import { alarm } from './alarms.js';
import { messageKey } from './key.js';
import * as queues from './queues.js';

export const deadLetterQueue = async (context) => queues.deadLetterQueue('schedule-dlq', await messageKey(context));

export const deadLetterQueuePolicy = queues.queuePolicy('ScheduleDeadLetterQueue');

export const undeliveredAlarm = alarm({
  name: 'schedule-undelivered',
  runbook: 'schedule-undelivered',
  says: 'EventBridge Scheduler could not wake the watchdog, the cleanup, the digest or the inventory',
  metric: {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['ScheduleDeadLetterQueue', 'QueueName'] } }],
    Statistic: 'Maximum',
  },
  threshold: 1,
});

const woken = ['CleanupQueue', 'IntakeQueue', 'NotifierQueue', 'ScheduleDeadLetterQueue'];

/** What EventBridge Scheduler may do: put messages into these queues, with their key if they have one. */
export const roleStatements = async (context) => {
  const key = await messageKey(context);
  const wake = {
    Sid: 'WakeStages',
    Action: 'sqs:SendMessage',
    Resource: woken.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
  };
  const encrypt = { Sid: 'UseDataKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key };
  return [wake, ...(key ? [encrypt] : [])].map((statement) => ({ Effect: 'Allow', ...statement }));
};
