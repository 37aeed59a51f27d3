import type { JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { MappedResource } from '../mapped.ts';
import type { Home } from '../wiring/home.ts';
import { compare } from './canonical.ts';
import { displayName } from './display-name.ts';
import { logicalIdFrom } from './logical-id.ts';
import { nounsOf } from './nouns.ts';
import { pascalCase } from './words.ts';

/** For things without a name: the property that says whose they are, where the first required one is not it, and what tells siblings apart. */
const kinships: Readonly<Record<string, { readonly of?: string; readonly by?: string }>> = {
  'AWS::ApiGatewayV2::Integration': { of: 'ApiId' },
  'AWS::ApiGatewayV2::Route': { of: 'ApiId', by: 'RouteKey' },
  'AWS::ApiGatewayV2::Stage': { of: 'ApiId', by: 'StageName' },
  'AWS::EC2::EIPAssociation': { of: 'InstanceId' },
  'AWS::EC2::Route': { of: 'RouteTableId', by: 'DestinationCidrBlock' },
  'AWS::EC2::SubnetRouteTableAssociation': { of: 'SubnetId' },
  'AWS::EC2::VPCGatewayAttachment': { of: 'VpcId' },
  'AWS::EC2::VPCEndpoint': { of: 'VpcId', by: 'ServiceName' },
  'AWS::ElasticLoadBalancingV2::Listener': { of: 'LoadBalancerArn', by: 'Port' },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { of: 'ListenerArn', by: 'Priority' },
  'AWS::Lambda::EventSourceMapping': { of: 'FunctionName' },
  'AWS::Lambda::Permission': { of: 'FunctionName' },
  'AWS::Route53::RecordSet': { by: 'Type' },
  'AWS::S3::BucketPolicy': { of: 'Bucket' },
  'AWS::SNS::Subscription': { of: 'TopicArn', by: 'Protocol' },
  'AWS::SNS::TopicPolicy': { of: 'Topics' },
  'AWS::SQS::QueuePolicy': { of: 'Queues' },
};

/** Resources by what others call them: to name what has no name of its own after whom it belongs to. */
export type Kin = ReadonlyMap<string, MappedResource>;

export const kinOf = (resources: readonly MappedResource[]): Kin => {
  const kin = new Map<string, MappedResource>();
  for (const resource of resources) {
    const arns = Object.entries(resource.returns).filter(([name]) => name.endsWith('Arn'));
    for (const literal of [resource.ref, ...arns.map(([, value]) => value)]) {
      if (literal && !kin.has(literal)) kin.set(literal, resource);
    }
  }
  return kin;
};

const candidates = (value: JsonValue | undefined): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? candidates(value[0]) : [];

const parentOf = (resource: MappedResource, registry: Registry, kin: Kin): MappedResource | undefined => {
  const { properties, type } = resource;
  const definitions = registry.type(type)?.properties ?? {};
  const rank = (name: string) => (name === kinships[type]?.of ? 0 : definitions[name]?.required ? 1 : 2);
  return Object.keys(properties)
    .sort((a, b) => rank(a) - rank(b) || compare(a, b))
    .flatMap((name) => candidates(properties[name]))
    .map((literal) => kin.get(literal))
    .find((parent) => parent !== undefined && parent !== resource && displayName(parent) !== undefined);
};

const marks: Readonly<Record<string, string>> = { '0.0.0.0/0': 'Default', '::/0': 'DefaultIpv6', $default: 'Default' };

const distinction = ({ type, properties }: MappedResource): string => {
  const value = properties[kinships[type]?.by ?? ''];
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const word = marks[value] ?? pascalCase(String(value));
  return word.slice(0, 40);
};

/** 'PublicRouteTable' + 'RouteTableAssociation' -> PublicRouteTableAssociation: what ends the one and begins the other is said once. */
const joined = (base: string, noun: string): string => {
  const parts = noun.match(/[A-Z][a-z0-9]*/g) ?? [];
  for (let n = parts.length; n > 0; n -= 1) {
    const start = parts.slice(0, n).join('');
    if (base.endsWith(start)) return base + noun.slice(start.length);
  }
  return base + noun;
};

/** The drop's own account and Region in a name tell nothing: shop-assets-111122223333 is shop-assets. */
const withoutHome = (name: string, { account, region }: Home): string => {
  const parts = [account, region].filter((part) => part !== undefined);
  const left = parts.reduce(
    (rest, part) => rest.replaceAll(new RegExp(`(^|[^A-Za-z0-9])${part}(?![A-Za-z0-9])`, 'g'), '$1'),
    name,
  );
  return /[A-Za-z]/.test(left) ? left : name;
};

const plainId = (resource: MappedResource, home: Home): string => {
  const name = displayName(resource);
  return logicalIdFrom(name && withoutHome(name, home), resource.type, resource.properties);
};

/** The logical id a resource would like: of its own name, else of whom it belongs to; not yet unique. */
export const derivedId = (resource: MappedResource, registry: Registry, kin: Kin, home: Home): string => {
  const mark = distinction(resource);
  if (displayName(resource) !== undefined && !kinships[resource.type]?.of) {
    return plainId(resource, home) + mark;
  }
  const parent = parentOf(resource, registry, kin);
  const [noun] = nounsOf(resource.type, resource.properties);
  return (parent ? joined(plainId(parent, home), noun) : plainId(resource, home)) + mark;
};
