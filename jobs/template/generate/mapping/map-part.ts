import type { JsonObject } from '#schemas/json.ts';
import type { Registry, ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import type { MappedResource, Trace } from '../mapped.ts';
import { applyCloudControl } from './cloud-control.ts';
import { exceptions } from './exceptions/index.ts';
import type { Left } from './fit.ts';
import { fitProperties } from './fit-object.ts';
import { type FoundObject, found, isJsonObject, leavesOf, literal, put, take } from './found.ts';
import { Ledger } from './ledger.ts';
import { maker } from './managed.ts';
import { normal } from './names.ts';
import { nameOf, refOf, returnsOf } from './returns.ts';
import { Shaping } from './shaping.ts';
import { shapeTags } from './tags.ts';
import { applyTerraform } from './terraform/apply.ts';
import { isTerraform } from './terraform/dialect.ts';
import { typeNamed } from './type-names.ts';

/** A resource, or a part of one, in CloudFormation's terms; `identity` holds what its other parts may be known by, the surest first. */
export type Piece = MappedResource & {
  readonly identity: readonly string[];
  readonly precedence: number;
  readonly isAddition: boolean;
};

/** What became of one exported resource: the pieces it makes, or its leaves traced as lost because nothing can be made of it. */
export type Mapping =
  | { readonly outcome: 'mapped'; readonly pieces: readonly Piece[]; readonly traces: readonly Trace[] }
  | { readonly outcome: 'lost'; readonly reason: string; readonly traces: readonly Trace[] };

const exceptionFor = new Map(exceptions.map((exception) => [exception.type, exception]));

const applyException = (shaping: Shaping, type: string): void => {
  const by = maker(shaping.resource, type);
  if (by !== undefined) {
    shaping.leaveOut('not-deployable', by);
    return;
  }
  const exception = exceptionFor.get(type);
  if (shaping.resource.dialect === 'cloud-control') {
    applyCloudControl(shaping, type);
    return;
  }
  if (isTerraform(shaping.resource)) applyTerraform(shaping);
  for (const [from, to] of Object.entries(exception?.renames ?? {})) put(shaping.found, to, take(shaping.found, from));
  for (const reason of [
    'read-only',
    'account-metadata',
    'service-default',
    'not-deployable',
    'empty',
    'superseded',
  ] as const) {
    shaping.drop(exception?.drops?.[reason] ?? [], reason);
  }
  exception?.shape?.(shaping);
};

const isReadOnly = (type: ResourceType) => {
  const names = new Set(type.attributes.map(normal));
  return (name: string) => names.has(normal(name));
};

const fitted = (node: FoundObject, type: ResourceType) => {
  const fit = fitProperties(node, type.properties, { resource: type, property: type.name, at: '' }, isReadOnly(type));
  return { ...fit, properties: isJsonObject(fit.value) ? fit.value : {} };
};

const asRoot = (value: JsonObject): FoundObject => {
  const node = literal(value);
  return node.kind === 'object' ? node : { kind: 'object', fields: new Map() };
};

const mapKnown = (resource: ExportedResource, type: ResourceType, registry: Registry, isAlone: boolean): Mapping => {
  const root = found(resource);
  const ledger = new Ledger(leavesOf(root));
  const shaping = new Shaping(resource, root, isAlone);
  applyException(shaping, type.type);
  shapeTags(shaping, type);
  const own = fitted(root, type);
  const carried = ledger.carry([...own.carried, ...shaping.carried]);
  const spawned = shaping.spawned.flatMap((each) => {
    const spawnedType = registry.type(each.type);
    return spawnedType ? [pieceOf(resource, spawnedType, each, ledger)] : [];
  });
  const left = [...shaping.dropped, ...own.left, ...spawned.flatMap((each) => each.left)];
  const traces = [...carried, ...ledger.close(left, type, resource)];
  const primary = primaryOf(shaping, type, own.properties, traces);
  const pieces = spawned.map(({ piece }) => ({ ...optional('name', primary.name), ...piece }));
  if (!shaping.isMade) return { outcome: 'mapped', pieces, traces };
  return { outcome: 'mapped', pieces: [primary, ...pieces], traces: [] };
};

const primaryOf = (shaping: Shaping, type: ResourceType, properties: JsonObject, traces: readonly Trace[]): Piece => {
  const { resource } = shaping;
  const seen = { resource, found: shaping.asFound, properties };
  const returns = { ...returnsOf(type, seen), ...shaping.returns };
  return {
    type: type.type,
    properties,
    ...optional('ref', shaping.ref ?? refOf(type, seen, returns)),
    returns,
    ...optional('name', nameOf(type, properties) ?? shaping.name),
    parts: [resource],
    identity: resource.identifiers,
    precedence: shaping.isAddition ? 1 : shaping.precedence,
    isAddition: shaping.isAddition,
    traces,
  };
};

const pieceOf = (
  resource: ExportedResource,
  type: ResourceType,
  { found: node, identity }: Shaping['spawned'][number],
  ledger: Ledger,
): { piece: Piece; left: readonly Left[] } => {
  const own = fitted(node, type);
  const seen = { resource: { ...resource, identifiers: [identity] }, found: node, properties: own.properties };
  const returns = returnsOf(type, seen);
  const piece = {
    type: type.type,
    properties: own.properties,
    ...optional('ref', refOf(type, seen, returns)),
    returns,
    ...optional('name', nameOf(type, own.properties)),
    parts: [resource],
    identity: [identity],
    precedence: 0,
    isAddition: false,
    traces: ledger.carry(own.carried),
  };
  return { piece, left: own.left };
};

const optional = <Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } => {
  const entry: { [key in Name]?: string } = {};
  if (value !== undefined) entry[name] = value;
  return entry;
};

export const lost = (resource: ExportedResource, reason: string): Mapping => {
  const leaves = leavesOf(found(resource));
  const traces = leaves.flatMap(({ origin }): Trace[] =>
    origin ? [{ outcome: 'lost', source: { file: origin.file, pointer: origin.pointer }, reason }] : [],
  );
  return { outcome: 'lost', reason, traces };
};

/** What is CloudFormation already passes as it is, intrinsic functions and unknown properties included: the validator judges those. */
const asItIs = (resource: ExportedResource, typeName: string, type: ResourceType | undefined): Piece => {
  const seen = { resource, found: asRoot(resource.properties), properties: resource.properties };
  const ledger = new Ledger(leavesOf(found(resource)));
  return {
    type: typeName,
    properties: resource.properties,
    ...optional('ref', type && refOf(type, { ...seen, resource: { ...resource, identifiers: [] } }, {})),
    returns: {},
    ...optional('name', nameOf(type, resource.properties)),
    parts: [resource],
    identity: resource.identifiers.filter((each) => each !== resource.logicalId),
    precedence: 0,
    isAddition: false,
    traces: ledger.asFound(resource),
  };
};

/**
 * Maps one exported resource onto its CloudFormation type by structure: names modulo case, plurals and prefixes, values by the
 * type's schema. Every leaf of what was found is in exactly one trace of one piece. `isAlone` says that what it would add to is not there.
 */
export const mapPart = (resource: ExportedResource, registry: Registry, isAlone = false): Mapping => {
  if (resource.type === undefined) {
    return lost(resource, `${resource.called} is nothing that CloudFormation is known to have a resource type for`);
  }
  const name = typeNamed(resource.type, resource.dialect);
  const type = registry.type(name);
  if (resource.dialect === 'cloudformation')
    return { outcome: 'mapped', pieces: [asItIs(resource, name, type)], traces: [] };
  if (!type) return lost(resource, `CloudFormation has no resource type ${resource.type}`);
  return mapKnown(resource, type, registry, isAlone);
};
