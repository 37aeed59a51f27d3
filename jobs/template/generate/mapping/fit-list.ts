import type { PropertyType, ResourceType } from '#shared/cloudformation/resource-type.ts';
import { type Fit, type Fitter, fit, joined, type Left, type Place, whole } from './fit.ts';
import { type Found, type FoundObject, field, isEmpty, list, literal, object, parsed, step } from './found.ts';
import { normal } from './names.ts';
import { pairDefinition } from './pairs.ts';

type ListType = Extract<PropertyType, { type: 'array' }>;

const fitItems = (items: readonly Found[], type: ListType, place: Place): Fit => {
  const left: Left[] = [];
  const fits: Fit[] = [];
  items.forEach((node, index) => {
    const inner = fit(node, type.element, { ...place, at: step(place.at, fits.length) });
    if (inner && (inner.carried.length > 0 || inner.left.length === 0)) {
      fits.push(inner);
      left.push(...inner.left.map((rest) => ({ ...rest, trail: [String(index), ...rest.trail] })));
    } else {
      const drop = isEmpty(node) ? ({ drop: { reason: 'empty' } } as const) : {};
      left.push({ trail: [String(index)], node, ...drop });
    }
  });
  const bare = fits.map((each) => ({ ...each, left: [] }));
  return joined(
    fits.map(({ value }) => value),
    bare,
    left,
  );
};

/** Names of the one field that holds the items of a list which is wrapped in an object, and of those that say how many. */
const itemFields = ['items', 'item', 'member', 'members', 'elements'];
const countFields = ['quantity', 'count', 'size'];

const unwrapped = (node: FoundObject, type: ListType, place: Place): Fit | undefined => {
  const names = [...node.fields.keys()];
  const counts = names.filter((name) => countFields.includes(normal(name)));
  const holder = names.find((name) => itemFields.includes(normal(name)));
  if (holder === undefined && counts.length === 0) return undefined;
  const items = (holder === undefined ? undefined : node.fields.get(holder)) ?? literal([]);
  const isNone = isEmpty(items);
  const inner = isNone
    ? undefined
    : items.kind === 'object'
      ? fitList(object(items.fields), type, place)
      : fitList(items, type, place);
  const rest = [...node.fields].filter(([name]) => name !== holder);
  const left = rest.map(([name, child]): Left => {
    const note = 'how many items there are';
    return { trail: [name], node: child, ...(counts.includes(name) ? { drop: { reason: 'read-only', note } } : {}) };
  });
  return inner ? { ...inner, left: [...inner.left, ...left], quality: 2 } : joined([], [], left);
};

const elementDefinition = (type: ListType, resource: ResourceType) =>
  type.element.type === 'ref' ? resource.definitions[type.element.ref] : undefined;

/** A map where CloudFormation wants a list of keys and values. The key is no leaf of its own: it goes where its value goes. */
const paired = (node: FoundObject, type: ListType, place: Place): Fit | undefined => {
  const isTag = type.element.type === 'tag';
  const names = isTag ? { key: 'Key', value: 'Value' } : pairDefinition(elementDefinition(type, place.resource));
  if (!names) return undefined;
  const items = [...node.fields].map(([key, value]) =>
    object([
      [names.key, literal(key)],
      [names.value, value],
    ]),
  );
  return { ...fitItems(items, type, place), quality: 1 };
};

const fitFromObject = (node: FoundObject, type: ListType, place: Place): Fit | undefined => {
  const definition = elementDefinition(type, place.resource) ?? { Key: {}, Value: {} };
  const isPair = Object.keys(definition).every((name) => field(node, name) !== undefined);
  const direct = unwrapped(node, type, place) ?? (isPair ? undefined : paired(node, type, place));
  if (direct) return direct;
  const one = fitItems([node], type, place);
  return one.carried.length > 0 ? { ...one, quality: 0 } : undefined;
};

/** Ids written in one string: subnet-1,subnet-2 (VPCZoneIdentifier). */
const separated = /^[\w:/.*-]+(,\s?[\w:/.*-]+)+$/;

/** Lists: wrapped ones (`{ Quantity, Items }`) are unwrapped, maps become keys and values, a single value becomes a list of one. */
export const fitList: Fitter<'array'> = (node, type, place) => {
  if (node.kind === 'list') return fitItems(node.items, type, place);
  if (node.kind === 'object') return fitFromObject(node, type, place);
  const document = parsed(node);
  if (document) return fitList(document, type, place);
  if (isEmpty(node)) return Array.isArray(node.value) ? whole(node, [], place.at, 1) : undefined;
  const isText = typeof node.value === 'string' && type.element.type === 'string';
  if (isText && typeof node.value === 'string' && separated.test(node.value)) {
    return whole(node, node.value.split(/,\s?/), place.at, 1);
  }
  const one = fit(node, type.element, { ...place, at: step(place.at, 0) });
  return one && { ...one, value: [one.value], quality: 0 };
};

/** Several lists as one. */
export const concatenated = (...nodes: readonly (Found | undefined)[]): Found =>
  list(nodes.flatMap((node) => (node?.kind === 'list' ? node.items : node && !isEmpty(node) ? [node] : [])));
