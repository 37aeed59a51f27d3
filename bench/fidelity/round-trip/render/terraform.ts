import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { fill } from '../fill.ts';
import { bare, memberFor, stemOf } from '../likeness.ts';
import type { Live } from '../live.ts';
import { account, region } from '../made-up.ts';
import type { Provider, ProviderType } from '../provider-schema.ts';
import type { Shape } from '../shape.ts';
import { fieldOf, itemsOf, leavesOf, object, plain, shown, shownObject, type Tree, textOf } from '../tree.ts';
import type { Renderer } from './dialect.ts';

type Instance = { readonly type: string; readonly name: string; readonly attributes: JsonObject };

const by = (owner: string) => ({ owner, document: (json: string) => json, blocks: true });

const membersOf = (shape: Shape): ReadonlyMap<string, Shape> =>
  shape.kind === 'structure' ? shape.members() : new Map();

/** What Terraform writes of what is not set. */
const unset = (shape: Shape): JsonObject =>
  Object.fromEntries([...membersOf(shape)].map(([name, inner]) => [name, inner.kind === 'list' ? [] : null]));

const computed = (live: Live, type: ProviderType): JsonObject => {
  const names = [
    ...new Set([...live.type.primaryIdentifier, ...live.type.refIdentifier, ...live.type.attributes]),
  ].filter((name) => !name.includes('.'));
  const values = type.computed.flatMap((attribute): [string, string][] => {
    if (attribute === 'owner_id') return [[attribute, account]];
    if (attribute === 'region') return [[attribute, region]];
    const name = memberFor(attribute, names, live.type.name, 3);
    return name === undefined ? [] : [[attribute, live.attribute(name)]];
  });
  return Object.fromEntries(values);
};

/** The name that a resource has although its template gave it none. */
const named = (live: Live, type: ProviderType): JsonObject => {
  const members = membersOf(type.shape);
  const names = [...new Set([...live.type.primaryIdentifier, ...live.type.refIdentifier])].filter(
    (name) => !/arn|(^|[a-z])id$/i.test(name),
  );
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const member =
        memberFor(name, [...members.keys()], live.type.name) ??
        (members.has('name') && /name$/i.test(name) ? 'name' : undefined);
      return member === undefined || members.get(member)?.kind !== 'scalar' ? [] : [[member, live.attribute(name)]];
    }),
  );
};

const idOf = (live: Live): string => {
  if (live.type.type === 'AWS::EC2::EIP') return live.attribute('AllocationId');
  const [name = ''] = live.type.refIdentifier;
  return live.type.refIdentifier.length === 1 && /arn/i.test(name) ? live.ref : live.ref.replaceAll('|', '/');
};

const withTags = (attributes: JsonObject, shape: Shape): JsonObject =>
  membersOf(shape).has('tags_all') && isObject(attributes.tags)
    ? { ...attributes, tags_all: attributes.tags }
    : attributes;

const document = (tree: Tree | undefined): JsonValue => {
  const value = tree ? shown(tree) : '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const camel = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map((each: JsonValue) => camel(each));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      /^[A-Z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name,
      camel(each ?? null),
    ]),
  );
};

const plainObject = (tree: Tree): JsonObject => (tree.kind === 'object' ? shownObject(tree) : {});

const list = (tree: Tree | undefined): JsonValue => (tree ? [shown(tree)] : []);

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group#attribute-reference */
const rule = (tree: Tree): JsonObject => {
  const at = (name: string) => fieldOf(tree, name);
  const value = (name: string, otherwise: JsonValue) => {
    const node = at(name);
    return node ? shown(node) : otherwise;
  };
  return {
    description: String(value('Description', '')),
    protocol: String(value('IpProtocol', '-1')),
    from_port: Number(value('FromPort', 0)),
    to_port: Number(value('ToPort', 0)),
    cidr_blocks: list(at('CidrIp')),
    ipv6_cidr_blocks: list(at('CidrIpv6')),
    prefix_list_ids: list(at('SourcePrefixListId') ?? at('DestinationPrefixListId')),
    security_groups: list(at('SourceSecurityGroupId') ?? at('DestinationSecurityGroupId')),
    self: false,
  };
};

const ids = (tree: Tree | undefined): readonly JsonValue[] => itemsOf(tree).map((each) => shown(each));

/** What the provider says in ways of its own, as its documentation has it. */
const byHand: Readonly<Record<string, (live: Live) => JsonObject>> = {
  'AWS::EC2::SecurityGroup': ({ properties }) => ({
    ingress: itemsOf(properties.fields.get('SecurityGroupIngress')).map(rule),
    egress: itemsOf(properties.fields.get('SecurityGroupEgress')).map(rule),
  }),
  'AWS::EC2::Instance': ({ properties }) => {
    // Ids among the names of groups are shown as what they are; CloudFormation takes them for the same.
    const [groups, names] = ['SecurityGroupIds', 'SecurityGroups'].map((name) => properties.fields.get(name));
    const all = [...(groups ? ids(groups) : []), ...itemsOf(names).map(plain)];
    const script = properties.fields.get('UserData');
    return {
      ...(all.length > 0 ? { vpc_security_group_ids: all, security_groups: [] } : {}),
      ...(script ? { user_data: Buffer.from(String(shown(script)), 'base64').toString('utf8') } : {}),
    };
  },
  'AWS::ECS::TaskDefinition': ({ properties }) => {
    const containers = properties.fields.get('ContainerDefinitions');
    return containers ? { container_definitions: JSON.stringify(camel(shown(containers))) } : {};
  },
  'AWS::DynamoDB::Table': ({ properties }) => {
    const attributes = itemsOf(properties.fields.get('AttributeDefinitions')).map((each) => {
      const { AttributeName = '', AttributeType = '' } = plainObject(each);
      return { name: AttributeName, type: AttributeType };
    });
    const keys = itemsOf(properties.fields.get('KeySchema')).map(plainObject);
    const key = (kind: string) => keys.find(({ KeyType }) => KeyType === kind)?.AttributeName ?? null;
    return { attribute: attributes, hash_key: key('HASH'), range_key: key('RANGE') };
  },
};

const instancesOf = (live: Live, provider: Provider): readonly Instance[] => {
  const type = provider.of(live.type);
  if (!type) return [];
  const own = Object.hasOwn(byHand, live.type.type) ? (byHand[live.type.type]?.(live) ?? {}) : {};
  const rest = object(
    [...live.properties.fields].filter(
      ([, tree]) => leavesOf(tree).length === 0 || leavesOf(tree).some((each) => !each.shown),
    ),
  );
  const filled = fill(type.shape, rest, live.type.name, by(live.type.name));
  const attributes = {
    ...unset(type.shape),
    ...named(live, type),
    ...computed(live, type),
    id: idOf(live),
    ...(isObject(filled) ? filled : {}),
    ...own,
  };
  const instance = { type: `aws_${type.name}`, name: live.logicalId, attributes: withTags(attributes, type.shape) };
  return [instance, ...partsOf(live, type, provider)];
};

/** Properties that the provider keeps in resources of their own, which name their owner. */
const partsOf = (live: Live, type: ProviderType, provider: Provider): readonly Instance[] =>
  [...live.properties.fields].flatMap(([property, tree]): Instance[] => {
    if (leavesOf(tree).some((each) => each.shown) || leavesOf(tree).length === 0) return [];
    const wanted = stemOf(property, live.type.name);
    const part = provider.partsOf(type).find(({ name }) => stemOf(name.replace(type.name, ''), '') === wanted);
    if (!part) return [];
    const whole = object([[property, tree]]);
    const filled =
      (tree.kind === 'object' ? fill(part.shape, tree, property, by(property)) : undefined) ??
      fill(part.shape, whole, property, by(live.type.name));
    if (!isObject(filled)) return [];
    const owner = [...membersOf(part.shape).keys()].find((name) => bare(live.type.name).startsWith(bare(name)));
    const attributes = {
      ...unset(part.shape),
      id: live.ref,
      ...(owner === undefined ? {} : { [owner]: live.ref }),
      ...filled,
    };
    return [{ type: `aws_${part.name}`, name: live.logicalId, attributes }];
  });

/** A role's policies are resources of their own. */
const rolePolicies = (live: readonly Live[]): readonly Instance[] =>
  live.flatMap(({ type, ref, logicalId, properties }): Instance[] => {
    const inline = (policy: Tree, role: string, at: number): Instance => {
      const name = textOf(fieldOf(policy, 'PolicyName')) ?? `policy${at}`;
      const named = fieldOf(policy, 'PolicyName');
      if (named) shown(named);
      return {
        type: 'aws_iam_role_policy',
        name: `${logicalId}${at}`,
        attributes: {
          id: `${role}:${name}`,
          name,
          name_prefix: '',
          role,
          policy: document(fieldOf(policy, 'PolicyDocument')),
        },
      };
    };
    if (type.type === 'AWS::IAM::Role') {
      const policies = itemsOf(properties.fields.get('Policies')).map((policy, at) => inline(policy, ref, at));
      const attached = itemsOf(properties.fields.get('ManagedPolicyArns')).map(
        (arn, at): Instance => ({
          type: 'aws_iam_role_policy_attachment',
          name: `${logicalId}${at}`,
          attributes: { id: `${ref}-${at}`, role: ref, policy_arn: shown(arn) },
        }),
      );
      return [...policies, ...attached];
    }
    if (type.type !== 'AWS::IAM::Policy') return [];
    const roles = itemsOf(properties.fields.get('Roles')).flatMap((each) => textOf(each) ?? []);
    return roles.map((role, at) => inline(properties, role, at));
  });

const separately: ReadonlySet<string> = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy']);

/** `terraform.tfstate`, version 4, in the shapes of the provider's own schema. https://developer.hashicorp.com/terraform/internals/json-format */
export const terraformState =
  (provider: Provider): Renderer =>
  (live) => {
    const policies = rolePolicies(live);
    const instances = [
      ...live.filter(({ type }) => !separately.has(type.type)).flatMap((each) => instancesOf(each, provider)),
      ...policies,
    ];
    const resources = instances.map(({ type, name, attributes }) => ({
      mode: 'managed',
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    }));
    return [
      {
        file: 'terraform.tfstate',
        content: { version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'bench', outputs: {}, resources },
      },
    ];
  };
