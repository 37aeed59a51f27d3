import type { JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { entry } from '#shared/entry.ts';
import type { MappedResource } from '../mapped.ts';
import type { Home } from '../wiring/home.ts';
import { compare } from './canonical.ts';
import { displayName } from './display-name.ts';
import { logicalIdFrom } from './logical-id.ts';
import { nounsOf } from './nouns.ts';
import { pascalCase } from './words.ts';

/** For things without a name: the property that says whose they are, where the first required one is not it, and what tells siblings apart. */
const kinships: Readonly<Record<string, { readonly of?: string; readonly by?: string }>> = {
  'AWS::ApiGateway::Authorizer': { of: 'RestApiId', by: 'Name' },
  'AWS::ApiGateway::Deployment': { of: 'RestApiId' },
  'AWS::ApiGateway::Method': { of: 'ResourceId', by: 'HttpMethod' },
  'AWS::ApiGateway::Model': { of: 'RestApiId', by: 'Name' },
  'AWS::ApiGateway::RequestValidator': { of: 'RestApiId', by: 'Name' },
  'AWS::ApiGateway::Resource': { of: 'ParentId', by: 'PathPart' },
  'AWS::ApiGateway::Stage': { of: 'RestApiId', by: 'StageName' },
  'AWS::ApiGatewayV2::Integration': { of: 'ApiId' },
  'AWS::ApiGatewayV2::Route': { of: 'ApiId', by: 'RouteKey' },
  'AWS::ApiGatewayV2::Stage': { of: 'ApiId', by: 'StageName' },
  'AWS::EC2::EIPAssociation': { of: 'InstanceId' },
  'AWS::EC2::Route': { of: 'RouteTableId', by: 'DestinationCidrBlock' },
  'AWS::EC2::SecurityGroupEgress': { of: 'GroupId' },
  'AWS::EC2::SecurityGroupIngress': { of: 'GroupId' },
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

/** The property that says whose a resource of this type is; undefined where its name says enough. */
export const ownerProperty = (type: string): string | undefined =>
  Object.hasOwn(kinships, type) ? kinships[type]?.of : undefined;

/** Resources by what others call them: to name what has no name of its own after whom it belongs to. */
export type Kin = ReadonlyMap<string, readonly MappedResource[]>;

export const kinOf = (resources: readonly MappedResource[]): Kin => {
  const kin = new Map<string, MappedResource[]>();
  for (const resource of resources) {
    const arns = Object.entries(resource.returns).filter(([name]) => name.endsWith('Arn'));
    for (const literal of [resource.ref, ...arns.map(([, value]) => value)]) {
      if (literal) kin.set(literal, [...(kin.get(literal) ?? []), resource]);
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
    .flatMap((name) => candidates(properties[name]).map((literal) => ({ name, all: kin.get(literal) ?? [] })))
    .map(({ name, all }) => {
      // A function and its role are often called the same.
      const expected = new Set(definitions[name]?.refersTo?.map((to) => to.type));
      const others = all.filter((each) => each !== resource);
      return others.find((each) => expected.has(each.type)) ?? others[0];
    })
    .find((parent) => parent !== undefined);
};

const marks: Readonly<Record<string, string>> = { '0.0.0.0/0': 'Default', '::/0': 'DefaultIpv6', $default: 'Default' };

const distinction = ({ type, properties }: MappedResource): string => {
  const value = properties[kinships[type]?.by ?? ''];
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const word = entry(marks, String(value)) ?? pascalCase(String(value));
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

/** Account numbers and the drop's own Region in a name tell nothing: shop-assets-111122223333 is shop-assets. */
const withoutHome = (name: string, { region }: Home): string => {
  const left = [
    /(^|[^A-Za-z0-9])\d{12}(?![A-Za-z0-9])/g,
    ...(region ? [new RegExp(`(^|[^A-Za-z0-9])${region}(?![A-Za-z0-9])`, 'g')] : []),
  ].reduce((rest, part) => rest.replaceAll(part, '$1'), name);
  return /[A-Za-z]/.test(left) ? left : name;
};

/** What naming one resource wants to know of the others. `idOf` gives (and settles) the logical id of whom it belongs to. */
export type Family = {
  readonly registry: Registry;
  readonly kin: Kin;
  readonly home: Home;
  readonly idOf: (parent: MappedResource) => string | undefined;
};

/** The logical id a resource would like: of its own name, else of whom it belongs to; not yet unique. */
export const derivedId = (resource: MappedResource, family: Family): string => {
  const { type, properties } = resource;
  const name = displayName(resource);
  const mark = distinction(resource);
  if (name !== undefined && !kinships[type]?.of) {
    return logicalIdFrom(withoutHome(name, family.home), type, properties) + mark;
  }
  const parent = parentOf(resource, family.registry, family.kin);
  const owner = parent && family.idOf(parent);
  const [noun] = nounsOf(type, properties);
  if (owner !== undefined) return joined(owner, noun) + mark;
  return logicalIdFrom(name && withoutHome(name, family.home), type, properties) + mark;
};
