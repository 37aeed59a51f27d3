import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import { attributeNamed } from '../attributes.ts';
import type { Member, Type } from '../piece.ts';
import { itemType, simpleName, unwrapped } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { type FieldMapping, type Mapping, mappingsOf } from './mapping.ts';
import { rosterOf } from './roster.ts';

type Reading = {
  readonly workspace: Workspace;
  readonly names: ReadonlySet<string>;
  readonly type: Type;
  readonly framework: string;
  readonly mapping: Mapping | undefined;
};

const notStored = ['NotMapped', 'BsonIgnore', 'NotColumn'];

/** The properties of an entity and of what it extends, the base's first. */
const propertiesOf = ({ workspace, type }: Reading): Member[] => {
  const seen = new Set<string>();
  return [...workspace.lineage(type)]
    .filter(({ kind }) => kind !== 'interface')
    .reverse()
    .flatMap(({ members }) => members)
    .filter(({ kind, name, modifiers }) => {
      if (kind !== 'property' || modifiers.includes('static') || !modifiers.includes('public') || seen.has(name))
        return false;
      seen.add(name);
      return true;
    });
};

const targetOf = ({ names, workspace }: Reading, type: string): string | undefined => {
  const name = simpleName(unwrapped(type));
  return names.has(name) && workspace.typeNamed(name)?.kind !== 'enum' ? name : undefined;
};

/** A type of the archive that is no column by itself: another class, owned or computed from. */
const isComposite = ({ workspace }: Reading, type: string): boolean => {
  const found = workspace.typeNamed(simpleName(unwrapped(type)));
  return found !== undefined && (found.kind === 'class' || found.kind === 'interface' || found.kind === 'record');
};

const numberOf = (workspace: Workspace, member: Member, ...names: readonly string[]): number | undefined => {
  const attribute = attributeNamed(member.attributes, ...names);
  const text = workspace.text(attribute?.arguments.find(({ name }) => !name)?.value);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};

const columnLength = (member: Member): number | undefined => {
  const column = attributeNamed(member.attributes, 'Column')?.arguments.find(({ name }) => name === 'TypeName')?.text;
  const length = /char\((\d+)\)/i.exec(column ?? '')?.[1];
  return length === undefined ? undefined : Number(length);
};

const isKey = ({ type, mapping, workspace }: Reading, member: Member, said: FieldMapping | undefined): boolean => {
  if (said?.key || attributeNamed(member.attributes, 'Key', 'BsonId', 'PrimaryKey')) return true;
  const keys = workspace
    .attributesOf(type)
    .filter(({ name }) => name === 'PrimaryKey')
    .flatMap((one) => one.arguments);
  if (keys.length > 0) return keys.some(({ value }) => workspace.text(value) === member.name);
  if ([...(mapping?.fields.values() ?? [])].some(({ key }) => key)) return false;
  return member.name === 'Id' || member.name === `${type.name}Id`;
};

const isUnique = ({ type, workspace }: Reading, member: Member, said: FieldMapping | undefined): boolean =>
  said?.unique === true ||
  type.attributes.some(({ name, arguments: given }) => {
    if (name !== 'Index' || !given.some((one) => one.name === 'IsUnique' && one.text === 'true')) return false;
    const columns = given.filter((one) => !one.name).map(({ value }) => workspace.text(value));
    return columns.length === 1 && columns[0] === member.name;
  });

const fieldOf = (reading: Reading, member: Member, converted: ReadonlyMap<string, string>): Field => {
  const { workspace, mapping, framework } = reading;
  const said = mapping?.fields.get(member.name);
  const type = member.type ?? '';
  const required = said?.required ?? (attributeNamed(member.attributes, 'Required') ? true : undefined);
  const stands = converted.get(member.name);
  const doc = stands ? [member.doc, `Holds a ${stands}.`].filter(Boolean).join(' ') : member.doc;
  return {
    name: member.name,
    type,
    key: isKey(reading, member, said),
    nullable:
      required === undefined ? type.endsWith('?') || (framework === 'nopcommerce' && type === 'string') : !required,
    length: said?.length ?? numberOf(workspace, member, 'MaxLength', 'StringLength', 'Length') ?? columnLength(member),
    unique: isUnique(reading, member, said),
    doc,
    span: member.span,
  };
};

/** nopCommerce's key, where the archive is a plugin's alone. */
const nopKey = ({ framework, type, workspace }: Reading): Field[] => {
  if (framework !== 'nopcommerce' || workspace.typeNamed('BaseEntity')) return [];
  return [{ name: 'Id', type: 'int', key: true, nullable: false, unique: false, span: type.span }];
};

const hasCollectionOf = (reading: Reading, target: string): boolean => {
  const other = reading.workspace.typeNamed(target, reading.type.span.path);
  return other?.members.some(({ type }) => type !== undefined && itemType(type) === reading.type.name) ?? false;
};

const hasReferenceTo = (reading: Reading, target: string): boolean => {
  const other = reading.workspace.typeNamed(target, reading.type.span.path);
  return (
    other?.members.some(
      ({ kind, type }) => kind === 'property' && type !== undefined && unwrapped(type) === reading.type.name,
    ) ?? false
  );
};

const relationsOf = (reading: Reading, properties: readonly Member[]): Relation[] => {
  const found = new Map<string, Relation>();
  const { mapping, names, framework } = reading;
  const scalars = new Set(properties.map(({ name }) => name));
  for (const member of properties) {
    if (attributeNamed(member.attributes, ...notStored) || mapping?.left.has(member.name)) continue;
    const items = itemType(member.type ?? '');
    const many = items && targetOf(reading, items);
    const one = items ? undefined : targetOf(reading, member.type ?? '');
    if (many) {
      const kind = hasCollectionOf(reading, many) ? 'many-to-many' : 'one-to-many';
      found.set(member.name, { kind, target: many, field: member.name, span: member.span });
    } else if (one && !member.computed) {
      const alone = !hasCollectionOf(reading, one) && hasReferenceTo(reading, one) && !scalars.has(`${member.name}Id`);
      found.set(member.name, {
        kind: alone ? 'one-to-one' : 'many-to-one',
        target: one,
        field: member.name,
        span: member.span,
      });
    } else if (framework === 'nopcommerce' && /.Id$/.test(member.name) && !member.computed) {
      const target = member.name.slice(0, -2);
      if (names.has(target))
        found.set(member.name, { kind: 'many-to-one', target, field: member.name, span: member.span });
    }
  }
  for (const said of mapping?.relations ?? []) {
    const property = properties.find(({ name }) => name === said.field);
    const target = said.target ?? (property?.type && simpleName(itemType(property.type) ?? unwrapped(property.type)));
    const field = said.field ?? said.key;
    if (!target) continue;
    const known = field === undefined ? undefined : found.get(field);
    found.set(field ?? `to ${target}`, { kind: said.kind, target, field, span: known?.span ?? said.span });
  }
  return [...found.values()];
};

const isField = (reading: Reading, member: Member): boolean => {
  const { mapping } = reading;
  if (attributeNamed(member.attributes, ...notStored) || mapping?.left.has(member.name)) return false;
  if (mapping?.fields.get(member.name)?.isColumn) return true;
  if (member.computed) return false;
  const type = member.type ?? '';
  const items = itemType(type);
  if (targetOf(reading, items ?? type)) return false;
  return !isComposite(reading, items ?? type);
};

const tableOf = ({ type, mapping, workspace }: Reading): string | undefined =>
  mapping?.table ?? workspace.text(attributeNamed(type.attributes, 'Table', 'BsonCollection')?.arguments[0]?.value);

const entityOf = (reading: Reading): Entity => {
  const { type, framework } = reading;
  const properties = propertiesOf(reading);
  const converted = new Map(
    properties.flatMap(({ converts }) => (converts ? [[converts.member, converts.type] as const] : [])),
  );
  const fields = properties
    .filter((member) => isField(reading, member))
    .map((member) => fieldOf(reading, member, converted));
  return {
    name: type.name,
    symbol: type.id,
    framework,
    table: tableOf(reading),
    doc: type.doc,
    fields: [...nopKey(reading), ...fields],
    relations: relationsOf(reading, properties),
    span: type.span,
  };
};

/** What is stored: entities of Entity Framework, nopCommerce and the like. */
export const entitiesOf = (workspace: Workspace): Entity[] => {
  const roster = rosterOf(workspace);
  const mappings = mappingsOf(workspace);
  const names = new Set([...roster.keys()].map(({ name }) => name));
  const seen = new Set<string>();
  return [...roster]
    .filter(
      ([{ qualifiedName, modifiers, members }]) =>
        !(modifiers.includes('abstract') && members.length === 0) &&
        !seen.has(qualifiedName) &&
        seen.add(qualifiedName),
    )
    .map(([type, { framework }]) => entityOf({ workspace, names, type, framework, mapping: mappings.get(type.name) }));
};
