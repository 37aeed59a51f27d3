import { isObject, type JsonValue } from '#schemas/json.ts';
import { type Row, valuesOf } from './row.ts';

/** A log group's ARN is printed with a trailing `:*`, and used without. */
const groupNames = (item: JsonValue): readonly string[] =>
  isObject(item)
    ? [...new Set(valuesOf(item, 'logGroupName', 'logGroupArn', 'arn').map((id) => id.replace(/:\*$/, '')))]
    : [];

export const observability: readonly Row[] = [
  {
    command: 'cloudwatch describe-alarms',
    at: 'MetricAlarms[]',
    type: 'AWS::CloudWatch::Alarm',
    ids: ['AlarmName', 'AlarmArn'],
    has: ['AlarmName', 'ComparisonOperator'],
  },
  {
    command: 'cloudwatch describe-alarms',
    at: 'CompositeAlarms[]',
    type: 'AWS::CloudWatch::CompositeAlarm',
    ids: ['AlarmName', 'AlarmArn'],
    has: ['AlarmName', 'AlarmRule'],
  },
  {
    command: 'cloudwatch get-dashboard',
    at: '',
    type: 'AWS::CloudWatch::Dashboard',
    ids: ['DashboardName', 'DashboardArn'],
    has: ['DashboardName', 'DashboardBody'],
  },
  {
    command: 'logs describe-log-groups',
    at: 'logGroups[]',
    type: 'AWS::Logs::LogGroup',
    ids: groupNames,
    has: ['logGroupName', 'arn'],
  },
  {
    command: 'logs describe-metric-filters',
    at: 'metricFilters[]',
    type: 'AWS::Logs::MetricFilter',
    ids: ['filterName'],
    has: ['filterName', 'metricTransformations'],
  },
  {
    command: 'logs describe-subscription-filters',
    at: 'subscriptionFilters[]',
    type: 'AWS::Logs::SubscriptionFilter',
    ids: ['filterName'],
    has: ['filterName', 'destinationArn'],
  },
];
