import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import { compare } from './canonical.ts';
import { layerOf } from './layers.ts';
import type { Placed } from './placed.ts';
import { eachReference } from './references.ts';

/** Keys that people expect first, wherever they are, in this order. */
const first = [
  'Sid',
  'Version',
  'Id',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Key',
  'Name',
  'Type',
  'Value',
];
const firstRank = new Map(first.map((key, at) => [key, at]));

const rankOf = (key: string): number =>
  firstRank.get(key) ?? (/^Tags$|TagSpecifications$/.test(key) ? first.length + 1 : first.length);

const inside = (value: JsonValue | undefined): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => inside(item) ?? null);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => rankOf(a) - rankOf(b) || compare(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, inside(item)]));
};

/** Its name, then what the type requires, then the others by name, tags last; inside, a fixed order by key. Lists keep theirs. */
export const orderProperties = (
  properties: JsonObject,
  type: ResourceType | undefined,
  name: string | undefined,
): JsonObject => {
  const rank = (key: string) => {
    if (key === type?.tags?.property || rankOf(key) > first.length) return 3;
    if (type?.primaryIdentifier.includes(key) || (name !== undefined && properties[key] === name)) return 0;
    return type?.properties[key]?.required ? 1 : 2;
  };
  const entries = Object.entries(properties).sort(([a], [b]) => rank(a) - rank(b) || compare(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, inside(item)]));
};

/** How many steps of references within its layer a resource stands on; 0 where a cycle begins again. */
const depths = (resources: readonly Placed[]): ReadonlyMap<string, number> => {
  const rank = new Map(resources.map(({ logicalId, mapped }) => [logicalId, layerOf(mapped.type).rank]));
  const targets = new Map<string, string[]>();
  for (const { logicalId, properties } of resources) {
    const own: string[] = [];
    eachReference(properties, ({ id }) => {
      if (id !== logicalId && rank.get(id) === rank.get(logicalId)) own.push(id);
    });
    targets.set(logicalId, own);
  }
  const depth = new Map<string, number>();
  const onPath = new Set<string>();
  for (const { logicalId } of resources) {
    const stack = [logicalId];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const below = targets.get(id) ?? [];
      const next = onPath.has(id) ? undefined : below.filter((each) => !depth.has(each) && !onPath.has(each));
      onPath.add(id);
      if (next && next.length > 0) {
        stack.push(...next);
        continue;
      }
      stack.pop();
      if (!depth.has(id)) depth.set(id, Math.max(-1, ...below.map((each) => depth.get(each) ?? -1)) + 1);
    }
  }
  return depth;
};

/** By layer, then what others stand on first, then by type and logical id. */
export const orderResources = (resources: readonly Placed[]): Placed[] => {
  const depth = depths(resources);
  // A type stays together: it stands where the deepest of its kind needs it to.
  const byType = new Map<string, number>();
  for (const { logicalId, mapped } of resources) {
    byType.set(mapped.type, Math.max(byType.get(mapped.type) ?? 0, depth.get(logicalId) ?? 0));
  }
  const sorted = resources.map((placed) => {
    const { type } = placed.mapped;
    return { placed, layer: layerOf(type).rank, depth: byType.get(type) ?? 0, type };
  });
  sorted.sort(
    (a, b) =>
      a.layer - b.layer ||
      a.depth - b.depth ||
      compare(a.type, b.type) ||
      compare(a.placed.logicalId, b.placed.logicalId),
  );
  return sorted.map(({ placed }) => placed);
};
