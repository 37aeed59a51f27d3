import { field, isEmpty, itemsOf, list, object, put, take, textOf } from '../found.ts';
import { each } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import { dropTemplateName } from './autoscaling.ts';
import type { Exception } from './exception.ts';

const eks = 'https://docs.aws.amazon.com/eks/latest/APIReference/API_';
const ecs = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_';

/** The API lists log types twice, those that are on and those that are off; CloudFormation those that are on. */
const shapeLogging = (shaping: Shaping): void => {
  const { found } = shaping;
  const setups = itemsOf(field(found, 'Logging.ClusterLogging'));
  if (setups.length === 0) return;
  take(found, 'Logging');
  const types = setups.flatMap((setup) => {
    const isOn = textOf(field(setup, 'Enabled')) === 'true';
    shaping.dropNode(
      take(setup, 'Enabled'),
      isOn ? 'read-only' : 'service-default',
      'told by the list of types that are on',
    );
    const listed = itemsOf(take(setup, 'Types'));
    if (isOn) return listed;
    for (const type of listed) shaping.dropNode(type, 'service-default', 'off');
    return [];
  });
  if (types.length > 0)
    put(found, 'Logging.ClusterLogging.EnabledTypes', list(types.map((type) => object([['Type', type]]))));
};

const eksCluster: Exception = {
  type: 'AWS::EKS::Cluster',
  page: `${eks}Cluster.html`,
  drops: {
    'read-only': [
      'Endpoint',
      'Identity',
      'CertificateAuthority',
      'PlatformVersion',
      'Health',
      'Id',
      'ConnectorConfig',
      'ClientRequestToken',
      'ResourcesVpcConfig.ClusterSecurityGroupId',
      'ResourcesVpcConfig.VpcId',
      'KubernetesNetworkConfig.ServiceIpv6Cidr',
    ],
  },
  shape: (shaping) => {
    const told: readonly (readonly [string, string])[] = [
      ['Endpoint', 'endpoint'],
      ['CertificateAuthorityData', 'certificateAuthority.data'],
      ['OpenIdConnectIssuerUrl', 'identity.oidc.issuer'],
      ['ClusterSecurityGroupId', 'resourcesVpcConfig.clusterSecurityGroupId'],
    ];
    for (const [attribute, path] of told) {
      const value = textOf(field(shaping.asFound, path));
      if (value) shaping.returns[attribute] = value;
    }
    shapeLogging(shaping);
    const provider = textOf(field(shaping.found, 'AccessConfig.BootstrapClusterCreatorAdminPermissions'));
    if (provider === undefined) shaping.drop(['AccessConfig.BootstrapClusterCreatorAdminPermissions'], 'empty');
  },
};

const nodegroup: Exception = {
  type: 'AWS::EKS::Nodegroup',
  page: `${eks}Nodegroup.html`,
  drops: { 'read-only': ['Resources', 'Health', 'WarmPoolConfig'] },
  shape: (shaping) => {
    dropTemplateName(shaping, 'LaunchTemplate', 'Id', 'Name');
    if (field(shaping.found, 'LaunchTemplate'))
      shaping.drop(['DiskSize'], 'not-deployable', 'the launch template decides it');
  },
};

const ecsCluster: Exception = {
  type: 'AWS::ECS::Cluster',
  page: `${ecs}Cluster.html`,
  renames: { Settings: 'ClusterSettings' },
  drops: {
    'read-only': [
      'Statistics',
      'Attachments',
      'AttachmentsStatus',
      'RegisteredContainerInstancesCount',
      'RunningTasksCount',
      'PendingTasksCount',
      'ActiveServicesCount',
    ],
  },
};

/** What isn't given is what the service would do: nothing is lost by leaving it out. */
const dropUsual = (shaping: Shaping, usual: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(usual)) {
    if (textOf(field(shaping.found, name)) === value) shaping.drop([name], 'service-default');
  }
};

const service: Exception = {
  type: 'AWS::ECS::Service',
  page: `${ecs}Service.html`,
  renames: { ClusterArn: 'Cluster', PlacementStrategy: 'PlacementStrategies', RoleArn: 'Role' },
  drops: {
    'read-only': [
      'Deployments',
      'Events',
      'TaskSets',
      'RunningCount',
      'PendingCount',
      'PlatformFamily',
      'CurrentServiceDeployment',
      'CurrentServiceRevisions',
    ],
  },
  shape: (shaping) => {
    const role = textOf(field(shaping.found, 'Role')) ?? '';
    if (role.endsWith('/AWSServiceRoleForECS')) shaping.drop(['Role'], 'service-default', 'the service’s own role');
    dropUsual(shaping, { PropagateTags: 'NONE', ResourceManagementType: 'CUSTOMER' });
    if (itemsOf(field(shaping.found, 'CapacityProviderStrategy')).length > 0) {
      shaping.drop(['LaunchType'], 'superseded', 'told by the capacity provider strategy');
    }
  },
};

const taskDefinition: Exception = {
  type: 'AWS::ECS::TaskDefinition',
  page: `${ecs}TaskDefinition.html`,
  drops: {
    'read-only': [
      'RequiresAttributes',
      'Compatibilities',
      'Revision',
      'Status',
      'RegisteredAt',
      'RegisteredBy',
      'DeregisteredAt',
      'DeleteRequestedAt',
    ],
  },
  shape: (shaping) => {
    each(shaping.found, 'ContainerDefinitions', (container) => {
      if (textOf(field(container, 'Cpu')) === '0') shaping.dropNode(take(container, 'Cpu'), 'service-default');
    });
    each(shaping.found, 'Volumes', (volume) => {
      const host = field(volume, 'Host');
      if (host && isEmpty(host)) shaping.dropNode(take(volume, 'Host'), 'empty');
    });
  },
};

const repository: Exception = {
  type: 'AWS::ECR::Repository',
  page: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html',
  renames: { PolicyText: 'RepositoryPolicyText', LifecyclePolicyText: 'LifecyclePolicy.LifecyclePolicyText' },
  drops: { 'account-metadata': ['RegistryId'] },
};

export const containers: readonly Exception[] = [
  eksCluster,
  nodegroup,
  ecsCluster,
  service,
  taskDefinition,
  repository,
];
