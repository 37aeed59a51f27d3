import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import type { Annotation, JavaField, JavaMethod } from './model.ts';
import type { Entry, Types } from './types.ts';
import { annotated, simpleName, typeArguments } from './values.ts';

const relations: Readonly<Record<string, Relation['kind']>> = {
  OneToOne: 'one-to-one',
  OneToMany: 'one-to-many',
  ManyToOne: 'many-to-one',
  ManyToMany: 'many-to-many',
  MappedCollection: 'one-to-many',
};
const mongoReferences = ['DBRef', 'DocumentReference', 'Relationship'];
const collections = /^(List|Set|Collection|SortedSet|Map|Iterable|Queue|Deque)$/;

const markers: readonly { readonly names: readonly string[]; readonly framework: (entry: Entry) => string }[] = [
  { names: ['Entity'], framework: () => 'jpa' },
  {
    names: ['Document'],
    framework: ({ piece }) => (piece.imports.some((one) => /elasticsearch/.test(one)) ? 'elasticsearch' : 'mongo'),
  },
  { names: ['MongoEntity'], framework: () => 'mongo' },
  {
    names: ['MappedEntity', 'RedisHash', 'Node', 'DynamoDbBean', 'DynamoDBTable'],
    framework: ({ type }) =>
      /Dynamo/.test(type.annotations.map(({ name }) => name).join()) ? 'dynamodb' : 'spring-data',
  },
  { names: ['Table'], framework: () => 'spring-data' },
];

/** By which framework a type is stored; none if it is not. */
const frameworkOf = (entry: Entry): string | undefined => {
  if (entry.type.kind === 'interface' || entry.type.kind === 'annotation') return undefined;
  if (annotated(entry.type.annotations, 'MappedSuperclass', 'Embeddable')) return undefined;
  return markers.find(({ names }) => annotated(entry.type.annotations, ...names))?.framework(entry);
};

const isNotStored = ({ modifiers, annotations }: JavaField): boolean =>
  modifiers.includes('static') ||
  modifiers.includes('transient') ||
  annotated(annotations, 'Transient', 'BsonIgnore') !== undefined;

/** Annotations may stand on the getter: getName() is about name. */
const getterAnnotations = (field: JavaField, methods: readonly JavaMethod[]): readonly Annotation[] =>
  methods.find(
    ({ name, parameters }) => parameters.length === 0 && new RegExp(`^(get|is)${escaped(field.name)}$`, 'i').test(name),
  )?.annotations ?? [];

const escaped = (name: string): string => name.replace(/\$/g, '\\$');

type Column = { readonly field: JavaField; readonly annotations: readonly Annotation[]; readonly from: Entry };

/** The fields of a type and of the types it inherits from, nearest last as they stand in the table. */
const columnsOf = (entry: Entry, types: Types): Column[] => {
  const levels = [entry, ...types.supers(entry)].filter(({ type }) => type.kind !== 'interface').reverse();
  const found = new Map<string, Column>();
  for (const from of levels) {
    for (const field of from.type.fields) {
      const annotations = [...field.annotations, ...getterAnnotations(field, from.type.methods)];
      if (isNotStored({ ...field, annotations })) found.delete(field.name);
      else found.set(field.name, { field, annotations, from });
    }
  }
  return [...found.values()];
};

/** T of a generic superclass stands as the source spells it, unless the entity says what it is. */
const elementOf = (type: string): string => {
  const args = typeArguments(type);
  const element = args.at(-1);
  return element &&
    (collections.test(simpleName(type)) || /^(Optional|AggregateReference|Lazy)$/.test(simpleName(type)))
    ? element
    : type.replace(/\[\]$/, '');
};

const relationOf = (
  { field, annotations, from }: Column,
  isEntity: (name: string, from: Entry) => boolean,
): Relation | undefined => {
  const annotation = annotated(annotations, ...Object.keys(relations));
  const reference = annotated(annotations, ...mongoReferences);
  const target =
    (annotation?.args.targetEntity?.[0]?.source.replace(/\.class$/, '') ?? simpleName(elementOf(field.type)))
      .split('.')
      .at(-1) ?? '';
  if (annotation)
    return { kind: relations[annotation.name] ?? 'many-to-one', target, field: field.name, span: field.span };
  const isCollection = collections.test(simpleName(field.type));
  if (reference || simpleName(field.type) === 'AggregateReference') {
    const aggregate =
      simpleName(field.type) === 'AggregateReference' ? simpleName(typeArguments(field.type)[0] ?? '') : target;
    return {
      kind: isCollection ? 'one-to-many' : 'many-to-one',
      target: aggregate,
      field: field.name,
      span: field.span,
    };
  }
  if (!isEntity(target, from)) return undefined;
  return { kind: isCollection ? 'one-to-many' : 'many-to-one', target, field: field.name, span: field.span };
};

const primitives = /^(byte|short|int|long|float|double|boolean|char)$/;
const flag = (annotation: Annotation | undefined, name: string): string | undefined =>
  annotation?.args[name]?.[0]?.source;

const fieldOf = ({ field, annotations, from }: Column, types: Types, uniqueColumns: ReadonlySet<string>): Field => {
  const column = annotated(annotations, 'Column');
  const key = annotated(annotations, 'Id', 'EmbeddedId', 'MongoId', 'PrimaryKey', 'DynamoDbPartitionKey') !== undefined;
  const indexed = annotated(annotations, 'Indexed');
  const name = types.argument(column, from, 'name');
  const length = types.number(
    column?.args.length?.[0] ?? annotated(annotations, 'Size', 'Length')?.args.max?.[0],
    from,
  );
  const filled =
    key ||
    primitives.test(field.type) ||
    flag(column, 'nullable') === 'false' ||
    flag(annotated(annotations, 'Basic'), 'optional') === 'false' ||
    annotated(annotations, 'NotNull', 'NotBlank', 'NotEmpty', 'NonNull') !== undefined;
  return {
    name: field.name,
    type: field.type,
    key,
    nullable: !filled,
    ...(length !== undefined && Number.isInteger(length) && { length }),
    unique:
      flag(column, 'unique') === 'true' ||
      flag(indexed, 'unique') === 'true' ||
      annotated(annotations, 'NaturalId') !== undefined ||
      uniqueColumns.has(name ?? field.name),
    ...(field.doc && { doc: field.doc }),
    span: field.span,
  };
};

/** Columns that alone are unique by the table's constraints. */
const uniqueColumnsOf = (entry: Entry, types: Types): Set<string> => {
  const nested = annotated(entry.type.annotations, 'Table')?.nested ?? [];
  const alone = nested.filter(({ name, args }) => name === 'UniqueConstraint' && args.columnNames?.length === 1);
  return new Set(alone.flatMap(({ args }) => types.text(args.columnNames?.[0], entry) ?? []));
};

const tableOf = (entry: Entry, types: Types): string | undefined => {
  const named = annotated(
    entry.type.annotations,
    'Table',
    'Document',
    'MongoEntity',
    'MappedEntity',
    'RedisHash',
    'DynamoDBTable',
  );
  return (
    types.argument(named, entry, 'name', 'value', 'collection', 'indexName', 'tableName') ||
    types.argument(annotated(entry.type.annotations, 'Entity'), entry, 'name') ||
    undefined
  );
};

/** What is stored: classes and records of JPA, Spring Data, Micronaut Data and their like. */
export const linkEntities = (types: Types): Entity[] => {
  const stored = types.all
    .filter(({ type }) => !type.isTest)
    .flatMap((entry) => {
      const framework = frameworkOf(entry);
      return framework ? [{ entry, framework }] : [];
    });
  const ids = new Set(stored.map(({ entry }) => entry.type.id));
  const isEntity = (name: string, from: Entry): boolean => {
    const found = types.find(name, from);
    return found !== undefined && ids.has(found.type.id);
  };
  return stored.map(({ entry, framework }) => {
    const columns = columnsOf(entry, types).map((column) => ({ column, relation: relationOf(column, isEntity) }));
    const unique = uniqueColumnsOf(entry, types);
    const table = tableOf(entry, types);
    return {
      name: entry.type.name,
      symbol: entry.type.id,
      framework,
      ...(table && { table }),
      ...(entry.type.doc && { doc: entry.type.doc }),
      fields: columns.filter(({ relation }) => !relation).map(({ column }) => fieldOf(column, types, unique)),
      relations: columns.flatMap(({ relation }) => relation ?? []),
      span: entry.type.span,
    };
  });
};
