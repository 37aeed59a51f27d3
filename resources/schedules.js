import { alarm } from './alarms.js';
import * as queues from './queues.js';

export const deadLetterQueue = queues.deadLetterQueue('schedule-dlq');

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
