import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { incompleteNotes } from '#shared/exports/dialects/incomplete.ts';
import { answeredKey } from './answered.ts';

/** A call that lists all of some types that there are in a region, if nobody cuts it short. */
type ListingCall = {
  /** As the API calls it. */
  readonly operation: string;
  /** The key of the output that holds the list. */
  readonly key: string;
  readonly types: readonly string[];
  /** A key that its items have, where other services' lists are called the same. */
  readonly has?: string;
  /** It lists names alone: it is whole where each was described. */
  readonly isOfNames?: true;
  /** It lists what one of these has: it takes a list for each. */
  readonly parent?: string;
};

const calls: readonly ListingCall[] = [
  { operation: 'DescribeInstances', key: 'Reservations', types: ['AWS::EC2::Instance'] },
  { operation: 'DescribeVolumes', key: 'Volumes', types: ['AWS::EC2::Volume'], has: 'VolumeId' },
  { operation: 'DescribeAddresses', key: 'Addresses', types: ['AWS::EC2::EIP'] },
  { operation: 'DescribeSecurityGroups', key: 'SecurityGroups', types: ['AWS::EC2::SecurityGroup'], has: 'GroupId' },
  { operation: 'DescribeSnapshots', key: 'Snapshots', types: ['AWS::EC2::Snapshot'], has: 'VolumeId' },
  { operation: 'DescribeVpcs', key: 'Vpcs', types: ['AWS::EC2::VPC'] },
  { operation: 'DescribeSubnets', key: 'Subnets', types: ['AWS::EC2::Subnet'], has: 'SubnetId' },
  { operation: 'DescribeRouteTables', key: 'RouteTables', types: ['AWS::EC2::RouteTable'] },
  { operation: 'DescribeNatGateways', key: 'NatGateways', types: ['AWS::EC2::NatGateway'] },
  { operation: 'DescribeNetworkInterfaces', key: 'NetworkInterfaces', types: ['AWS::EC2::NetworkInterface'] },
  { operation: 'DescribeVpcEndpoints', key: 'VpcEndpoints', types: ['AWS::EC2::VPCEndpoint'] },
  {
    operation: 'DescribeAutoScalingGroups',
    key: 'AutoScalingGroups',
    types: ['AWS::AutoScaling::AutoScalingGroup'],
  },
  {
    operation: 'DescribeDBInstances',
    key: 'DBInstances',
    types: ['AWS::RDS::DBInstance', 'AWS::DocDB::DBInstance', 'AWS::Neptune::DBInstance'],
  },
  {
    operation: 'DescribeDBClusters',
    key: 'DBClusters',
    types: ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  },
  {
    operation: 'DescribeDBMajorEngineVersions',
    key: 'DBMajorEngineVersions',
    types: ['AWS::RDS::MajorEngineVersion'],
  },
  { operation: 'ListBuckets', key: 'Buckets', types: ['AWS::S3::Bucket'] },
  { operation: 'ListFunctions', key: 'Functions', types: ['AWS::Lambda::Function'], has: 'FunctionArn' },
  { operation: 'ListClusters', key: 'clusters', types: ['AWS::EKS::Cluster'], isOfNames: true },
  {
    operation: 'ListNodegroups',
    key: 'nodegroups',
    types: ['AWS::EKS::Nodegroup'],
    isOfNames: true,
    parent: 'AWS::EKS::Cluster',
  },
  { operation: 'DescribeClusterVersions', key: 'clusterVersions', types: ['AWS::EKS::ClusterVersion'] },
  { operation: 'ListTables', key: 'TableNames', types: ['AWS::DynamoDB::Table'], isOfNames: true },
  { operation: 'ListQueues', key: 'QueueUrls', types: ['AWS::SQS::Queue'], isOfNames: true },
  { operation: 'ListTopics', key: 'Topics', types: ['AWS::SNS::Topic'], has: 'TopicArn' },
  { operation: 'DescribeLogGroups', key: 'logGroups', types: ['AWS::Logs::LogGroup'] },
  { operation: 'ListSecrets', key: 'SecretList', types: ['AWS::SecretsManager::Secret'] },
  { operation: 'DescribeAlarms', key: 'MetricAlarms', types: ['AWS::CloudWatch::Alarm'] },
  {
    operation: 'ListStateMachines',
    key: 'stateMachines',
    types: ['AWS::StepFunctions::StateMachine'],
    isOfNames: true,
  },
  { operation: 'DescribeRepositories', key: 'repositories', types: ['AWS::ECR::Repository'], has: 'repositoryUri' },
  { operation: 'DescribeFileSystems', key: 'FileSystems', types: ['AWS::EFS::FileSystem'], has: 'FileSystemId' },
  {
    operation: 'DescribeLoadBalancers',
    key: 'LoadBalancers',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
    has: 'LoadBalancerArn',
  },
  { operation: 'ListRoles', key: 'Roles', types: ['AWS::IAM::Role'], has: 'RoleName' },
  { operation: 'ListUsers', key: 'Users', types: ['AWS::IAM::User'], has: 'UserName' },
  { operation: 'ListDistributions', key: 'DistributionList', types: ['AWS::CloudFront::Distribution'] },
  { operation: 'ListHostedZones', key: 'HostedZones', types: ['AWS::Route53::HostedZone'] },
];

const byOperation = new Map(calls.map((call) => [call.operation, call]));

/** Types that are listed for one parent at a time, and its type. */
export const parents: ReadonlyMap<string, string> = new Map(
  calls.flatMap(({ types, parent }) => (parent === undefined ? [] : types.map((type) => [type, parent] as const))),
);

export const isListing = (operation: string): boolean => byOperation.has(operation);

/** What one file says of how far a look went. */
export type Listed = {
  readonly file: string;
  readonly types: readonly string[];
  /** Why it is not all there is. */
  readonly reason?: string;
  readonly isDenied?: boolean;
  /** What it lists by name alone. */
  readonly names?: readonly string[];
  /** True of a snapshot by AWS Config: of the types that it holds where they are. */
  readonly isSnapshot?: boolean;
};

const textsIn = (list: readonly JsonValue[]): readonly string[] =>
  list.flatMap((each) => {
    if (typeof each === 'string') return [each];
    return isObject(each) && typeof each.stateMachineArn === 'string' ? [each.stateMachineArn] : [];
  });

const fits = ({ key, has, isOfNames }: ListingCall, root: JsonObject): boolean => {
  const list: unknown = root[key];
  if (!Array.isArray(list)) return false;
  if (list.length === 0) return true;
  if (isOfNames) return textsIn(list).length === list.length;
  return has === undefined || (isObject(list[0]) && Object.hasOwn(list[0], has));
};

const refused = (root: JsonObject, file: string): readonly Listed[] => {
  const answered = root[answeredKey];
  if (!isObject(answered)) return [];
  const call = byOperation.get(String(answered.operation));
  if (!call || answered.code === '') return [];
  const code = String(answered.code);
  const isDenied = /AccessDenied|Unauthorized|Forbidden/.test(code);
  return [{ file, types: call.types, isDenied, reason: `${call.operation} was refused (${code})` }];
};

/** Which whole listings a document holds, and which that are cut short. */
export const listedIn = (value: JsonValue, file: string): readonly Listed[] => {
  if (Array.isArray(value)) return value.flatMap((page: JsonValue) => (isObject(page) ? listedIn(page, file) : []));
  if (!isObject(value)) return [];
  if (typeof value.configSnapshotId === 'string' && Array.isArray(value.configurationItems))
    return [{ file, types: [], isSnapshot: true }];
  if (typeof value.TypeName === 'string' && Array.isArray(value.ResourceDescriptions))
    return [{ file, types: [value.TypeName], ...goesOn(value) }];
  const found = calls.filter((call) => fits(call, value));
  return [
    ...refused(value, file),
    ...found.map(({ key, types, isOfNames }): Listed => {
      const list = value[key];
      const names = isOfNames && Array.isArray(list) ? { names: textsIn(list) } : {};
      return { file, types, ...names, ...goesOn(value) };
    }),
  ];
};

/** RDS and Lambda go on from a marker, which IAM and CloudFront print for other ends, too. */
const goesOn = (root: JsonObject): { readonly reason?: string } => {
  const hasMarker = typeof root.Marker === 'string' && root.Marker !== '' && root.IsTruncated !== false;
  const [note] = hasMarker ? ['the export is incomplete (Marker)'] : incompleteNotes(root);
  return note === undefined ? {} : { reason: note };
};
