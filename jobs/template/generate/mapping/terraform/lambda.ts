import { field, put, take, textOf } from '../found.ts';
import { told } from '../reshape.ts';
import type { TerraformException } from './exception.ts';

const lambdaFunction: TerraformException = {
  from: ['aws_lambda_function'],
  blocks: [
    'environment',
    'vpc_config',
    'dead_letter_config',
    'tracing_config',
    'ephemeral_storage',
    'logging_config',
    'image_config',
    'snap_start',
    'file_system_config',
  ],
  unset: ['reserved_concurrent_executions', 'code_signing_config_arn'],
  renames: {
    'vpc_config.ipv6_allowed_for_dual_stack': 'VpcConfig.Ipv6AllowedForDualStack',
    image_uri: 'Code.ImageUri',
    s3_bucket: 'Code.S3Bucket',
    s3_key: 'Code.S3Key',
    s3_object_version: 'Code.S3ObjectVersion',
    file_system_config: 'FileSystemConfigs',
    'file_system_config.arn': 'file_system_config.Arn',
  },
  drops: {
    'read-only': [
      'code_sha256',
      'invoke_arn',
      'qualified_arn',
      'qualified_invoke_arn',
      'response_streaming_invoke_arn',
      'source_code_size',
      'version',
      'vpc_config.vpc_id',
      'signing_job_arn',
      'signing_profile_version_arn',
      'snap_start.optimization_status',
    ],
    'service-default': ['logging_config.log_format_default'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const size = 'ephemeral_storage.size';
    if (textOf(field(found, size)) === '512') shaping.drop([size], 'service-default', 'what every function has');
    if (textOf(field(found, 'reserved_concurrent_executions')) === '-1')
      shaping.drop(['reserved_concurrent_executions'], 'service-default', 'no limit of its own');
    const isPassThrough = textOf(field(found, 'tracing_config.mode')) === 'PassThrough';
    if (isPassThrough) shaping.drop(['tracing_config'], 'service-default', 'what every function has');
  },
};

const permission: TerraformException = {
  from: ['aws_lambda_permission'],
  drops: { 'read-only': ['statement_id', 'id'] },
  shape: (shaping) => {
    const { found } = shaping;
    const name = textOf(field(found, 'function_name'));
    const qualifier = textOf(take(found, 'qualifier'));
    if (qualifier) put(found, 'FunctionName', told(take(found, 'function_name'), `${name}:${qualifier}`));
  },
};

const eventSource: TerraformException = {
  from: ['aws_lambda_event_source_mapping'],
  blocks: [
    'destination_config',
    'destination_config.on_failure',
    'filter_criteria',
    'scaling_config',
    'self_managed_event_source',
    'amazon_managed_kafka_event_source_config',
    'self_managed_kafka_event_source_config',
    'document_db_event_source_config',
    'metrics_config',
    'provisioned_poller_config',
  ],
  renames: { 'filter_criteria.filter': 'filter_criteria.Filters' },
  unset: [
    'maximum_record_age_in_seconds_zero',
    'maximum_retry_attempts_zero',
    'parallelization_factor',
    'tumbling_window_in_seconds',
    'bisect_batch_on_function_error',
  ],
  drops: { 'read-only': ['function_arn', 'uuid', 'last_processing_result', 'state', 'state_transition_reason'] },
  shape: (shaping) => {
    const { found } = shaping;
    const isQueue = /^arn:[^:]+:(sqs|mq):/.test(textOf(field(found, 'event_source_arn')) ?? '');
    if (isQueue)
      shaping.drop(['maximum_record_age_in_seconds', 'maximum_retry_attempts'], 'service-default', 'not of queues');
    put(found, 'Enabled', take(found, 'enabled'));
  },
};

const layer: TerraformException = {
  from: ['aws_lambda_layer_version'],
  renames: { s3_bucket: 'Content.S3Bucket', s3_key: 'Content.S3Key', s3_object_version: 'Content.S3ObjectVersion' },
  drops: {
    'read-only': [
      'code_sha256',
      'created_date',
      'layer_arn',
      'signing_job_arn',
      'signing_profile_version_arn',
      'source_code_size',
      'version',
    ],
  },
};

const functionUrl: TerraformException = {
  from: ['aws_lambda_function_url'],
  blocks: ['cors'],
  drops: { 'read-only': ['function_url', 'url_id', 'function_arn', 'id'] },
  renames: { authorization_type: 'AuthType', function_name: 'TargetFunctionArn' },
};

const alias: TerraformException = {
  from: ['aws_lambda_alias'],
  blocks: ['routing_config'],
  drops: { 'read-only': ['invoke_arn'] },
};

export const lambda: readonly TerraformException[] = [
  lambdaFunction,
  permission,
  eventSource,
  layer,
  functionUrl,
  alias,
];
