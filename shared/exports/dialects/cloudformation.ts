import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseDocuments } from '../parse/documents.ts';
import { own, pointerTo } from '../pointer.ts';
import type { ExportedResource } from '../resource.ts';
import { type Dialect, type DialectReading, type FileContext, joinReadings, nothingRead } from './dialect.ts';

const typeName = /^(AWS|Alexa|Custom)::[A-Za-z0-9:@_-]+$|^[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9]+(::MODULE)?$/;

const isResource = (value: unknown): value is JsonObject & { readonly Type: string } =>
  isObject(value) &&
  typeof value.Type === 'string' &&
  typeName.test(value.Type) &&
  (value.Properties === undefined || isObject(value.Properties));

const sectionNames = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Outputs',
] as const;

/** A literal `BucketName` of an `AWS::S3::Bucket`: the physical name, by which other exports know it. */
const physicalNames = (type: string, properties: JsonObject): readonly string[] => {
  const kind = type.split('::').at(-1) ?? '';
  const name = own(properties, `${kind}Name`);
  return typeof name === 'string' ? [name] : [];
};

type Place = { readonly context: FileContext; readonly pointer: string; readonly logicalId?: string };

const resourceAt = (value: JsonObject & { readonly Type: string }, place: Place): ExportedResource => {
  const { Type: type, Properties, ...attributes } = value;
  const properties = isObject(Properties) ? Properties : {};
  return {
    source: { file: place.context.file, pointer: pointerTo(place.pointer, 'Properties') },
    under: '',
    dialect: 'cloudformation',
    type,
    called: type,
    ...(place.logicalId === undefined ? {} : { logicalId: place.logicalId }),
    identifiers: physicalNames(type, properties),
    properties,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
};

/** A `Fn::ForEach::…` loop or a fragment without a type: kept, so that it is told of as lost. */
const unknownAt = (value: JsonValue, place: Place): ExportedResource => ({
  source: { file: place.context.file, pointer: place.pointer },
  under: '',
  dialect: 'cloudformation',
  called: `Resources/${place.logicalId ?? ''}`,
  ...(place.logicalId === undefined ? {} : { logicalId: place.logicalId }),
  identifiers: [],
  properties: isObject(value) ? value : { Value: value },
});

const resourcesIn = (map: JsonObject, pointer: string, context: FileContext): DialectReading => ({
  ...nothingRead,
  resources: Object.entries(map).map(([logicalId, value]) => {
    const place = { context, pointer: pointerTo(pointer, logicalId), logicalId };
    return isResource(value) ? resourceAt(value, place) : unknownAt(value ?? null, place);
  }),
});

const templateAt = (value: JsonObject, pointer: string, context: FileContext): DialectReading => {
  const resources = isObject(value.Resources)
    ? resourcesIn(value.Resources, pointerTo(pointer, 'Resources'), context)
    : nothingRead;
  const sections = Object.fromEntries(
    sectionNames.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]),
  );
  const templates = Object.keys(sections).length === 0 ? [] : [{ source: { file: context.file, pointer }, sections }];
  return { ...resources, templates };
};

/** `get-template` wraps the template, as an object or as its text. */
const bodyOf = (value: JsonValue): JsonValue | undefined => {
  if (!isObject(value) || value.TemplateBody === undefined) return undefined;
  return value.TemplateBody;
};

const isTemplate = (value: JsonValue): value is JsonObject =>
  isObject(value) &&
  ((isObject(value.Resources) &&
    (Object.values(value.Resources).some(isResource) || value.AWSTemplateFormatVersion !== undefined)) ||
    (value.AWSTemplateFormatVersion !== undefined && sectionNames.some((name) => isObject(value[name]))));

const isMapOfResources = (value: JsonValue): value is JsonObject =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isResource);

const readBody = (body: JsonValue, pointer: string, context: FileContext): DialectReading => {
  const documents = typeof body === 'string' ? parseDocuments(body, context.file) : [{ pointer: '', value: body }];
  return joinReadings(
    documents.map((each) => cloudformation.read({ ...each, pointer: pointer + each.pointer }, context)),
  );
};

/** Whole templates, and pieces of them: one resource, a map or list of resources, a `Resources` section alone. */
export const cloudformation: Dialect = {
  name: 'cloudformation',
  recognise: (value) =>
    isTemplate(value) ||
    isResource(value) ||
    isMapOfResources(value) ||
    (isObject(value) && value.TemplateBody !== undefined && value.StagesAvailable !== undefined) ||
    (Array.isArray(value) && value.length > 0 && value.every((each) => isResource(each) || isMapOfResources(each))),
  read({ value, pointer }, context) {
    const body = bodyOf(value);
    if (body !== undefined) return readBody(body, pointerTo(pointer, 'TemplateBody'), context);
    if (isTemplate(value)) return templateAt(value, pointer, context);
    if (isResource(value)) return { ...nothingRead, resources: [resourceAt(value, { context, pointer })] };
    if (isObject(value)) return resourcesIn(value, pointer, context);
    if (!Array.isArray(value)) return nothingRead;
    return joinReadings(
      value.map((each: JsonValue, index) =>
        cloudformation.read({ value: each, pointer: pointerTo(pointer, index) }, context),
      ),
    );
  },
};
