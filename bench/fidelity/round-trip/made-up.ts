import { createHash } from 'node:crypto';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';

export const account = '111122223333';
export const region = 'eu-west-1';
export const stackName = 'shop';

const hex = (of: string, length: number) => createHash('sha256').update(of).digest('hex').slice(0, length);

const uuid = (of: string) => hex(of, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** How AWS makes ids, by the attribute or property they are called. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const prefixes: Readonly<Record<string, string>> = {
  VpcId: 'vpc',
  SubnetId: 'subnet',
  InstanceId: 'i',
  GroupId: 'sg',
  RouteTableId: 'rtb',
  InternetGatewayId: 'igw',
  NatGatewayId: 'nat',
  AllocationId: 'eipalloc',
  NetworkAclId: 'acl',
  NetworkInterfaceId: 'eni',
  VolumeId: 'vol',
  LaunchTemplateId: 'lt',
  DhcpOptionsId: 'dopt',
  VpcEndpointId: 'vpce',
  FileSystemId: 'fs',
  MountTargetId: 'fsmt',
  AccessPointId: 'fsap',
  TransitGatewayId: 'tgw',
  TransitGatewayAttachmentId: 'tgw-attach',
  VPNGatewayId: 'vgw',
  VpnGatewayId: 'vgw',
  VPNConnectionId: 'vpn',
  VpnConnectionId: 'vpn',
  CustomerGatewayId: 'cgw',
  FlowLogId: 'fl',
  VpcPeeringConnectionId: 'pcx',
  EgressOnlyInternetGatewayId: 'eigw',
  PrefixListId: 'pl',
  ImageId: 'ami',
  SnapshotId: 'snap',
  SecurityGroupRuleId: 'sgr',
  AssociationId: 'assoc',
};

/** Types whose id is called plainly `Id`. */
const prefixesById: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup': 'sg',
  'AWS::EC2::NetworkAcl': 'acl',
  'AWS::EC2::NetworkInterface': 'eni',
  'AWS::EC2::VPCEndpoint': 'vpce',
  'AWS::EC2::FlowLog': 'fl',
  'AWS::EC2::TransitGateway': 'tgw',
  'AWS::EC2::TransitGatewayAttachment': 'tgw-attach',
  'AWS::EC2::VPCPeeringConnection': 'pcx',
  'AWS::EC2::SecurityGroupIngress': 'sgr',
  'AWS::EC2::SecurityGroupEgress': 'sgr',
  'AWS::EC2::NetworkInterfaceAttachment': 'eni-attach',
  'AWS::EC2::SubnetRouteTableAssociation': 'rtbassoc',
};

/** ARNs of types whose template the registry lacks, as AWS documents them: `${name}`, `${id}` are made up. */
const arns: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'elasticloadbalancing:R:A:loadbalancer/app/${name}/${id}',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'elasticloadbalancing:R:A:targetgroup/${name}/${id}',
  'AWS::ElasticLoadBalancingV2::Listener': 'elasticloadbalancing:R:A:listener/app/${name}/${id}/${id}',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'elasticloadbalancing:R:A:listener-rule/app/${name}/${id}/${id}/${id}',
  'AWS::IAM::ManagedPolicy': 'iam::A:policy/${name}',
  'AWS::StepFunctions::StateMachine': 'states:R:A:stateMachine:${name}',
  'AWS::StepFunctions::Activity': 'states:R:A:activity:${name}',
  'AWS::SNS::Topic': 'sns:R:A:${name}',
  'AWS::SNS::Subscription': 'sns:R:A:${name}:${uuid}',
  'AWS::CertificateManager::Certificate': 'acm:R:A:certificate/${uuid}',
  'AWS::SecretsManager::Secret': 'secretsmanager:R:A:secret:${name}-${id6}',
  'AWS::ECS::TaskDefinition': 'ecs:R:A:task-definition/${name}:1',
  'AWS::ECS::Service': 'ecs:R:A:service/${name}',
  'AWS::ECS::Cluster': 'ecs:R:A:cluster/${name}',
  'AWS::ECS::TaskSet': 'ecs:R:A:task-set/${name}/${id}',
  'AWS::DMS::ReplicationInstance': 'dms:R:A:rep:${id}',
  'AWS::DMS::Endpoint': 'dms:R:A:endpoint:${id}',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'servicediscovery:R:A:namespace/ns-${id}',
  'AWS::Lambda::LayerVersion': 'lambda:R:A:layer:${name}:1',
};

const nameOf = (type: ResourceType, logicalId: string) =>
  `${stackName}-${logicalId}-${hex(type.type + logicalId, 12).toUpperCase()}`;

/** Types whose names are in lower case, whoever chooses them. */
const lowercase = /^AWS::(S3|RDS|Neptune|DocDB|ElastiCache|ECR|Redshift|OpenSearchService|Elasticsearch)::/;

/** Told: what the resource's own properties say, by name. */
type Told = (property: string) => string | undefined;

const ownName = (type: ResourceType, logicalId: string, told: Told): string =>
  [
    ...(type.primaryIdentifier.length === 1 ? type.primaryIdentifier : []),
    `${type.name}Name`,
    'Name',
    'Family',
    'GroupName',
    'ManagedPolicyName',
    'FileSystemId',
  ]
    .filter((name) => !/arn$/i.test(name))
    .map(told)
    .find((each) => each !== undefined) ??
  (lowercase.test(type.type) ? nameOf(type, logicalId).toLowerCase() : nameOf(type, logicalId)).slice(0, 63);

const arnOf = (type: ResourceType, logicalId: string, told: Told): string => {
  const name = ownName(type, logicalId, told);
  const seed = type.type + logicalId;
  const written = Object.hasOwn(arns, type.type) ? arns[type.type] : undefined;
  if (written !== undefined) {
    const filled = written
      .replaceAll('${name}', name)
      .replaceAll('${id6}', hex(seed, 6))
      .replaceAll('${id}', hex(seed, 16))
      .replaceAll('${uuid}', uuid(seed));
    return `arn:aws:${filled.replace(':R:', `:${region}:`).replace(':A:', `:${account}:`)}`;
  }
  const place: Readonly<Record<string, string>> = { Partition: 'aws', Region: region, Account: account };
  const filled = type.arnTemplate?.replaceAll(/\$\{(\w+)\}/g, (_all, variable: string) => {
    if (Object.hasOwn(place, variable)) return place[variable] ?? '';
    return (
      told(variable) ??
      (/(Name|Id|Identifier)$/i.test(variable) ? attributeOf(type, logicalId, variable, told, name) : name)
    );
  });
  if (filled !== undefined) return filled;
  const service = type.type.split('::')[1]?.toLowerCase() ?? 'aws';
  return `arn:aws:${service}:${region}:${account}:${type.name.toLowerCase()}/${name}`;
};

const attributeOf = (type: ResourceType, logicalId: string, name: string, _told: Told, fallback: string): string => {
  const seed = type.type + logicalId;
  const byType = name === 'Id' && Object.hasOwn(prefixesById, type.type) ? prefixesById[type.type] : undefined;
  const prefix = byType ?? (Object.hasOwn(prefixes, name) ? prefixes[name] : undefined);
  if (prefix !== undefined && !(name === 'AccessPointId' && !type.type.includes('EFS')))
    return `${prefix}-0${hex(seed, 16)}`;
  if (/^(KeyId|.*PolicyId|.*Uuid)$/.test(name) || (name === 'Id' && /Lambda|CloudFront/.test(type.type)))
    return uuid(seed);
  if (/Id$/.test(name) && type.primaryIdentifier.includes(name)) return hex(seed + name, 10);
  return fallback;
};

/** A value of the shape AWS gives an attribute, the same each time: an ARN by the registry's template, an id with its prefix, an address. */
export const madeUp = (type: ResourceType, logicalId: string, attribute: string, told: Told): string => {
  const seed = `${type.type}${logicalId}${attribute}`;
  const own = told(attribute);
  if (own !== undefined) return own;
  if (attribute === 'AvailabilityZone') return `${region}a`;
  if (attribute === 'RootResourceId') return hex(seed, 10);
  if (/Arn$/.test(attribute) && attribute !== 'RoleArn') {
    const isOwn =
      attribute === 'Arn' ||
      type.primaryIdentifier.includes(attribute) ||
      attribute === `${type.name}Arn` ||
      type.refIdentifier.includes(attribute);
    const arn = arnOf(type, logicalId, told);
    return isOwn ? arn : `${arn}/${attribute}`;
  }
  if (/FullName$/.test(attribute)) {
    const resource = arnOf(type, logicalId, told).split(':').slice(5).join(':');
    return resource.replace(/^loadbalancer\//, '');
  }
  if (/(^|\.)Port$/.test(attribute)) return '5432';
  if (/Url$|URL$|Uri$/.test(attribute)) {
    const name = ownName(type, logicalId, told);
    if (type.type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    if (type.type === 'AWS::ECR::Repository') return `${account}.dkr.ecr.${region}.amazonaws.com/${name}`;
    return `https://${hex(seed, 10)}.${type.type.split('::')[1]?.toLowerCase()}.${region}.amazonaws.com`;
  }
  if (/(Address|DNSName|DnsName|DomainName|Endpoint)$/.test(attribute)) {
    if (type.type === 'AWS::CloudFront::Distribution') return `d${hex(seed, 13)}.cloudfront.net`;
    if (type.type === 'AWS::S3::Bucket') {
      return `${ownName(type, logicalId, told)}.s3${attribute === 'DomainName' ? '' : `.${region}`}.amazonaws.com`;
    }
    const service = type.type.split('::')[1]?.toLowerCase() ?? 'aws';
    return `${ownName(type, logicalId, told).toLowerCase()}.${hex(seed, 12)}.${region}.${service}.amazonaws.com`;
  }
  if (/Ip$|IP$/.test(attribute))
    return `10.0.${Number.parseInt(hex(seed, 2), 16)}.${Number.parseInt(hex(seed, 4).slice(2), 16)}`;
  const name =
    /Name$/.test(attribute) || type.refIdentifier.includes(attribute) ? ownName(type, logicalId, told) : undefined;
  return attributeOf(type, logicalId, attribute, told, name ?? `${logicalId}-${hex(seed, 10)}`);
};

/** The id of something that is not of the template. */
export const madeUpId = (member: string): string => {
  const prefix = Object.hasOwn(prefixes, member) ? prefixes[member] : member === 'DhcpOptionsId' ? 'dopt' : undefined;
  return prefix === undefined ? hex(member, 12) : `${prefix}-0${hex(`another ${member}`, 16)}`;
};

/** A value of a parameter that has no default, by its type and name. */
export const parameterValue = (type: string, name: string): string => {
  const inner = /<(?:List<)?([^<>]+)>/.exec(type)?.[1] ?? type;
  const one = (seed: string): string => {
    if (/VPC::Id/.test(inner)) return `vpc-0${hex(seed, 16)}`;
    if (/Subnet::Id/.test(inner)) return `subnet-0${hex(seed, 16)}`;
    if (/SecurityGroup::Id/.test(inner)) return `sg-0${hex(seed, 16)}`;
    if (/Image::Id/.test(inner)) return `ami-0${hex(seed, 16)}`;
    if (/Instance::Id/.test(inner)) return `i-0${hex(seed, 16)}`;
    if (/Volume::Id/.test(inner)) return `vol-0${hex(seed, 16)}`;
    if (/HostedZone::Id/.test(inner)) return `Z${hex(seed, 13).toUpperCase()}`;
    if (/AvailabilityZone::Name/.test(inner)) return `${region}a`;
    if (inner === 'Number') return '1';
    if (/cidr/i.test(name)) return '10.20.0.0/16';
    if (/arn$/i.test(name)) return `arn:aws:iam::${account}:role/${name}`;
    if (/email/i.test(name)) return 'ops@example.com';
    if (/domain|host/i.test(name)) return 'example.com';
    return `${name.toLowerCase()}-${hex(seed, 4)}`;
  };
  const isList =
    /^(List<|CommaDelimitedList)/.test(type) || /Value<List</.test(type) || /Value<CommaDelimitedList>/.test(type);
  return isList ? [one(`${name}1`), one(`${name}2`)].join(',') : one(name);
};
