import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { plainFields, tagsOf } from '../sources/plain.ts';
import { answeredKey } from './answered.ts';
import { kinds } from './kinds.ts';
import { operationOfPart } from './operations.ts';

type Fields = InventoryResource['configuration'];

/** The parts of one resource as a live scan would have them. */
export type Configured = {
  readonly configuration: Fields;
  readonly tags: InventoryResource['tags'];
  readonly unread: readonly string[];
};

/** Config spells grants in a way of its own. https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html */
const everyone = /^(AllUsers|AuthenticatedUsers)$/;

const granteeOf = (grantee: JsonValue | undefined): JsonValue =>
  typeof grantee === 'string' && everyone.test(grantee)
    ? { Type: 'Group', URI: `http://acs.amazonaws.com/groups/global/${grantee}` }
    : (grantee ?? null);

const aclOf = (acl: JsonObject): JsonObject => {
  const { grantList } = acl;
  if (!Array.isArray(grantList)) return acl;
  const Grants = grantList.map((grant: JsonValue) =>
    isObject(grant) ? { Grantee: granteeOf(grant.grantee), Permission: grant.permission ?? null } : grant,
  );
  return { Owner: acl.owner ?? null, Grants };
};

const tagSetOf = ({ tagSets }: JsonObject): JsonValue =>
  Array.isArray(tagSets) ? tagSets.flatMap((set: JsonValue) => (isObject(set) ? pairsOf(set.tags) : [])) : [];

const pairsOf = (tags: JsonValue | undefined): readonly JsonObject[] =>
  Object.entries(tagsOf(tags)).map(([Key, Value]) => ({ Key, Value }));

/** Where Config's supplement has another shape than the API's answer. */
const ofConfig: Readonly<Record<string, (value: JsonObject) => JsonValue>> = {
  AccessControlList: aclOf,
  BucketPolicy: ({ policyText }) => policyText ?? null,
  BucketTaggingConfiguration: tagSetOf,
};

const reshaped = (part: string, value: JsonValue): JsonValue => {
  const reshape = Object.hasOwn(ofConfig, part) ? ofConfig[part] : undefined;
  return reshape && isObject(value) ? reshape(value) : value;
};

type Entry = readonly [string, JsonValue];

/** A part of a resource under the name of the operation that asks for it. */
const answerOf = (type: string, part: string, found: JsonValue): Entry => {
  const operation = operationOfPart(type, part);
  if (!operation) return [part, found];
  const { name, key } = operation;
  const value = reshaped(part, found);
  return [name, key === undefined || value === null ? value : { [key]: value }];
};

const isNone = /NoSuch|NotFound/;

type Sorted = { readonly entries: readonly Entry[]; readonly unread: readonly string[] };

const answered = (value: JsonValue | undefined): Sorted => {
  const [found] = Array.isArray(value) ? value : [];
  if (!isObject(found)) return { entries: [], unread: [] };
  const operation = String(found.operation);
  const code = String(found.code);
  if (code === '') return { entries: [[operation, {}]], unread: [] };
  return isNone.test(code) ? { entries: [[operation, null]], unread: [] } : { entries: [], unread: [operation] };
};

/** Cloud Control, and Config where it took over a type from CloudFormation, name and nest fields as templates do. */
const isTemplateShaped = ({ type = '', dialect }: ExportedResource): boolean =>
  Object.hasOwn(kinds, type) && (dialect === 'cloud-control' || (dialect === 'aws-config' && /^AWS::EKS::/.test(type)));

/** Rules read the API's fields, and must not take a template's for them: what means the same is lifted out of it. */
const alike = new Set(['Version', 'Tags', 'InstanceId', 'VolumeId', 'GroupId', 'GroupName', 'Name', 'Arn']);

const ofTemplate = (type: string, properties: JsonObject): readonly Entry[] => [
  ['GetResource', properties],
  ...Object.entries(properties).flatMap(([key, value = null]): readonly Entry[] => {
    if (operationOfPart(type, key)) return [answerOf(type, key, value)];
    return alike.has(key) ? [[key, value]] : [];
  }),
];

const sorted = (part: ExportedResource): Sorted => {
  const { type = '', under, properties } = part;
  if (isTemplateShaped(part)) return { entries: ofTemplate(type, properties), unread: [] };
  const entries = Object.entries(properties).map(([key, value = null]): Entry => [key, value]);
  if (under === '') return { entries, unread: [] };
  if (under === `/${answeredKey}/0`) return answered(properties[answeredKey]);
  return { entries: entries.map(([key, value]) => answerOf(type, key, value)), unread: [] };
};

/** Two parts may each hold some of a list: the tags that `describe-tags` prints one by one. */
const joined = (before: JsonValue | undefined, value: JsonValue): JsonValue =>
  Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;

const tagKeys = ['Tags', 'tags', 'TagList', 'tagList', 'TagSet', 'tagSet'];

const tagsIn = (fields: Fields): InventoryResource['tags'] => {
  const { GetBucketTagging, ListTags } = fields;
  const held: readonly (Json | undefined)[] = [
    ...tagKeys.map((key) => (Object.hasOwn(fields, key) ? fields[key] : undefined)),
    isObject(GetBucketTagging) ? (GetBucketTagging as Fields).TagSet : undefined,
    isObject(ListTags) ? (ListTags as Fields).Tags : undefined,
  ];
  const entries = held.flatMap((tags) => Object.entries(tagsOf(tags)));
  return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
};

/** Puts the parts of one resource together, the newest last, each where the API's answers stand in a live scan. */
export const configured = (parts: readonly ExportedResource[]): Configured => {
  const ordered =
    parts.length === 1
      ? parts
      : parts.toSorted((a, b) =>
          (a.capturedAt ?? '') < (b.capturedAt ?? '') ? -1 : Number(a.capturedAt !== b.capturedAt),
        );
  const fields = new Map<string, JsonValue>();
  const unread = new Set<string>();
  for (const part of ordered) {
    const found = sorted(part);
    for (const name of found.unread) unread.add(name);
    for (const [key, value] of found.entries)
      fields.set(key, part.under.endsWith('/0') ? joined(fields.get(key), value) : value);
  }
  // Where a function's package can be fetched from is as good as its code.
  fields.delete('Code');
  const configuration = plainFields(Object.fromEntries(fields));
  return { configuration, tags: tagsIn(configuration), unread: [...unread].filter((name) => !fields.has(name)) };
};
