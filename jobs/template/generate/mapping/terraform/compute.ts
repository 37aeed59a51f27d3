import { field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { each, gather, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import { asList } from './attributes.ts';
import type { TerraformException } from './exception.ts';

/** A device as Terraform shows it, flat, and as EC2 and CloudFormation have it. */
const ebs = {
  delete_on_termination: 'Ebs.DeleteOnTermination',
  encrypted: 'Ebs.Encrypted',
  iops: 'Ebs.Iops',
  kms_key_id: 'Ebs.KmsKeyId',
  snapshot_id: 'Ebs.SnapshotId',
  throughput: 'Ebs.Throughput',
  volume_size: 'Ebs.VolumeSize',
  volume_type: 'Ebs.VolumeType',
};

const chosen = /^(gp3|io1|io2)$/;

const shapeDevices = (shaping: Shaping): void => {
  const names = ['root_block_device', 'ebs_block_device'];
  const devices = names.flatMap((name) => itemsOf(take(shaping.found, name)));
  for (const device of devices) {
    if (device.kind !== 'object') continue;
    for (const name of ['volume_id', 'tags', 'tags_all'])
      shaping.dropNode(take(device, name), 'read-only', 'the volume that AWS made');
    const type = textOf(field(device, 'volume_type')) ?? '';
    for (const name of ['iops', 'throughput']) {
      const isIdle =
        textOf(field(device, name)) === '0' || !chosen.test(type) || (name === 'throughput' && type !== 'gp3');
      if (isIdle) shaping.dropNode(take(device, name), 'service-default', 'follows from the volume’s type and size');
    }
    rename(device, ebs);
  }
  const named = devices.filter((device) => textOf(field(device, 'device_name')));
  for (const device of devices)
    if (!named.includes(device)) shaping.dropNode(device, 'not-deployable', 'its device is told by the image');
  if (named.length > 0) put(shaping.found, 'BlockDeviceMappings', list(named));
};

/** A state keeps the digest of the script; the script itself is in `user_data_base64`, if anywhere. */
const shapeUserData = (shaping: Shaping): void => {
  const { found } = shaping;
  const isDigest = /^[0-9a-f]{40}$/.test(textOf(field(found, 'user_data')) ?? '');
  if (isDigest) shaping.drop(['user_data'], 'not-deployable', 'a digest of the script, not the script');
  if (textOf(field(found, 'user_data_base64'))) {
    shaping.drop(['user_data'], 'superseded', 'told by user_data_base64');
    rename(found, { user_data_base64: 'UserData' });
  }
};

const instance: TerraformException = {
  from: ['aws_instance'],
  blocks: [
    'metadata_options',
    'credit_specification',
    'enclave_options',
    'private_dns_name_options',
    'launch_template',
  ],
  renames: {
    ami: 'ImageId',
    vpc_security_group_ids: 'SecurityGroupIds',
    key_name: 'KeyName',
    placement_group: 'PlacementGroupName',
    private_dns_name_options: 'PrivateDnsNameOptions',
    'enclave_options.enabled': 'EnclaveOptions.Enabled',
  },
  unset: ['placement_partition_number', 'hibernation', 'ipv6_address_count', 'secondary_private_ips'],
  drops: {
    'read-only': [
      'associate_public_ip_address',
      'cpu_core_count',
      'cpu_threads_per_core',
      'instance_state',
      'network_interface',
      'primary_network_interface',
      'primary_network_interface_id',
      'private_dns',
      'public_dns',
      'public_ip',
      'private_ip',
      'ipv6_addresses',
      'security_groups',
      'instance_lifecycle',
      'spot_instance_request_id',
      'password_data',
      'outpost_arn',
      'placement_group_id',
    ],
    'service-default': [
      'cpu_options',
      'maintenance_options',
      'capacity_reservation_specification',
      'instance_market_options',
      'network_performance_options',
      'ephemeral_block_device',
    ],
  },
  shape: (shaping) => {
    each(shaping.found, 'root_block_device', (device) => {
      const note = 'AWS::EC2::Instance has no throughput of volumes';
      shaping.dropNode(take(device, 'throughput'), 'not-deployable', note);
    });
    shapeDevices(shaping);
    shapeUserData(shaping);
    const hibernation = take(shaping.found, 'hibernation');
    if (hibernation) put(shaping.found, 'HibernationOptions.Configured', hibernation);
    if (textOf(field(shaping.found, 'EnclaveOptions.Enabled')) === 'false')
      shaping.drop(['EnclaveOptions'], 'service-default', 'off');
    // The API's own exception keeps the root device alone, told by its name.
    const [root] = itemsOf(field(shaping.found, 'BlockDeviceMappings'));
    put(shaping.found, 'RootDeviceName', literal(textOf(field(root, 'device_name')) ?? null));
  },
};

const templateBlocks = [
  'capacity_reservation_specification',
  'cpu_options',
  'credit_specification',
  'enclave_options',
  'hibernation_options',
  'iam_instance_profile',
  'instance_market_options',
  'instance_market_options.spot_options',
  'maintenance_options',
  'metadata_options',
  'monitoring',
  'placement',
  'private_dns_name_options',
  'block_device_mappings.ebs',
];

const ofTemplate = [
  'id',
  'arn',
  'name',
  'tags',
  'description',
  'default_version',
  'latest_version',
  'tagspecifications',
];

const launchTemplate: TerraformException = {
  from: ['aws_launch_template'],
  blocks: templateBlocks,
  renames: {
    vpc_security_group_ids: 'SecurityGroupIds',
    security_group_names: 'SecurityGroups',
    description: 'VersionDescription',
  },
  shape: (shaping) => {
    const { found } = shaping;
    each(found, 'network_interfaces', (face) => {
      rename(face, { security_groups: 'Groups' });
      for (const name of [
        'ipv4_address_count',
        'ipv6_address_count',
        'network_card_index',
        'ipv4_prefix_count',
        'ipv6_prefix_count',
      ])
        if (textOf(field(face, name)) === '0') shaping.dropNode(take(face, name), 'service-default', 'not set');
    });
    each(found, 'block_device_mappings', (mapping) => {
      for (const name of ['ebs.iops', 'ebs.throughput', 'ebs.volume_initialization_rate'])
        if (textOf(field(mapping, name)) === '0') shaping.dropNode(take(mapping, name), 'service-default', 'not set');
    });
    if (textOf(field(found, 'placement.partition_number')) === '0')
      shaping.drop(['placement.partition_number'], 'service-default');
    rename(found, { tag_specifications: 'InstanceTagSpecifications' });
    const inner = [...found.fields.keys()].filter(
      (name) => !ofTemplate.includes(name.toLowerCase()) && name !== 'VersionDescription',
    );
    const data = gather(found, Object.fromEntries(inner.map((name) => [name, name])));
    rename(data, { InstanceTagSpecifications: 'TagSpecifications' });
    put(found, 'LaunchTemplateData', data);
    rename(found, { name: 'LaunchTemplateName' });
    shaping.drop(['default_version', 'latest_version'], 'read-only', 'the version that AWS keeps');
  },
};

const launchConfiguration: TerraformException = {
  from: ['aws_launch_configuration'],
  blocks: ['metadata_options'],
  renames: { name: 'LaunchConfigurationName', enable_monitoring: 'InstanceMonitoring' },
  shape: (shaping) => {
    shapeDevices(shaping);
    shapeUserData(shaping);
  },
};

const autoScalingGroup: TerraformException = {
  from: ['aws_autoscaling_group'],
  blocks: [
    'launch_template',
    'mixed_instances_policy',
    'mixed_instances_policy.instances_distribution',
    'mixed_instances_policy.launch_template',
    'mixed_instances_policy.launch_template.launch_template_specification',
    'instance_maintenance_policy',
    'availability_zone_distribution',
  ],
  renames: {
    name: 'AutoScalingGroupName',
    launch_configuration: 'LaunchConfigurationName',
    default_cooldown: 'Cooldown',
    load_balancers: 'LoadBalancerNames',
    tag: 'Tags',
    placement_group: 'PlacementGroup',
    'launch_template.id': 'launch_template.LaunchTemplateId',
    'launch_template.name': 'launch_template.LaunchTemplateName',
    'mixed_instances_policy.launch_template.override': 'mixed_instances_policy.launch_template.Overrides',
  },
  unset: ['default_instance_warmup', 'max_instance_lifetime'],
  drops: {
    'read-only': [
      'warm_pool',
      'warm_pool_size',
      'predicted_capacity',
      'instance_refresh',
      'initial_lifecycle_hook',
      'suspended_processes',
    ],
    superseded: ['traffic_source'],
    'service-default': ['metrics_granularity', 'availability_zone_distribution', 'capacity_reservation_specification'],
  },
  shape: (shaping) => {
    const metrics = take(shaping.found, 'enabled_metrics');
    if (metrics?.kind === 'list') {
      const collection = object([
        ['Granularity', literal('1Minute')],
        ['Metrics', metrics],
      ]);
      put(shaping.found, 'MetricsCollection', list([collection]));
    }
  },
};

const autoScalingAttachment: TerraformException = {
  from: ['aws_autoscaling_attachment'],
  adds: true,
  renames: { autoscaling_group_name: 'AutoScalingGroupName' },
  shape: (shaping) => {
    asList(shaping, 'lb_target_group_arn', 'TargetGroupARNs');
    asList(shaping, 'alb_target_group_arn', 'TargetGroupARNs');
    asList(shaping, 'elb', 'LoadBalancerNames');
    shaping.drop(['id'], 'read-only', 'Terraform names it');
  },
};

const scalingPolicy: TerraformException = {
  from: ['aws_autoscaling_policy'],
  blocks: [
    'target_tracking_configuration',
    'target_tracking_configuration.predefined_metric_specification',
    'target_tracking_configuration.customized_metric_specification',
  ],
  unset: ['cooldown', 'estimated_instance_warmup', 'min_adjustment_magnitude', 'scaling_adjustment'],
  renames: { step_adjustment: 'StepAdjustments' },
  drops: { 'read-only': ['name'] },
  shape: (shaping) => {
    if (textOf(field(shaping.found, 'enabled')) === 'true') shaping.drop(['enabled'], 'service-default');
  },
};

const schedule: TerraformException = {
  from: ['aws_autoscaling_schedule'],
  unset: ['min_size', 'max_size', 'desired_capacity'],
  drops: { 'read-only': ['scheduled_action_name'] },
};

const appScalingPolicy: TerraformException = {
  from: ['aws_appautoscaling_policy'],
  blocks: [
    'target_tracking_scaling_policy_configuration',
    'target_tracking_scaling_policy_configuration.predefined_metric_specification',
    'target_tracking_scaling_policy_configuration.customized_metric_specification',
    'step_scaling_policy_configuration',
  ],
  renames: {
    name: 'PolicyName',
    'step_scaling_policy_configuration.step_adjustment': 'step_scaling_policy_configuration.StepAdjustments',
  },
  drops: { 'read-only': ['alarm_arns'] },
};

const appScalingTarget: TerraformException = {
  from: ['aws_appautoscaling_target'],
  blocks: ['suspended_state'],
};

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

const volume: TerraformException = {
  from: ['aws_ebs_volume'],
  renames: { type: 'VolumeType' },
  drops: { 'not-deployable': ['final_snapshot'] },
  unset: ['throughput', 'multi_attach_enabled', 'volume_initialization_rate'],
};

export const compute: readonly TerraformException[] = [
  alias,
  appScalingPolicy,
  appScalingTarget,
  autoScalingAttachment,
  autoScalingGroup,
  eventSource,
  functionUrl,
  instance,
  lambdaFunction,
  launchConfiguration,
  launchTemplate,
  layer,
  permission,
  scalingPolicy,
  schedule,
  volume,
];
