import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { typeOfArn } from '../arn-types.ts';
import { parseJson } from '../parse/json.ts';
import { placedAt, pointerTo } from '../pointer.ts';
import type { ExportedResource } from '../resource.ts';
import { UnreadableError } from '../unreadable.ts';
import { type Dialect, type DialectReading, type FileContext, nothingRead } from './dialect.ts';

/** A configuration item and where it stands. https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html */
type Item = { readonly value: JsonObject; readonly pointer: string };

const isItem = (value: unknown): value is JsonObject & { readonly resourceType: string } =>
  isObject(value) &&
  typeof value.resourceType === 'string' &&
  value.resourceType.includes('::') &&
  (value.configuration !== undefined ||
    value.configurationItemStatus !== undefined ||
    value.configurationItemCaptureTime !== undefined);

/**
 * AWS Config's name of a type where CloudFormation has another: its AWS::IAM::Policy is a managed policy.
 * https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
const typeNames: Readonly<Record<string, string>> = {
  'AWS::ACM::Certificate': 'AWS::CertificateManager::Certificate',
  'AWS::IAM::Policy': 'AWS::IAM::ManagedPolicy',
};

const typeOf = (item: JsonObject): string => {
  const name = text(item.resourceType) ?? '';
  return Object.hasOwn(typeNames, name) ? (typeNames[name] ?? name) : name;
};

/** Strings that hold JSON, as the API gives `configuration`; anything else as it is. */
const opened = (value: JsonValue | undefined): JsonValue | undefined => {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return parseJson(value)[0];
  } catch (error) {
    if (error instanceof UnreadableError) return value;
    throw error;
  }
};

const listOf = (value: JsonValue | undefined, pointer: string): readonly Item[] =>
  Array.isArray(value)
    ? value.flatMap((each: JsonValue, index) => {
        const item = opened(each);
        return isItem(item) ? [{ value: item, pointer: pointerTo(pointer, index) }] : [];
      })
    : [];

/** Snapshots and history files, the API's lists, notifications, and `select-resource-config`. */
const listKeys = ['configurationItems', 'baseConfigurationItems', 'Results'] as const;

/** What an EventBridge event, an SNS notification and the event of a rule's function hold the item in, the last two as a string. */
const envelopes = ['detail', 'Message', 'invokingEvent'] as const;

const isEnvelope = (value: JsonValue | undefined): boolean => {
  const inner = opened(value);
  return isObject(inner) && (isItem(inner.configurationItem) || Array.isArray(inner.configurationItems));
};

const itemsIn = (value: JsonValue, pointer: string): readonly Item[] => {
  if (Array.isArray(value)) return listOf(value, pointer);
  if (isItem(value)) return [{ value, pointer }];
  if (!isObject(value)) return [];
  if (isItem(value.configurationItem))
    return [{ value: value.configurationItem, pointer: pointerTo(pointer, 'configurationItem') }];
  const envelope = envelopes.find((key) => isEnvelope(value[key]));
  if (envelope) return itemsIn(opened(value[envelope]) ?? null, pointerTo(pointer, envelope));
  return listKeys.flatMap((key) => listOf(value[key], pointerTo(pointer, key)));
};

const isSnapshot = (value: JsonValue) =>
  isObject(value) &&
  (Array.isArray(value.baseConfigurationItems) ||
    (Array.isArray(value.configurationItems) &&
      (value.fileVersion !== undefined || value.configurationItems.length === 0)));

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Types whose `resourceName` is a tag or otherwise not their own: it would join what is different. */
const namesTellNothing = /^AWS::(EC2|ApiGateway|ApiGatewayV2|CloudFront|Route53)::(?!LaunchTemplate$)/;

const identifiersOf = (item: JsonObject, configuration: JsonObject): readonly string[] => {
  const names = namesTellNothing.test(text(item.resourceType) ?? '') ? [] : [text(item.resourceName)];
  const found = [text(item.resourceId), text(item.ARN ?? item.arn), ...names].filter((each) => each !== undefined);
  return [...new Set(found.length > 0 ? found : ownArns(item, configuration))];
};

/** A query may select the configuration without the ids beside it: the ARN of that very type in it is the resource's own. */
const ownArns = (item: JsonObject, configuration: JsonObject): readonly string[] =>
  Object.values(configuration).flatMap((value) => {
    const arn = text(value);
    return arn !== undefined && typeOfArn(arn) === typeOf(item) ? [arn] : [];
  });

const capturedAt = (item: JsonObject): string | undefined => {
  const time = text(item.configurationItemCaptureTime) ?? '';
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
};

const keysOfTags = ['tags', 'Tags', 'tagSet', 'tagList', 'TagList'] as const;

const isFilled = (value: JsonValue | undefined) =>
  Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;

/** The item's own `tags` say nothing new where the configuration or a supplement has them. */
const hasTags = (configuration: JsonObject, supplements: JsonObject) =>
  keysOfTags.some((key) => isFilled(configuration[key]) || isFilled(opened(supplements[key]))) ||
  supplements.BucketTaggingConfiguration !== undefined;

const partsOf = (item: Item, file: string): readonly ExportedResource[] => {
  const { value, pointer } = item;
  const configuration = opened(value.configuration);
  const supplements = isObject(value.supplementaryConfiguration) ? value.supplementaryConfiguration : {};
  const region = text(value.awsRegion);
  const account = text(value.awsAccountId ?? value.accountId);
  const captured = capturedAt(value);
  const properties = isObject(configuration) ? configuration : {};
  const part = (inner: string, under: string, shown: JsonObject): ExportedResource => ({
    source: { file, pointer: pointer + inner },
    under,
    dialect: 'aws-config',
    type: typeOf(value),
    called: text(value.resourceType) ?? 'configurationItem',
    identifiers: identifiersOf(value, properties),
    ...(region && region !== 'global' ? { region } : {}),
    ...(account ? { account } : {}),
    ...(captured ? { capturedAt: captured } : {}),
    properties: shown,
  });
  const placed = (inner: string, under: string, found: JsonValue): readonly ExportedResource[] => {
    const shown = placedAt(under, found);
    return isObject(shown) ? [part(inner, under, shown)] : [];
  };
  const tags =
    isFilled(value.tags) && !hasTags(properties, supplements) ? placed('/tags', '/Tags', value.tags ?? null) : [];
  return [
    part('/configuration', '', properties),
    ...Object.entries(supplements).flatMap(([key, supplement]) =>
      placed(pointerTo('/supplementaryConfiguration', key), pointerTo('', key), opened(supplement) ?? null),
    ),
    ...tags,
  ];
};

const keyOf = ({ value }: Item) =>
  [value.awsAccountId ?? value.accountId, value.awsRegion, value.resourceType, value.resourceId].join(' ');

/** History lists every version of a resource: the newest alone tells what it is now, and whether it still is. */
const newestOfEach = (items: readonly Item[]): readonly Item[] => {
  const newest = new Map<string, Item>();
  for (const item of items) {
    const known = newest.get(keyOf(item));
    if (!known || (capturedAt(item.value) ?? '') > (capturedAt(known.value) ?? '')) newest.set(keyOf(item), item);
  }
  return items.filter((item) => newest.get(keyOf(item)) === item);
};

/** https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html, configurationItemStatus */
const gone: ReadonlyMap<string, string> = new Map([
  ['ResourceDeleted', 'deleted'],
  ['ResourceDeletedNotRecorded', 'deleted'],
  ['ResourceNotRecorded', 'not recorded by AWS Config'],
]);

const notesOn = (all: readonly Item[], newest: readonly Item[]): readonly string[] => [
  ...(all.length > newest.length
    ? [`${all.length - newest.length} older configuration item(s) superseded by newer ones`]
    : []),
  ...newest.flatMap(({ value }) => {
    const reason = gone.get(text(value.configurationItemStatus) ?? '');
    return reason ? [`${text(value.resourceType)} ${identifiersOf(value, {})[0] ?? ''} is ${reason}`] : [];
  }),
];

/**
 * AWS Config's configuration items: delivered snapshots and history files, `get-resource-config-history`,
 * `batch-get-resource-config`, `select-resource-config` and change notifications. `configuration` becomes the properties;
 * each supplement is a part of its own. Where `configuration` is a JSON string, pointers go on into what it holds.
 */
export const awsConfig: Dialect = {
  name: 'aws-config',
  recognise: (value) => itemsIn(value, '').length > 0 || isSnapshot(value),
  read({ value, pointer }, { file }: FileContext): DialectReading {
    const all = itemsIn(value, pointer);
    const newest = newestOfEach(all);
    const alive = newest.filter((item) => gone.get(text(item.value.configurationItemStatus) ?? '') === undefined);
    return { ...nothingRead, resources: alive.flatMap((item) => partsOf(item, file)), notes: notesOn(all, newest) };
  },
};
