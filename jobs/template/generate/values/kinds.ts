import { parseArn } from '#shared/cloudformation/arn.ts';
import { entry } from '#shared/entry.ts';
import { pascalCase } from '../assembly/words.ts';

/** A kind of value that means something outside the drop, and the parameter it becomes. */
export type Kind = {
  /** What the parameter is called: VpcId. */
  readonly name: string;
  readonly type: string;
  readonly says: string;
  /** Asked for even at one place: the value exists in one account or Region only, so that nobody else can deploy the template without it. */
  readonly alone: boolean;
};

const id = (name: string, type: string, says: string): Kind => ({ name, type, says, alone: true });
const shared = (name: string, says: string): Kind => ({ name, type: 'String', says, alone: false });

/** What is known by an id of EC2's, by the id's prefix. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
const byPrefix: Readonly<Record<string, Kind>> = {
  ami: id('ImageId', 'AWS::EC2::Image::Id', 'Image'),
  sg: id('SecurityGroupId', 'AWS::EC2::SecurityGroup::Id', 'Security group'),
  subnet: id('SubnetId', 'AWS::EC2::Subnet::Id', 'Subnet'),
  vpc: id('VpcId', 'AWS::EC2::VPC::Id', 'VPC'),
  acl: shared('NetworkAclId', 'Network ACL'),
  eipalloc: shared('ElasticIpAllocationId', 'Elastic IP address'),
  fs: shared('FileSystemId', 'File system'),
  igw: shared('InternetGatewayId', 'Internet gateway'),
  lt: shared('LaunchTemplateId', 'Launch template'),
  nat: shared('NatGatewayId', 'NAT gateway'),
  pcx: shared('VpcPeeringConnectionId', 'VPC peering connection'),
  pl: shared('PrefixListId', 'Prefix list'),
  rtb: shared('RouteTableId', 'Route table'),
  snap: shared('SnapshotId', 'Snapshot'),
  tgw: shared('TransitGatewayId', 'Transit gateway'),
  vgw: shared('VpnGatewayId', 'VPN gateway'),
  vpce: shared('VpcEndpointId', 'VPC endpoint'),
};

export const hostedZone = id('HostedZoneId', 'AWS::Route53::HostedZone::Id', 'Hosted zone');
export const keyPair = id('KeyName', 'AWS::EC2::KeyPair::KeyName', 'Key pair');

export const kindOfId = (value: string): Kind | undefined => {
  const prefix = value.slice(0, value.indexOf('-'));
  return Object.hasOwn(byPrefix, prefix) ? byPrefix[prefix] : undefined;
};

/** Ids that AWS makes up: they are in one account only, and what has a name instead can be there in every one. */
const generated: Readonly<Record<string, readonly [shape: RegExp, name: string, says: string]>> = {
  acm: [/^certificate\/[0-9a-f-]{36}$/, 'CertificateArn', 'Certificate'],
  cognito: [/^userpool\/[^/]+$/, 'UserPoolArn', 'User pool'],
  elasticloadbalancing: [
    /^(?:loadbalancer|targetgroup|listener)\/.+\/[0-9a-f]{16}$/,
    'Arn',
    'Load balancer, listener or target group',
  ],
  kms: [/^key\/(?:mrk-)?[0-9a-f-]{32,36}$/, 'KmsKeyArn', 'Key'],
  secretsmanager: [/^secret:[^*?]+-[A-Za-z0-9]{6}$/, 'SecretArn', 'Secret'],
  wafv2: [/^(?:regional|global)\/webacl\/[^/]+\/[0-9a-f-]{36}$/, 'WebAclArn', 'Web ACL'],
};

const loadBalancing: Readonly<Record<string, string>> = {
  listener: 'ListenerArn',
  loadbalancer: 'LoadBalancerArn',
  targetgroup: 'TargetGroupArn',
};

/** Everybody's, or whole accounts: AWS's own policies, keys and roles. */
const isCommon = (resource: string): boolean =>
  /^(?:root$|alias\/aws\/|role\/aws-service-role\/|policy\/aws)|[*?]|^$/.test(resource);

/** `role/deploy` -> DeployRoleArn, `layer:Insights:14` -> InsightsLayerArn. */
const nameFor = (resource: string): string => {
  const [kind = '', ...rest] = resource.split(/[/:]/).filter((part) => part !== '' && !/^\d+$/.test(part));
  const called = pascalCase(rest.at(-1) ?? '').slice(0, 60);
  const noun = pascalCase(kind);
  return `${called.endsWith(noun) ? called : called + noun}Arn`.replace(/^(?=\d)/, 'N');
};

/** What an ARN of something outside the drop is asked for as; undefined if it means something in every account, or nothing in particular. */
export const kindOfArn = (value: string, home: string | undefined): Kind | undefined => {
  const arn = parseArn(value);
  if (!arn || isCommon(arn.resource)) return undefined;
  const [shape, name = '', says = ''] = entry(generated, arn.service) ?? [];
  if (shape?.test(arn.resource)) {
    const own =
      arn.service === 'elasticloadbalancing' ? (entry(loadBalancing, arn.resource.split('/')[0] ?? '') ?? name) : name;
    return id(own, 'String', says);
  }
  const isForeign = /^\d{12}$/.test(arn.account) && home !== undefined && arn.account !== home;
  return isForeign ? shared(nameFor(arn.resource), `What is in account ${arn.account}`) : undefined;
};

/** `shop-logs-111122223333` -> ShopLogsBucketName. */
export const bucketKind = (value: string): Kind => {
  const words = pascalCase(value.replace(/(?<![0-9])\d{12}(?![0-9])/g, '')).slice(0, 60);
  return shared(`${words.endsWith('Bucket') ? words : `${words}Bucket`}Name`.replace(/^(?=\d)/, 'N'), 'Bucket');
};
