import { field, type Leaf, list, object, put, take, textOf } from '../found.ts';
import { each, rename } from '../reshape.ts';
import { asList } from './attributes.ts';
import type { TerraformException } from './exception.ts';

const queue: TerraformException = {
  from: ['aws_sqs_queue'],
  renames: {
    name: 'QueueName',
    url: 'QueueUrl',
    max_message_size: 'MaximumMessageSize',
    message_retention_seconds: 'MessageRetentionPeriod',
    receive_wait_time_seconds: 'ReceiveMessageWaitTimeSeconds',
    visibility_timeout_seconds: 'VisibilityTimeout',
    sqs_managed_sse_enabled: 'SqsManagedSseEnabled',
  },
  unset: ['fifo_queue', 'content_based_deduplication'],
  shape: (shaping) => {
    const { found } = shaping;
    if (textOf(field(found, 'kms_master_key_id')))
      shaping.drop(['SqsManagedSseEnabled'], 'superseded', 'told by the key');
    else shaping.drop(['kms_data_key_reuse_period_seconds'], 'service-default', 'no key of its own');
    const isFifo = textOf(field(found, 'fifo_queue')) === 'true';
    if (!isFifo)
      shaping.drop(['deduplication_scope', 'fifo_throughput_limit'], 'service-default', 'of FIFO queues only');
  },
};

const queuePolicy: TerraformException = {
  from: ['aws_sqs_queue_policy'],
  renames: { policy: 'PolicyDocument' },
  drops: { 'read-only': ['id'] },
  shape: (shaping) => asList(shaping, 'queue_url', 'Queues'),
};

const topic: TerraformException = {
  from: ['aws_sns_topic'],
  renames: { name: 'TopicName' },
  unset: [
    'fifo_topic',
    'content_based_deduplication',
    'signature_version',
    ...['application', 'firehose', 'http', 'lambda', 'sqs'].map((name) => `${name}_success_feedback_sample_rate`),
  ],
  drops: { 'read-only': ['beginning_archive_time', 'owner'], 'not-deployable': ['delivery_policy'] },
};

const topicPolicy: TerraformException = {
  from: ['aws_sns_topic_policy'],
  renames: { policy: 'PolicyDocument' },
  drops: { 'read-only': ['id', 'owner'] },
  shape: (shaping) => {
    const arn = take(shaping.found, 'arn');
    if (arn) put(shaping.found, 'Topics', list([arn]));
  },
};

const subscription: TerraformException = {
  from: ['aws_sns_topic_subscription'],
  unset: ['raw_message_delivery', 'filter_policy_scope'],
  drops: { 'read-only': ['confirmation_was_authenticated', 'pending_confirmation', 'owner_id', 'id', 'arn'] },
  shape: (shaping) => {
    if (!textOf(field(shaping.found, 'filter_policy')))
      shaping.drop(['filter_policy_scope'], 'service-default', 'no filter');
  },
};

const rule: TerraformException = {
  from: ['aws_cloudwatch_event_rule'],
  renames: { schedule_expression: 'ScheduleExpression' },
  drops: { superseded: ['is_enabled'] },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'event_bus_name')) === 'default')
      shaping.drop(['event_bus_name'], 'service-default', 'the default bus');
  },
};

const targetBlocks = [
  'batch_target',
  'dead_letter_config',
  'ecs_target',
  'ecs_target.network_configuration',
  'http_target',
  'input_transformer',
  'kinesis_target',
  'redshift_target',
  'retry_policy',
  'sagemaker_pipeline_target',
  'sqs_target',
  'appsync_target',
];

const ofTarget = {
  arn: 'Arn',
  target_id: 'Id',
  input: 'Input',
  input_path: 'InputPath',
  role_arn: 'RoleArn',
  dead_letter_config: 'DeadLetterConfig',
  retry_policy: 'RetryPolicy',
  input_transformer: 'InputTransformer',
  batch_target: 'BatchParameters',
  ecs_target: 'EcsParameters',
  http_target: 'HttpParameters',
  kinesis_target: 'KinesisParameters',
  sqs_target: 'SqsParameters',
};

/** CloudFormation's targets are part of their rule. */
const target: TerraformException = {
  from: ['aws_cloudwatch_event_target'],
  blocks: targetBlocks,
  adds: true,
  shape: (shaping) => {
    const { found } = shaping;
    const own = object();
    for (const [from, to] of Object.entries(ofTarget)) put(own, to, take(found, from));
    rename(own, {
      'EcsParameters.network_configuration': 'EcsParameters.NetworkConfiguration.AwsVpcConfiguration',
      'InputTransformer.input_paths': 'InputTransformer.InputPathsMap',
      'DeadLetterConfig.arn': 'DeadLetterConfig.Arn',
    });
    put(found, 'Targets', list([own]));
    rename(found, { rule: 'Name' });
    shaping.drop(['id', 'event_bus_name'], 'read-only', 'the rule it is in');
  },
};

const logGroup: TerraformException = {
  from: ['aws_cloudwatch_log_group'],
  renames: { name: 'LogGroupName' },
  unset: ['retention_in_days'],
};

/** The pattern of everything is empty, and has to be said. */
const everything: Leaf = { kind: 'leaf', value: '', telling: true };

const metricFilter: TerraformException = {
  from: ['aws_cloudwatch_log_metric_filter'],
  renames: { name: 'FilterName', pattern: 'FilterPattern', metric_transformation: 'MetricTransformations' },
  drops: { 'read-only': ['id'] },
  shape: (shaping) => {
    put(shaping.found, 'FilterPattern', everything);
    each(shaping.found, 'MetricTransformations', (transformation) => {
      rename(transformation, { name: 'MetricName', namespace: 'MetricNamespace', value: 'MetricValue' });
      if (textOf(field(transformation, 'unit')) === 'None')
        shaping.dropNode(take(transformation, 'unit'), 'service-default');
    });
  },
};

const subscriptionFilter: TerraformException = {
  from: ['aws_cloudwatch_log_subscription_filter'],
  renames: { name: 'FilterName' },
  drops: { 'read-only': ['id'] },
  shape: (shaping) => {
    put(shaping.found, 'FilterPattern', take(shaping.found, 'filter_pattern') ?? everything);
    const isStream = textOf(field(shaping.found, 'destination_arn'))?.includes(':kinesis:');
    if (!isStream) shaping.drop(['distribution'], 'service-default', 'of Kinesis only');
  },
};

const queryBlocks = ['metric_query.metric'];

const alarm: TerraformException = {
  from: ['aws_cloudwatch_metric_alarm'],
  blocks: queryBlocks,
  renames: { metric_query: 'Metrics', extended_statistic: 'ExtendedStatistic' },
  unset: ['datapoints_to_alarm'],
  shape: (shaping) => {
    const { found } = shaping;
    each(found, 'Metrics', (query) => {
      const stat = take(query, 'metric');
      if (stat?.kind !== 'object') return shaping.dropNode(stat, 'empty');
      const inner = object();
      for (const name of ['metric_name', 'namespace', 'dimensions'])
        put(inner, name === 'metric_name' ? 'MetricName' : name, take(stat, name));
      put(query, 'MetricStat.Metric', inner);
      for (const name of ['period', 'stat', 'unit']) put(query, `MetricStat.${name}`, take(stat, name));
      if (textOf(field(query, 'period')) === '0') shaping.dropNode(take(query, 'period'), 'service-default');
    });
    if (field(found, 'Metrics')?.kind === 'list')
      shaping.drop(['period'], 'service-default', 'each metric has its own');
  },
};

const machine: TerraformException = {
  from: ['aws_sfn_state_machine'],
  blocks: ['logging_configuration', 'tracing_configuration', 'encryption_configuration'],
  renames: { definition: 'DefinitionString' },
  drops: {
    'read-only': ['creation_date', 'state_machine_version_arn', 'status', 'version_description', 'revision_id'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const destination = take(found, 'logging_configuration.log_destination');
    if (destination && textOf(destination)) {
      put(
        found,
        'logging_configuration.Destinations',
        list([object([['CloudWatchLogsLogGroup', object([['LogGroupArn', destination]])]])]),
      );
    } else shaping.drop(['logging_configuration'], 'service-default', 'off');
    const isOwn = textOf(field(found, 'encryption_configuration.type')) === 'AWS_OWNED_KEY';
    if (isOwn) shaping.drop(['encryption_configuration'], 'service-default', 'AWS’s own key');
  },
};

const dashboard: TerraformException = {
  from: ['aws_cloudwatch_dashboard'],
  drops: { 'read-only': ['dashboard_arn'] },
};

const schedule: TerraformException = {
  from: ['aws_scheduler_schedule'],
  blocks: [
    'flexible_time_window',
    'target',
    'target.retry_policy',
    'target.dead_letter_config',
    'target.ecs_parameters',
    'target.ecs_parameters.network_configuration',
    'target.eventbridge_parameters',
    'target.kinesis_parameters',
    'target.sqs_parameters',
  ],
  unset: ['flexible_time_window.maximum_window_in_minutes'],
};

export const messaging: readonly TerraformException[] = [
  alarm,
  dashboard,
  logGroup,
  machine,
  metricFilter,
  queue,
  queuePolicy,
  rule,
  schedule,
  subscription,
  subscriptionFilter,
  target,
  topic,
  topicPolicy,
];
