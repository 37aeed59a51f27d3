import type { TerraformRows } from './row.ts';

export const messaging: TerraformRows = {
  aws_cloudwatch_dashboard: { type: 'AWS::CloudWatch::Dashboard', ids: ['dashboard_name'] },
  aws_cloudwatch_event_bus: { type: 'AWS::Events::EventBus', ids: ['name', 'arn'] },
  aws_cloudwatch_event_rule: { type: 'AWS::Events::Rule', ids: ['name', 'arn'] },
  aws_cloudwatch_event_target: { type: 'AWS::Events::Rule', ids: ['rule'] },
  aws_cloudwatch_log_group: { type: 'AWS::Logs::LogGroup', ids: ['name', 'arn'] },
  aws_cloudwatch_log_metric_filter: { type: 'AWS::Logs::MetricFilter', ids: ['name'] },
  aws_cloudwatch_log_stream: { type: 'AWS::Logs::LogStream', ids: ['arn'] },
  aws_cloudwatch_log_subscription_filter: { type: 'AWS::Logs::SubscriptionFilter', ids: ['id'] },
  aws_cloudwatch_metric_alarm: { type: 'AWS::CloudWatch::Alarm', ids: ['alarm_name', 'arn'] },
  aws_scheduler_schedule: { type: 'AWS::Scheduler::Schedule', ids: ['name', 'arn'] },
  aws_sfn_state_machine: { type: 'AWS::StepFunctions::StateMachine', ids: ['arn', 'name'] },
  aws_sns_topic: { type: 'AWS::SNS::Topic', ids: ['arn'] },
  aws_sns_topic_policy: { type: 'AWS::SNS::TopicPolicy', ids: ['arn'] },
  aws_sns_topic_subscription: { type: 'AWS::SNS::Subscription', ids: ['arn'] },
  aws_sqs_queue: { type: 'AWS::SQS::Queue', ids: ['arn', 'url', 'id'] },
  aws_sqs_queue_policy: { type: 'AWS::SQS::QueuePolicy', ids: ['queue_url'] },
};
