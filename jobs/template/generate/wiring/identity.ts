import type { JsonValue } from '#schemas/json.ts';
import { parseArn } from '#shared/cloudformation/arn.ts';
import type { Registry, ResourceType } from '#shared/cloudformation/resource-type.ts';
import { compare } from '../assembly/canonical.ts';
import type { Placed } from '../assembly/placed.ts';
import { isDistinctive } from './distinctive.ts';
import type { Home } from './home.ts';
import { type Pseudo, type Reference, type Segment, text } from './segment.ts';

/** A literal by which a resource is known, and how CloudFormation would write it. */
export type Identity = {
  readonly logicalId: string;
  readonly type: string;
  /** `reference.text` is the literal, but for `around`. */
  readonly reference: Omit<Reference, 'text' | 'instead'>;
  /** What stands before and after the reference in the literal, for ARNs that no attribute returns. */
  readonly before: readonly Segment[];
  readonly after: readonly Segment[];
  /** Types before which this resource has no claim to the literal. */
  readonly lenders: ReadonlySet<string>;
};

export type IdentityIndex = { find(literal: string): readonly Identity[] };

/** Attributes that are the resource's own identity. Others (VpcId of a security group, Port of an endpoint) belong to something else, or to many. */
const identifying =
  /^(?:Arn|Id|Name|KeyId|GroupId|QueueUrl|DNSName|DomainName|DualStackDomainName|RegionalDomainName|WebsiteURL|RepositoryUri|ApiEndpoint|Endpoint|(?:\w*Endpoint)\.Address|\w*FullName|MasterUserSecret\.SecretArn|RootResourceId)$/;

const belongs = (attribute: string, type: ResourceType | undefined, name: string): boolean => {
  if (type?.properties[attribute]?.refersTo) return false;
  if (identifying.test(attribute) || type?.primaryIdentifier.includes(attribute)) return true;
  const stem = attribute.replace(/(?:Identifier|Arn|Id|Name|Url|URL)$/, '').toLowerCase();
  return stem !== attribute.toLowerCase() && stem !== '' && name.toLowerCase().endsWith(stem);
};

/** Names that `Fn::GetAtt` returns and that the resource's own properties tell: QueueName, TopicName. */
const namesTold = ({ properties }: Placed, type: ResourceType): [string, string][] =>
  type.attributes.flatMap((attribute) => {
    const value = properties[attribute];
    return typeof value === 'string' ? [[attribute, value]] : [];
  });

/** Attributes that the ARN tells: the names that CloudWatch knows load balancers by. */
const toldByArn: Readonly<Record<string, readonly [attribute: string, inArn: RegExp]>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['LoadBalancerFullName', /:loadbalancer\/(.+)$/],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['TargetGroupFullName', /:(targetgroup\/.+)$/],
};

const namedInArn = ({ mapped }: Placed): [string, string][] => {
  const [attribute, inArn] = toldByArn[mapped.type] ?? [];
  const name = inArn?.exec(mapped.ref ?? '')?.[1];
  return attribute === undefined || name === undefined ? [] : [[attribute, name]];
};

const returned = (placed: Placed, type: ResourceType | undefined): [string, string][] => {
  const name = placed.mapped.type.split('::').at(-1) ?? '';
  const known = new Map([
    ...(type ? namesTold(placed, type) : []),
    ...namedInArn(placed),
    ...Object.entries(placed.mapped.returns),
  ]);
  return [...known].filter(
    ([attribute, value]) =>
      value !== '' && (type?.attributes.includes(attribute) ?? true) && belongs(attribute, type, name),
  );
};

const direct = ({ logicalId, mapped }: Placed, attribute?: string): Identity => ({
  logicalId,
  type: mapped.type,
  reference: { kind: 'reference', to: logicalId, ...(attribute === undefined ? {} : { attribute }) },
  before: [],
  after: [],
  lenders: new Set(),
});

/** `Fn::GetAtt Arn` of these is not the plain ARN: a log group's ends in `:*`. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html#aws-resource-logs-loggroup-return-values */
const arnAttributeDiffers: ReadonlySet<string> = new Set(['AWS::Logs::LogGroup']);

const arnAttribute = (type: ResourceType): string | undefined =>
  arnAttributeDiffers.has(type.type)
    ? undefined
    : type.attributes.find((name) => name === 'Arn' || name === `${type.name}Arn`);

const executeApi = 'arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}';

/** ARNs by which a resource is known beside the one the registry gives, by resource type. */
const otherArns: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::RestApi': [executeApi],
  'AWS::ApiGatewayV2::Api': [executeApi],
};

const pseudoOf =
  (home: Home) =>
  (name: string, value: string): Segment => {
    const own: Readonly<Record<string, [string | undefined, Pseudo['name']]>> = {
      Partition: [home.partition, 'AWS::Partition'],
      Region: [home.region, 'AWS::Region'],
      Account: [home.account, 'AWS::AccountId'],
    };
    const [mine, pseudo] = own[name] ?? [];
    return pseudo !== undefined && mine === value ? { kind: 'pseudo', name: pseudo, text: value } : text(value);
  };

type FromTemplate = { readonly literal: string; readonly identity: Identity };

/** Fills an ARN template of the registry. The one variable that is not partition, region or account is what `Ref` returns, or the ARN stays unknown. */
const fromTemplate = (template: string, placed: Placed, type: ResourceType, home: Home): FromTemplate | undefined => {
  const { mapped } = placed;
  const arn = parseArn(mapped.returns.Arn ?? mapped.ref ?? '');
  const place: Readonly<Record<string, string | undefined>> = {
    Partition: arn?.partition ?? home.partition,
    Region: mapped.parts.find(({ region }) => region)?.region ?? home.region,
    Account: mapped.parts.find(({ account }) => account)?.account ?? home.account,
  };
  const pieces = template.split(/\$\{(\w+)\}/);
  const variables = pieces.filter((_, at) => at % 2 === 1 && !Object.hasOwn(place, pieces[at] ?? ''));
  if (variables.length !== 1 || mapped.ref === undefined || /[|:]/.test(mapped.ref)) return undefined;
  if (type.refIdentifier.length > 1) return undefined;
  const before: Segment[] = [];
  const after: Segment[] = [];
  let literal = '';
  let passed = false;
  for (const [at, piece] of pieces.entries()) {
    const isOwn = at % 2 === 1 && piece === variables[0];
    const value = at % 2 === 0 ? piece : isOwn ? mapped.ref : place[piece];
    if (value === undefined) return undefined;
    literal += value;
    if (isOwn) passed = true;
    else (passed ? after : before).push(at % 2 === 0 ? text(piece) : pseudoOf(home)(piece, value));
  }
  return { literal, identity: { ...direct(placed), before, after } };
};

const arnsOf = (placed: Placed, type: ResourceType, home: Home): FromTemplate[] => {
  const own = type.arnTemplate ? fromTemplate(type.arnTemplate, placed, type, home) : undefined;
  const attribute = arnAttribute(type);
  const others = (otherArns[type.type] ?? []).map((template) => fromTemplate(template, placed, type, home));
  return [
    ...(own ? [attribute === undefined ? own : { ...own, identity: direct(placed, attribute) }] : []),
    ...others.filter((each) => each !== undefined),
  ];
};

const holds = (value: JsonValue | undefined, literal: string): boolean =>
  value === literal || (Array.isArray(value) && value.includes(literal));

const identifies = (name: string, type: ResourceType | undefined): boolean =>
  (type?.primaryIdentifier.includes(name) || type?.refIdentifier.includes(name)) ?? false;

const holders = ({ properties }: Placed, literal: string): string[] =>
  Object.keys(properties).filter((name) => holds(properties[name], literal));

/** A queue policy is known by the queue it is for: what stands only in properties that do not identify it is another's. */
const isBorrowed = (placed: Placed, literal: string, type: ResourceType | undefined): boolean => {
  const names = holders(placed, literal);
  return names.length > 0 && !names.some((name) => identifies(name, type));
};

/** Types that own the name if one of theirs is called so: a bucket policy is identified by its bucket's name. */
const lendersOf = (placed: Placed, literal: string, type: ResourceType | undefined): ReadonlySet<string> =>
  new Set(
    // An instance profile that is called like its role has the name of its own.
    holders(placed, literal).some((name) => identifies(name, type) && !type?.properties[name]?.refersTo)
      ? []
      : holders(placed, literal)
          .flatMap((name) => type?.properties[name]?.refersTo ?? [])
          .map((to) => to.type),
  );

const literalsOf = (placed: Placed, registry: Registry, home: Home): [string, Identity][] => {
  const type = registry.type(placed.mapped.type);
  const { ref } = placed.mapped;
  return [
    ...(ref && !isBorrowed(placed, ref, type)
      ? [[ref, { ...direct(placed), lenders: lendersOf(placed, ref, type) }] satisfies [string, Identity]]
      : []),
    ...returned(placed, type).map(([attribute, value]): [string, Identity] => [value, direct(placed, attribute)]),
    ...(type ? arnsOf(placed, type, home) : []).map(({ literal, identity }): [string, Identity] => [literal, identity]),
  ];
};

/** Host names are the same in any case. */
const keyOf = (literal: string): string =>
  isDistinctive(literal) && /^[a-z0-9.-]+$/i.test(literal) ? literal.toLowerCase() : literal;

/** Every literal by which the resources are known, in one map: `Ref` before `Fn::GetAtt` before what an ARN template makes. */
export const indexIdentities = (resources: readonly Placed[], registry: Registry, home: Home): IdentityIndex => {
  const index = new Map<string, Identity[]>();
  for (const placed of [...resources].sort((a, b) => compare(a.logicalId, b.logicalId))) {
    const seen = new Set<string>();
    for (const [literal, identity] of literalsOf(placed, registry, home)) {
      const key = keyOf(literal);
      if (seen.has(key)) continue;
      seen.add(key);
      const there = index.get(key);
      if (there) there.push(identity);
      else index.set(key, [identity]);
    }
  }
  for (const [literal, claimants] of index) {
    const types = new Set(claimants.map(({ type }) => type));
    const owners = claimants.filter(({ lenders }) => lenders.isDisjointFrom(types));
    if (owners.length > 0 && owners.length < claimants.length) index.set(literal, owners);
  }
  return { find: (literal) => index.get(literal) ?? index.get(keyOf(literal)) ?? [] };
};
