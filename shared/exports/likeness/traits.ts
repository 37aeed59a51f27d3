import type { Registry, ResourceType } from '../../cloudformation/resource-type.ts';
import { normal, singular } from '../../cloudformation/words.ts';

/** What tells an item of one type from all others; names in normal form and singular. */
export type Traits = {
  readonly type: string;
  /** dbproxy */
  readonly noun: string;
  /** rds */
  readonly namespace: string;
  /** Of what can be set or read: the type's own name in front is left out. */
  readonly names: ReadonlySet<string>;
  readonly required: readonly string[];
  /** The resource part of its ARN, and that it is whole. */
  readonly arn?: RegExp;
};

/** Every type's traits, and the types by noun, by name of property, and by the service that their namespace's ARNs say. */
export type TraitsIndex = {
  readonly all: readonly Traits[];
  readonly byNoun: ReadonlyMap<string, readonly Traits[]>;
  readonly byName: ReadonlyMap<string, readonly Traits[]>;
  readonly namespaces: ReadonlySet<string>;
  /** rds -> { rds, docdb, neptune }, as far as the registry tells. */
  readonly namespacesOf: ReadonlyMap<string, ReadonlySet<string>>;
};

/** A name without that of its owner: dbproxyname of a dbproxy is name. */
export const withoutOwner = (name: string, owner: string): string =>
  name.startsWith(owner) && name.length > owner.length ? name.slice(owner.length) : name;

const formOf = (name: string, owner: string): string => singular(withoutOwner(normal(name), owner));

/** `arn:${Partition}:rds:${Region}:${Account}:db-proxy:${DbProxyId}` -> what the part after the account must look like. */
const resourcePattern = (template: string): RegExp => {
  const resource = template.split(':').slice(5).join(':');
  const escaped = resource.replaceAll(/[.*+?^()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/\$\{\w+\}/g, '[^/:]+')}$`);
};

const isTold = (template: string) =>
  /[a-z]/.test(
    template
      .split(':')
      .slice(5)
      .join(':')
      .replaceAll(/\$\{\w+\}/g, ''),
  );

const traitsOf = (type: ResourceType): Traits => {
  const [, namespace = '', ...name] = type.type.split('::');
  const noun = singular(normal(name.join('')));
  const readable = [...Object.keys(type.properties), ...type.attributes.map((each) => each.split('.')[0] ?? each)];
  const required = Object.keys(type.properties).filter((each) => type.properties[each]?.required);
  return {
    type: type.type,
    noun,
    namespace: normal(namespace),
    names: new Set(readable.map((each) => formOf(each, noun))),
    required: required.map((each) => formOf(each, noun)),
    ...(type.arnTemplate && isTold(type.arnTemplate) ? { arn: resourcePattern(type.arnTemplate) } : {}),
  };
};

const grouped = <Key>(pairs: Iterable<readonly [Key, Traits]>): ReadonlyMap<Key, readonly Traits[]> => {
  const groups = new Map<Key, Traits[]>();
  for (const [key, traits] of pairs) {
    const group = groups.get(key);
    if (group) group.push(traits);
    else groups.set(key, [traits]);
  }
  return groups;
};

/** A version's ARN is that of what it is a version of, with `/versions/…` behind: the registry does not say so. */
const withVersions = (all: readonly Traits[]): readonly Traits[] => {
  const versioned = new Map(all.map((traits) => [`${traits.namespace} ${traits.noun}version`, traits.arn]));
  return all.map((traits) => {
    const whole = traits.arn ? undefined : versioned.get(`${traits.namespace} ${traits.noun}`);
    return whole ? { ...traits, arn: new RegExp(`${whole.source.slice(0, -1)}/versions/[^/:]+$`) } : traits;
  });
};

/** Reads every type of the registry once: some 100 ms. */
export const indexTraits = (registry: Registry): TraitsIndex => {
  const types = registry.types.flatMap((name) => registry.type(name) ?? []);
  const all = withVersions(types.map(traitsOf));
  const namespacesOf = new Map<string, Set<string>>();
  types.forEach((type, at) => {
    const service = type.arnTemplate?.split(':')[2];
    const namespace = all[at]?.namespace;
    if (service === undefined || namespace === undefined) return;
    namespacesOf.set(service, (namespacesOf.get(service) ?? new Set()).add(namespace));
  });
  return {
    all,
    byNoun: grouped(all.map((traits) => [traits.noun, traits] as const)),
    byName: grouped(all.flatMap((traits) => [...traits.names].map((name) => [name, traits] as const))),
    namespaces: new Set(all.map(({ namespace }) => namespace)),
    namespacesOf,
  };
};
