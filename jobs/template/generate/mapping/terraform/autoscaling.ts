import { field, list, literal, object, put, take, textOf } from '../found.ts';
import { asList } from './attributes.ts';
import type { TerraformException } from './exception.ts';

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
  drops: { 'not-deployable': ['tags'] },
};

export const autoScaling: readonly TerraformException[] = [
  autoScalingGroup,
  autoScalingAttachment,
  scalingPolicy,
  schedule,
  appScalingPolicy,
  appScalingTarget,
];
