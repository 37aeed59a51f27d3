import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { type FoundObject, field, textOf } from './found.ts';
import { normal } from './names.ts';

type Seen = { readonly resource: ExportedResource; readonly found: FoundObject; readonly properties: JsonObject };

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const at = (properties: JsonObject, path: string): string | undefined => {
  const [head = '', ...rest] = path.split('.');
  const value = Object.hasOwn(properties, head) ? properties[head] : undefined;
  if (rest.length === 0) return text(value);
  return isObject(value) ? at(value, rest.join('.')) : undefined;
};

const partitionOf = (region: string) => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

const arnOfResource = ({ name }: ResourceType, { resource: { identifiers }, found }: Seen): string | undefined => {
  const direct = textOf(field(found, 'Arn')) ?? textOf(field(found, `${name}Arn`));
  return direct?.startsWith('arn:') ? direct : identifiers.find((each) => each.startsWith('arn:'));
};

const computedArn = (
  type: ResourceType,
  seen: Seen,
  told: (name: string) => string | undefined,
): string | undefined => {
  const known = arnOfResource(type, seen);
  if (known !== undefined || type.arnTemplate === undefined) return known;
  const region = seen.resource.region ?? '';
  const context: Readonly<Record<string, string | undefined>> = {
    partition: partitionOf(region),
    region: seen.resource.region,
    account: seen.resource.account,
  };
  let complete = true;
  const arn = type.arnTemplate.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = context[name.toLowerCase()] ?? told(name);
    complete &&= value !== undefined;
    return value ?? '';
  });
  return complete ? arn : undefined;
};

const isArn = (name: string, type: ResourceType) =>
  normal(name) === 'arn' || normal(name) === normal(`${type.name}Arn`);

/**
 * Whether an attribute's value stands for this resource and no other: its own ARN, id, address. What others have as well (a subnet's
 * VpcId, a port, a state, a time) would lead wiring astray.
 */
const isTelling = (name: string, value: string, type: ResourceType): boolean => {
  if (type.refIdentifier.includes(name) || type.primaryIdentifier.includes(name) || isArn(name, type)) return true;
  if (Object.hasOwn(type.properties, name) || value.length < 8 || /^\d{4}-\d\d-\d\dT/.test(value)) return false;
  const isForeignId = /id$/i.test(name) && normal(name) !== 'id' && !normal(name).startsWith(normal(type.name));
  return !isForeignId && !/(status|state|time|version|number|engine|issuer|identifier)$/i.test(name);
};

/** What `Fn::GetAtt` would return, by attribute name, as far as it was found or follows from what was. */
export const returnsOf = (type: ResourceType, seen: Seen): Record<string, string> => {
  const told = (name: string) =>
    textOf(field(seen.found, name)) ?? at(seen.properties, name) ?? textOf(field(seen.found, `${type.name}${name}`));
  const entries = type.attributes.map((name): [string, string | undefined] => [
    name,
    isArn(name, type) ? computedArn(type, seen, told) : told(name),
  ]);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined && isTelling(entry[0], entry[1], type)),
  );
};

/** What `Ref` would return: the values of the identifying properties or attributes, joined by `|`. */
export const refOf = (
  type: ResourceType,
  seen: Seen,
  returns: Readonly<Record<string, string>>,
): string | undefined => {
  const parts = type.refIdentifier.map(
    (name) =>
      at(seen.properties, name) ??
      returns[name] ??
      textOf(field(seen.found, name)) ??
      (isArn(name, type) ? arnOfResource(type, seen) : undefined),
  );
  if (parts.length > 0 && parts.every((part) => part !== undefined)) return parts.join('|');
  const [first] = seen.resource.identifiers;
  return type.refIdentifier.length === 1 && !type.refIdentifier.some((name) => /arn|url/i.test(name))
    ? first
    : undefined;
};

const tagNamed = (tags: JsonValue | undefined): string | undefined => {
  if (isObject(tags)) return text(tags.Name);
  if (!Array.isArray(tags)) return undefined;
  const tag = tags.find((each) => isObject(each) && each.Key === 'Name');
  return isObject(tag) ? text(tag.Value) : undefined;
};

/** A name a person gave it: the physical name, or its Name tag. */
export const nameOf = (type: ResourceType | undefined, properties: JsonObject): string | undefined => {
  const own = type
    ? [`${type.name}Name`, 'Name', ...type.primaryIdentifier, 'ManagedPolicyName', 'GroupName', 'Family']
    : ['Name'];
  const names = own.filter((name) => /(name|identifier|family)$/i.test(name));
  const named = names.map((name) => at(properties, name)).find((name) => name !== undefined && name !== '');
  return named ?? tagNamed(properties[type?.tags?.property ?? 'Tags']);
};
