import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { typeOfArn } from '../../arn-types.ts';
import { own } from '../../pointer.ts';
import type { DialectName, ExportedResource } from '../../resource.ts';
import { secretMarker } from '../../secrets.ts';
import { factsOf } from '../aws-cli/facts.ts';
import { valuesOf } from '../aws-cli/row.ts';
import { type DialectReading, nothingRead } from '../dialect.ts';
import { terraformRows } from './index.ts';
import { typeOfProviderName } from './type-by-name.ts';

/** One instance of one resource, as a state file or `terraform show -json` has it. */
export type Instance = {
  readonly mode: JsonValue | undefined;
  readonly type: string;
  readonly attributes: JsonObject;
  readonly pointer: string;
};

export type Place = { readonly file: string; readonly dialect: DialectName };

const isEmpty = (value: JsonValue | undefined) => value === undefined || value === null || value === '';

/** The marker for what is sensitive; what is not set is no secret. */
export const hidden = (value: JsonValue, hint: string): JsonValue => (isEmpty(value) ? value : secretMarker(hint));

const rowOf = (type: string) => (Object.hasOwn(terraformRows, type) ? terraformRows[type] : undefined);

const emit = ({ type: called, attributes, pointer }: Instance, { file, dialect }: Place): ExportedResource => {
  const row = rowOf(called);
  const type = row?.type ?? typeOfProviderName(called) ?? typeOfArn(own(attributes, 'arn'));
  const identifiers = [...new Set(valuesOf(attributes, ...(row?.ids ?? ['id', 'arn'])))];
  const facts = factsOf([...identifiers, ...valuesOf(attributes, 'arn')], attributes);
  const [region = facts.region] = valuesOf(attributes, 'region');
  return {
    source: { file, pointer },
    under: '',
    dialect,
    ...(type === undefined ? {} : { type }),
    called,
    identifiers,
    ...facts,
    ...(region === undefined ? {} : { region }),
    properties: attributes,
  };
};

const counted = (count: number, one: string, many: string) =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

const providersOf = (instances: readonly Instance[]) =>
  [...new Set(instances.map(({ type }) => type.split('_')[0]))].sort().join(', ');

/**
 * The AWS resources among the instances. Data sources are looked up and not created, and other providers' resources are not
 * CloudFormation's: both are counted in the notes.
 */
export const emitAll = (instances: readonly Instance[], place: Place): DialectReading => {
  const data = instances.filter(({ mode }) => mode === 'data');
  const managed = instances.filter(({ mode }) => mode !== 'data');
  const ours = managed.filter(({ type }) => type.startsWith('aws_'));
  const others = managed.filter(({ type }) => !type.startsWith('aws_'));
  return {
    ...nothingRead,
    resources: ours.map((instance) => emit(instance, place)),
    notes: [
      ...counted(data.length, 'data source is looked up, not created', 'data sources are looked up, not created'),
      ...counted(others.length, 'resource', 'resources').map(
        (count) => `${count} of other providers (${providersOf(others)}): CloudFormation makes AWS resources only`,
      ),
    ],
  };
};

export const isInstance = (value: JsonValue | undefined): value is JsonObject & { readonly type: string } =>
  isObject(value) && typeof value.type === 'string';
