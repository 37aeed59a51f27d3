/** What the sources of their own ask: each command is an action here (actions.test.ts holds them to it). */
const own: Actions = {
  ec2: [
    'DescribeAddresses',
    'DescribeImages',
    'DescribeInstances',
    'DescribeRegions',
    'DescribeSecurityGroups',
    'DescribeSnapshots',
    'DescribeVolumes',
    'DescribeVpcs',
  ],
  eks: ['DescribeCluster', 'DescribeClusterVersions', 'DescribeNodegroup', 'ListClusters', 'ListNodegroups'],
  lambda: [
    'GetFunctionUrlConfig',
    'GetPolicy',
    'ListFunctionEventInvokeConfigs',
    'ListFunctionUrlConfigs',
    'ListFunctions',
  ],
  rds: ['DescribeDBClusters', 'DescribeDBInstances', 'DescribeDBMajorEngineVersions'],
  s3: [
    'GetAccountPublicAccessBlock',
    'GetBucketAcl',
    'GetBucketLocation',
    'GetBucketOwnershipControls',
    'GetBucketPolicy',
    'GetBucketPolicyStatus',
    'GetBucketPublicAccessBlock',
    'GetBucketTagging',
    'GetBucketVersioning',
    'GetEncryptionConfiguration',
    'GetLifecycleConfiguration',
    'ListAllMyBuckets',
  ],
};

/**
 * What Cloud Control's handlers ask in the caller's name to list and read the types of default-types.ts: the read-only
 * permissions in the handlers of each type's schema, but for those that would read a secret's value.
 * https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-types.html
 */
const cloudControl: Actions = {
  acm: ['DescribeCertificate', 'ListCertificates', 'ListTagsForCertificate'],
  apigateway: ['GET'],
  appsync: ['GetGraphqlApi', 'ListGraphqlApis', 'ListTagsForResource'],
  athena: ['GetWorkGroup', 'ListTagsForResource', 'ListWorkGroups'],
  autoscaling: [
    'DescribeAutoScalingGroups',
    'DescribeLifecycleHooks',
    'DescribeNotificationConfigurations',
    'DescribeTrafficSources',
  ],
  backup: [
    'DescribeBackupVault',
    'GetBackupVaultAccessPolicy',
    'GetBackupVaultNotifications',
    'ListBackupVaults',
    'ListTags',
  ],
  cloudformation: ['DescribeStacks', 'GetResource', 'GetStackPolicy', 'ListResources', 'ListStacks'],
  cloudfront: ['GetDistribution', 'GetDistributionConfig', 'ListDistributions', 'ListTagsForResource'],
  cloudtrail: [
    'DescribeTrails',
    'GetEventConfiguration',
    'GetEventSelectors',
    'GetInsightSelectors',
    'GetTrail',
    'GetTrailStatus',
    'ListTags',
    'ListTrails',
  ],
  cloudwatch: ['DescribeAlarms', 'ListTagsForResource'],
  codebuild: ['BatchGetProjects', 'ListProjects'],
  codepipeline: ['GetPipeline', 'GetPipelineState', 'ListPipelines', 'ListTagsForResource'],
  'cognito-idp': ['DescribeUserPool', 'GetUserPoolMfaConfig', 'ListUserPools'],
  dynamodb: [
    'DescribeContinuousBackups',
    'DescribeContributorInsights',
    'DescribeKinesisStreamingDestination',
    'DescribeTable',
    'DescribeTimeToLive',
    'GetResourcePolicy',
    'ListTables',
    'ListTagsOfResource',
  ],
  ec2: [
    'DescribeNatGateways',
    'DescribeNetworkAcls',
    'DescribeNetworkInterfaces',
    'DescribeRouteTables',
    'DescribeSecurityGroups',
    'DescribeSubnets',
    'DescribeVpcEndpoints',
    'DescribeVpcs',
  ],
  ecr: ['DescribeRepositories', 'GetLifecyclePolicy', 'GetRepositoryPolicy', 'ListTagsForResource'],
  ecs: ['DescribeClusters', 'ListClusters'],
  elasticache: ['DescribeReplicationGroups', 'ListTagsForResource'],
  elasticfilesystem: [
    'DescribeBackupPolicy',
    'DescribeFileSystemPolicy',
    'DescribeFileSystems',
    'DescribeLifecycleConfiguration',
    'DescribeReplicationConfigurations',
  ],
  elasticloadbalancing: [
    'DescribeCapacityReservation',
    'DescribeLoadBalancerAttributes',
    'DescribeLoadBalancers',
    'DescribeTags',
  ],
  es: ['DescribeDomain', 'ListDomainNames', 'ListTags'],
  events: ['DescribeRule', 'ListRules', 'ListTagsForResource', 'ListTargetsByRule'],
  iam: [
    'GetPolicy',
    'GetPolicyVersion',
    'GetRole',
    'GetRolePolicy',
    'GetUser',
    'GetUserPolicy',
    'ListAttachedRolePolicies',
    'ListAttachedUserPolicies',
    'ListEntitiesForPolicy',
    'ListGroupsForUser',
    'ListPolicies',
    'ListRolePolicies',
    'ListRoles',
    'ListUserPolicies',
    'ListUsers',
  ],
  kinesis: ['DescribeStreamSummary', 'ListStreams', 'ListTagsForResource', 'ListTagsForStream'],
  kms: ['DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListKeys', 'ListResourceTags'],
  logs: [
    'DescribeIndexPolicies',
    'DescribeLogGroups',
    'DescribeResourcePolicies',
    'GetDataProtectionPolicy',
    'ListTagsForResource',
  ],
  redshift: [
    'DescribeClusterDbRevisions',
    'DescribeClusters',
    'DescribeLoggingStatus',
    'DescribeSnapshotCopyGrant',
    'DescribeTags',
    'GetResourcePolicy',
  ],
  route53: ['GetHostedZone', 'ListHostedZones', 'ListQueryLoggingConfigs', 'ListTagsForResource'],
  secretsmanager: ['DescribeSecret', 'ListSecrets'],
  sns: [
    'GetDataProtectionPolicy',
    'GetTopicAttributes',
    'ListSubscriptionsByTopic',
    'ListTagsForResource',
    'ListTopics',
  ],
  sqs: ['GetQueueAttributes', 'ListQueueTags', 'ListQueues'],
  ssm: ['DescribeParameters', 'ListTagsForResource'],
  states: ['DescribeStateMachine', 'ListStateMachines', 'ListTagsForResource'],
  'vpc-lattice': ['DescribeServiceNetworkVpcEndpointAssociation'],
};

type Actions = Readonly<Record<string, readonly string[]>>;

const services = [...new Set([...Object.keys(own), ...Object.keys(cloudControl)])].sort();

/**
 * Every action that a scan needs in an account, by service: nothing but reading. The collector's role and the role of
 * other accounts (docs/inventory-role.yml) are made of this list.
 */
export const scanActions: Actions = Object.fromEntries(
  services.map((service) => [
    service,
    [...new Set([...(own[service] ?? []), ...(cloudControl[service] ?? [])])].sort(),
  ]),
);
