import type { ExportedResource } from './resource.ts';

/** Parts found to be of one resource: every name any of them gives it. */
type Group = {
  readonly type: string;
  readonly names: Set<string>;
  readonly first: number;
  region?: string;
  account?: string;
};

const compatible = (one: string | undefined, other: string | undefined) =>
  one === undefined || other === undefined || one === other;

const fits = (group: Group, { region, account }: ExportedResource) =>
  compatible(group.region, region) && compatible(group.account, account);

const absorb = (group: Group, resource: ExportedResource): void => {
  for (const name of resource.identifiers) group.names.add(name);
  if (resource.region !== undefined) group.region ??= resource.region;
  if (resource.account !== undefined) group.account ??= resource.account;
};

const merge = (groups: readonly Group[], index: Map<string, Group[]>, type: string): Group | undefined => {
  const [kept, ...others] = [...groups].sort((a, b) => a.first - b.first);
  for (const other of others) {
    if (!kept || !compatible(kept.region, other.region) || !compatible(kept.account, other.account)) continue;
    for (const name of other.names) {
      kept.names.add(name);
      const listed = (index.get(`${type} ${name}`) ?? []).filter((each) => each !== other && each !== kept);
      index.set(`${type} ${name}`, [...listed, kept]);
    }
    if (other.region !== undefined) kept.region ??= other.region;
    if (other.account !== undefined) kept.account ??= other.account;
  }
  return kept;
};

const groupOf = (resource: ExportedResource, first: number, index: Map<string, Group[]>): Group => {
  const type = resource.type ?? '';
  const keys = resource.identifiers.map((name) => `${type} ${name}`);
  const known = new Set(keys.flatMap((key) => index.get(key) ?? []).filter((group) => fits(group, resource)));
  const group = merge([...known], index, type) ?? { type, names: new Set<string>(), first };
  absorb(group, resource);
  for (const key of keys) {
    const listed = index.get(key) ?? [];
    if (!listed.includes(group)) index.set(key, [...listed, group]);
  }
  return group;
};

/**
 * Gives every part of one resource the same identifiers in the same order, so that type and first identifier are enough
 * to put them together: `get-role` knows a role by name and ARN, AWS Config by its id too, `get-role-policy` by name alone.
 * Where a name is used twice (the same function name in two regions), the ARN comes first instead.
 */
export const sameResources = (resources: readonly ExportedResource[]): readonly ExportedResource[] => {
  const index = new Map<string, Group[]>();
  const eligible = resources
    .map((resource, at) => ({ resource, at }))
    .filter(({ resource }) => resource.type && resource.identifiers.length > 0);
  // Parts that say where they are come first: they keep apart what one that does not say would join.
  const ordered = [...eligible].sort(
    (a, b) => Number(a.resource.region === undefined) - Number(b.resource.region === undefined) || a.at - b.at,
  );
  for (const { resource, at } of ordered) groupOf(resource, at, index);
  const finals = new Map(ordered.map(({ resource, at }) => [at, groupOf(resource, at, index)]));
  const owners = Map.groupBy(new Set(finals.values()), (group) => `${group.type} ${[...group.names][0]}`);
  return resources.map((resource, at) => {
    const group = finals.get(at);
    if (!group) return resource;
    const names = [...group.names];
    const isShared = (owners.get(`${group.type} ${names[0]}`) ?? []).length > 1;
    const identifiers = isShared
      ? names.toSorted((a, b) => Number(b.startsWith('arn:')) - Number(a.startsWith('arn:')))
      : names;
    const region = resource.region ?? group.region;
    const account = resource.account ?? group.account;
    return { ...resource, identifiers, ...(region ? { region } : {}), ...(account ? { account } : {}) };
  });
};
