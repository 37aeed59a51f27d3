/** What a type is called and where it says what everybody asks of it, in the API's names whatever their case. */
export type Kind = {
  /** `ec2:instance/` before the id; where the API gives the ARN itself, the field that holds it. */
  readonly arn: { readonly service: string; readonly prefix: string; readonly field?: string };
  readonly id: string;
  /** Its own name; without one its Name tag. */
  readonly name?: string;
  readonly state?: readonly string[];
  readonly created?: string;
};

const ec2 = (kind: string, id: string, more: Partial<Kind> = {}): Kind => ({
  arn: { service: 'ec2', prefix: `${kind}/` },
  id,
  ...more,
});

const database: Kind = {
  arn: { service: 'rds', prefix: 'db:', field: 'DBInstanceArn' },
  id: 'DBInstanceIdentifier',
  name: 'DBInstanceIdentifier',
  state: ['DBInstanceStatus'],
  created: 'InstanceCreateTime',
};

const databaseCluster: Kind = {
  arn: { service: 'rds', prefix: 'cluster:', field: 'DBClusterArn' },
  id: 'DBClusterIdentifier',
  name: 'DBClusterIdentifier',
  state: ['Status'],
  created: 'ClusterCreateTime',
};

/** The types that live sources read by their own APIs: exports must give them the same names. */
export const kinds: Readonly<Record<string, Kind>> = {
  'AWS::EC2::Instance': ec2('instance', 'InstanceId', { state: ['State', 'Name'], created: 'LaunchTime' }),
  'AWS::EC2::Image': ec2('image', 'ImageId', { name: 'Name', state: ['State'], created: 'CreationDate' }),
  'AWS::EC2::Volume': ec2('volume', 'VolumeId', { state: ['State'], created: 'CreateTime' }),
  'AWS::EC2::EIP': ec2('elastic-ip', 'AllocationId'),
  'AWS::EC2::SecurityGroup': ec2('security-group', 'GroupId', { name: 'GroupName' }),
  'AWS::EC2::Snapshot': ec2('snapshot', 'SnapshotId', { state: ['State'], created: 'StartTime' }),
  'AWS::EC2::VPC': ec2('vpc', 'VpcId', { state: ['State'] }),
  'AWS::RDS::DBInstance': database,
  'AWS::DocDB::DBInstance': database,
  'AWS::Neptune::DBInstance': database,
  'AWS::RDS::DBCluster': databaseCluster,
  'AWS::DocDB::DBCluster': databaseCluster,
  'AWS::Neptune::DBCluster': databaseCluster,
  'AWS::Lambda::Function': {
    arn: { service: 'lambda', prefix: 'function:', field: 'FunctionArn' },
    id: 'FunctionName',
    name: 'FunctionName',
    state: ['State'],
  },
  'AWS::EKS::Cluster': {
    arn: { service: 'eks', prefix: 'cluster/', field: 'arn' },
    id: 'name',
    name: 'name',
    state: ['status'],
    created: 'createdAt',
  },
  'AWS::EKS::Nodegroup': {
    arn: { service: 'eks', prefix: 'nodegroup/', field: 'nodegroupArn' },
    id: 'nodegroupName',
    name: 'nodegroupName',
    state: ['status'],
    created: 'createdAt',
  },
  'AWS::S3::Bucket': { arn: { service: 's3', prefix: '' }, id: 'Name', name: 'Name', created: 'CreationDate' },
  'AWS::EKS::ClusterVersion': { arn: { service: 'eks', prefix: 'cluster-version/' }, id: 'clusterVersion' },
};

/** Types whose service has no region of its own: their cell is the account's, as in a live scan. */
const global = /^AWS::(IAM|CloudFront|Route53|GlobalAccelerator|Organizations|S3)::/;

export const hasGlobalCell = (type: string): boolean => global.test(type);

const relatives: Readonly<Record<string, string>> = { docdb: 'rds', neptune: 'rds' };

/** The last part of its cell's id. RDS lists the databases of its relatives. */
export const serviceOf = (type: string): string => {
  const service = (type.split('::')[1] ?? 'unknown').toLowerCase();
  return Object.hasOwn(relatives, service) ? (relatives[service] ?? service) : service;
};
