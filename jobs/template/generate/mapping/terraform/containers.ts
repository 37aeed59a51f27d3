import { field, itemsOf, list, object, put, take, textOf } from '../found.ts';
import { each, rename } from '../reshape.ts';
import type { TerraformException } from './exception.ts';

const repository: TerraformException = {
  from: ['aws_ecr_repository'],
  blocks: ['image_scanning_configuration', 'encryption_configuration'],
  renames: { name: 'RepositoryName', 'encryption_configuration.kms_key': 'encryption_configuration.KmsKey' },
  drops: { 'read-only': ['registry_id', 'repository_url'] },
};

const repositoryPart = (kind: string, to: string): TerraformException => ({
  from: [`aws_ecr_${kind}`],
  adds: true,
  renames: { repository: 'RepositoryName', policy: to },
  drops: { 'read-only': ['registry_id', 'id'] },
});

const cluster: TerraformException = {
  from: ['aws_ecs_cluster'],
  blocks: [
    'configuration',
    'configuration.execute_command_configuration',
    'configuration.execute_command_configuration.log_configuration',
    'service_connect_defaults',
  ],
  renames: { name: 'ClusterName', setting: 'ClusterSettings' },
};

const capacity: TerraformException = {
  from: ['aws_ecs_cluster_capacity_providers'],
  renames: { cluster_name: 'Cluster' },
  drops: { 'read-only': ['id'] },
};

const service: TerraformException = {
  from: ['aws_ecs_service'],
  blocks: [
    'network_configuration',
    'deployment_circuit_breaker',
    'deployment_controller',
    'service_connect_configuration',
    'alarms',
    'deployment_configuration',
    'service_registries',
  ],
  renames: {
    name: 'ServiceName',
    iam_role: 'Role',
    load_balancer: 'LoadBalancers',
    ordered_placement_strategy: 'PlacementStrategies',
    network_configuration: 'NetworkConfiguration.AwsvpcConfiguration',
    deployment_circuit_breaker: 'DeploymentConfiguration.DeploymentCircuitBreaker',
    deployment_maximum_percent: 'DeploymentConfiguration.MaximumPercent',
    deployment_minimum_healthy_percent: 'DeploymentConfiguration.MinimumHealthyPercent',
    enable_execute_command: 'EnableExecuteCommand',
  },
  unset: ['health_check_grace_period_seconds', 'availability_zone_rebalancing'],
  drops: { 'service-default': ['deployment_configuration'] },
  shape: (shaping) => {
    const { found } = shaping;
    const ip = 'NetworkConfiguration.AwsvpcConfiguration.assign_public_ip';
    const node = take(found, ip);
    if (node?.kind === 'leaf') put(found, ip, { ...node, value: textOf(node) === 'true' ? 'ENABLED' : 'DISABLED' });
    if (textOf(field(found, 'propagate_tags')) === 'NONE') shaping.drop(['propagate_tags'], 'service-default');
    if (textOf(field(found, 'scheduling_strategy')) === 'DAEMON')
      shaping.drop(['desired_count'], 'service-default', 'one on each instance');
  },
};

const taskDefinition: TerraformException = {
  from: ['aws_ecs_task_definition'],
  blocks: [
    'runtime_platform',
    'proxy_configuration',
    'ephemeral_storage',
    'volume.efs_volume_configuration',
    'volume.efs_volume_configuration.authorization_config',
    'volume.docker_volume_configuration',
    'volume.fsx_windows_file_server_volume_configuration',
  ],
  renames: { volume: 'Volumes', 'ephemeral_storage.size_in_gib': 'EphemeralStorage.SizeInGiB' },
  unset: ['enable_fault_injection'],
  drops: { 'read-only': ['revision', 'arn_without_revision'] },
  shape: (shaping) => {
    each(shaping.found, 'Volumes', (volume) => {
      rename(volume, { host_path: 'Host.SourcePath' });
      shaping.dropNode(take(volume, 'configure_at_launch'), 'service-default');
      const port = 'efs_volume_configuration.transit_encryption_port';
      if (textOf(field(volume, port)) === '0') shaping.dropNode(take(volume, port), 'service-default', 'not set');
    });
  },
};

const eksCluster: TerraformException = {
  from: ['aws_eks_cluster'],
  blocks: [
    'vpc_config',
    'kubernetes_network_config',
    'kubernetes_network_config.elastic_load_balancing',
    'access_config',
    'encryption_config.provider',
    'upgrade_policy',
    'certificate_authority',
    'outpost_config',
    'compute_config',
    'storage_config',
    'zonal_shift_config',
    'remote_network_config',
  ],
  renames: {
    vpc_config: 'ResourcesVpcConfig',
    'vpc_config.public_access_cidrs': 'vpc_config.PublicAccessCidrs',
    zonal_shift_config: 'ZonalShiftConfig',
  },
  unset: ['bootstrap_self_managed_addons', 'deletion_protection'],
  drops: {
    'read-only': ['certificate_authority', 'cluster_id', 'identity', 'platform_version', 'status', 'created_at'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    const types = itemsOf(take(found, 'enabled_cluster_log_types'));
    if (types.length > 0) {
      const enabled = list(types.map((type) => object([['Type', type]])));
      put(found, 'Logging.ClusterLogging.EnabledTypes', enabled);
    }
    shaping.drop(
      [
        'ResourcesVpcConfig.vpc_id',
        'ResourcesVpcConfig.cluster_security_group_id',
        'kubernetes_network_config.service_ipv6_cidr',
      ],
      'read-only',
    );
    shaping.drop(
      ['kubernetes_network_config.elastic_load_balancing', 'compute_config', 'storage_config'],
      'service-default',
      'off',
    );
  },
};

const nodeGroup: TerraformException = {
  from: ['aws_eks_node_group'],
  blocks: ['scaling_config', 'update_config', 'launch_template', 'remote_access', 'node_repair_config'],
  renames: {
    node_group_name: 'NodegroupName',
    node_role_arn: 'NodeRole',
    subnet_ids: 'Subnets',
    taint: 'Taints',
    'remote_access.ec2_ssh_key': 'remote_access.Ec2SshKey',
  },
  unset: ['disk_size', 'update_config.max_unavailable', 'update_config.max_unavailable_percentage'],
  drops: { 'read-only': ['resources', 'status'] },
};

const addon: TerraformException = {
  from: ['aws_eks_addon'],
  drops: {
    'read-only': ['created_at', 'modified_at'],
    superseded: ['resolve_conflicts'],
    'not-deployable': ['preserve', 'resolve_conflicts_on_create', 'resolve_conflicts_on_update'],
  },
};

export const containers: readonly TerraformException[] = [
  addon,
  capacity,
  cluster,
  eksCluster,
  nodeGroup,
  repository,
  repositoryPart('lifecycle_policy', 'LifecyclePolicy.LifecyclePolicyText'),
  repositoryPart('repository_policy', 'RepositoryPolicyText'),
  service,
  taskDefinition,
];
