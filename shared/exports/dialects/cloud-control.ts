import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../cloudformation/arn.ts';
import { parseDocuments } from '../parse/documents.ts';
import { own, pointerTo } from '../pointer.ts';
import type { ExportedResource } from '../resource.ts';
import { type Dialect, nothingRead } from './dialect.ts';
import { incompleteNotes } from './incomplete.ts';

type Described = { readonly value: JsonObject; readonly pointer: string };

const descriptionsIn = (value: JsonObject): readonly Described[] => {
  const { ResourceDescription: one, ResourceDescriptions: several } = value;
  if (isObject(one)) return [{ value: one, pointer: '/ResourceDescription' }];
  if (!Array.isArray(several)) return [];
  return several.flatMap((each: JsonValue, index) =>
    isObject(each) ? [{ value: each, pointer: pointerTo('/ResourceDescriptions', index) }] : [],
  );
};

const isCloudControl = (value: JsonValue): value is JsonObject & { readonly TypeName: string } =>
  isObject(value) &&
  typeof value.TypeName === 'string' &&
  (isObject(value.ResourceDescription) || Array.isArray(value.ResourceDescriptions));

/** `Properties` is JSON in a string, unless somebody has opened it: pointers go on into what it holds. */
const propertiesOf = ({ Properties: found }: JsonObject, file: string): JsonObject => {
  const value = typeof found === 'string' ? parseDocuments(found, file)[0]?.value : found;
  return isObject(value) ? value : {};
};

const texts = (...values: readonly (JsonValue | undefined)[]) =>
  values.filter((value): value is string => typeof value === 'string' && value !== '');

const resourceOf = ({ value, pointer }: Described, type: string, file: string): ExportedResource => {
  const properties = propertiesOf(value, file);
  const arn = parseArn(own(properties, 'Arn'));
  return {
    source: { file, pointer: pointerTo(pointer, 'Properties') },
    under: '',
    dialect: 'cloud-control',
    type,
    called: type,
    identifiers: [...new Set(texts(value.Identifier, own(properties, 'Arn')))],
    ...(arn?.region ? { region: arn.region } : {}),
    ...(arn?.account ? { account: arn.account } : {}),
    properties,
  };
};

/** A list may give the identifiers alone, where the type's list handler reads no more. */
const namesOnly = (type: string, count: number) =>
  count === 0
    ? []
    : [
        `${count} of its resources by identifier only: run aws cloudcontrol get-resource --type-name ${type} --identifier <id>`,
      ];

/**
 * What `aws cloudcontrol get-resource` and `list-resources` print: properties under CloudFormation's own names, those that are
 * read-only included. https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ResourceDescription.html
 */
export const cloudControl: Dialect = {
  name: 'cloud-control',
  recognise: isCloudControl,
  read({ value, pointer }, { file }) {
    if (!isCloudControl(value)) return nothingRead;
    const all = descriptionsIn(value).map((each) => ({ ...each, pointer: pointer + each.pointer }));
    const full = all.filter((each) => each.value.Properties !== undefined);
    return {
      ...nothingRead,
      resources: full.map((each) => resourceOf(each, value.TypeName, file)),
      notes: [...namesOnly(value.TypeName, all.length - full.length), ...incompleteNotes(value)],
    };
  },
};
