import { field, itemsOf, list, put, take, textOf } from '../found.ts';
import { gather } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

/** CloudFormation takes the id or the name of a launch template, not both. */
export const dropTemplateName = (
  shaping: Shaping,
  path: string,
  id = 'LaunchTemplateId',
  name = 'LaunchTemplateName',
): void => {
  const specification = field(shaping.found, path);
  if (field(specification, id)) shaping.dropNode(take(specification, name), 'superseded', 'told by the id');
};

/** Metrics of one granularity are one collection. */
const shapeMetrics = (shaping: Shaping): void => {
  const { found } = shaping;
  const metrics = itemsOf(take(found, 'EnabledMetrics'));
  const [first] = metrics;
  if (!first) return;
  const names = metrics.flatMap((metric) => take(metric, 'Metric') ?? []);
  const collection = gather(first, { Granularity: 'Granularity' });
  put(collection, 'Metrics', list(names));
  put(found, 'MetricsCollection', list([collection]));
  for (const metric of metrics) shaping.dropNode(metric, 'superseded', 'the same granularity');
};

export const autoScalingGroup: Exception = {
  type: 'AWS::AutoScaling::AutoScalingGroup',
  page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html',
  renames: { DefaultCooldown: 'Cooldown' },
  drops: {
    'read-only': [
      'Instances',
      'Status',
      'SuspendedProcesses',
      'PredictedCapacity',
      'WarmPoolSize',
      'WarmPoolConfiguration',
    ],
  },
  shape: (shaping) => {
    const { found } = shaping;
    if (field(found, 'VPCZoneIdentifier'))
      shaping.drop(['AvailabilityZones', 'AvailabilityZoneIds'], 'read-only', 'follows from the subnets');
    const role = textOf(field(found, 'ServiceLinkedRoleARN')) ?? '';
    const usual = /\/AWSServiceRoleForAutoScaling$/;
    if (usual.test(role)) shaping.drop(['ServiceLinkedRoleARN'], 'service-default', 'the service’s own role');
    const isTold = ['TargetGroupARNs', 'LoadBalancerNames'].some((name) => itemsOf(field(found, name)).length > 0);
    if (isTold) shaping.drop(['TrafficSources'], 'superseded', 'told by the target groups');
    dropTemplateName(shaping, 'LaunchTemplate');
    dropTemplateName(shaping, 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification');
    const granularities = new Set(
      itemsOf(field(found, 'EnabledMetrics')).map((metric) => textOf(field(metric, 'Granularity'))),
    );
    if (granularities.size === 1) shapeMetrics(shaping);
  },
};
