import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import type { SourceUnit } from '../file.ts';
import {
  bare,
  bodyOf,
  type Decorator,
  decoratorsOf,
  dottedName,
  entryOf,
  isFunction,
  membersOf,
  typeText,
} from '../syntax-tree.ts';
import { textOf, valueNode } from '../texts.ts';
import { entityOf, fieldOf, isTrue, numberAt, relationOf } from './parts.ts';

/** Decorators of a class that make it an entity, and whose they are. */
const entityDecorators: Readonly<Record<string, string>> = {
  Entity: 'typeorm',
  ChildEntity: 'typeorm',
  ViewEntity: 'typeorm',
  Table: 'sequelize',
  Schema: 'mongoose',
};
const baseDecorators = /^(Embeddable|MappedSuperclass)$/;

const relationKinds: Readonly<Record<string, Relation['kind']>> = {
  OneToOne: 'one-to-one',
  OneToMany: 'one-to-many',
  ManyToOne: 'many-to-one',
  ManyToMany: 'many-to-many',
  HasOne: 'one-to-one',
  HasMany: 'one-to-many',
  BelongsTo: 'many-to-one',
  BelongsToMany: 'many-to-many',
};

const columnDecorators =
  /^(Column|PrimaryColumn|PrimaryGeneratedColumn|ObjectIdColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn|GeneratedColumn|ViewColumn|Property|PrimaryKey|SerializedPrimaryKey|Enum|Prop|TreeLevelColumn|Formula)$/;

/** () => Order, (type) => Order, 'Order', Order, () => [Order] */
const targetOf = (unit: SourceUnit, decorator: Decorator, member: Syntax): string => {
  const given = decorator.arguments.map((one) =>
    bare(one)?.type === 'object' ? (entryOf(one, 'entity') ?? one) : one,
  );
  for (const one of given) {
    const value = isFunction(bare(one)) ? bare(bodyOf(bare(one) ?? one)) : bare(one);
    const name = value?.type === 'string' ? textOf(unit, value) : dottedName(value);
    if (name && !/^\w+\.\w+\.\w+/.test(name)) return name.split('.')[0] ?? name;
  }
  const type = typeText(member.get('type')) ?? '';
  return (
    /([A-Z]\w*)(?:\[\]|>|\s*\||$)/.exec(type.replace(/^(Promise|Relation|Collection|Ref|Loaded)</, ''))?.[1] ?? type
  );
};

const typeOf = (unit: SourceUnit, member: Syntax, options: Syntax | undefined, first: Syntax | undefined): string => {
  const declared = typeText(member.get('type'));
  const said =
    textOf(unit, entryOf(options, 'type')) ?? (bare(first)?.type === 'string' ? textOf(unit, first) : undefined);
  return declared ?? said ?? 'unknown';
};

const nullableOf = (member: Syntax, options: Syntax | undefined): boolean =>
  isTrue(options, 'nullable') ||
  isTrue(options, 'allowNull') ||
  /\|\s*null\b/.test(typeText(member.get('type')) ?? '') ||
  (entryOf(options, 'nullable') === undefined &&
    entryOf(options, 'required') === undefined &&
    member.has('?') &&
    entryOf(options, 'primaryKey') === undefined);

const memberFacts = (unit: SourceUnit, member: Syntax, framework: string): { field?: Field; relation?: Relation } => {
  const name = (member.get('name') ?? member.get('property'))?.text ?? '';
  const decorators = decoratorsOf(member);
  const related = decorators.find((one) => Object.hasOwn(relationKinds, one.name));
  if (related) {
    const kind = relationKinds[related.name] ?? 'many-to-one';
    return { relation: relationOf(unit, member, kind, targetOf(unit, related, member), name) };
  }
  const column = decorators.find((one) => columnDecorators.test(one.name));
  if (!column) return {};
  const options = column.arguments.map((one) => valueNode(unit, one)).find((one) => one?.type === 'object');
  const ref = textOf(unit, entryOf(options, 'ref')) ?? dottedName(entryOf(options, 'ref'));
  const foreign = decorators.find((one) => one.name === 'ForeignKey');
  const key =
    /^Primary|^ObjectId|SerializedPrimary/.test(column.name) ||
    isTrue(options, 'primary') ||
    isTrue(options, 'primaryKey') ||
    decorators.some((one) => one.name === 'PrimaryKey');
  const length =
    numberAt(unit, options, 'length') ?? numberAt(unit, options, 'maxlength') ?? numberAt(unit, options, 'maxLength');
  const field = fieldOf(unit, member, {
    name,
    type: typeOf(unit, member, options, column.arguments[0]),
    key,
    nullable: framework === 'mongoose' ? !isTrue(options, 'required') : nullableOf(member, options),
    unique:
      key ||
      isTrue(options, 'unique') ||
      decorators.some(
        (one) =>
          one.name === 'Unique' || (one.name === 'Index' && one.arguments.some((given) => isTrue(given, 'unique'))),
      ),
    ...(length === undefined ? {} : { length }),
  });
  if (ref)
    return {
      field,
      relation: relationOf(
        unit,
        member,
        /\[\]/.test(field.type) ? 'one-to-many' : 'many-to-one',
        ref.split('.')[0] ?? ref,
        name,
      ),
    };
  return foreign
    ? { field, relation: relationOf(unit, member, 'many-to-one', targetOf(unit, foreign, member), name) }
    : { field };
};

const tableOf = (unit: SourceUnit, decorator: Decorator | undefined): string | undefined => {
  const [first, second] = decorator?.arguments ?? [];
  const options = [first, second].map((one) => valueNode(unit, one)).find((one) => one?.type === 'object');
  return (
    textOf(unit, first) ??
    textOf(unit, entryOf(options, 'name') ?? entryOf(options, 'tableName') ?? entryOf(options, 'collection'))
  );
};

const columnsOf = (unit: SourceUnit, type: Syntax, framework: string): Pick<Entity, 'fields' | 'relations'> => {
  const facts = membersOf(type).map((member) => memberFacts(unit, member, framework));
  return {
    fields: facts.flatMap(({ field }) => (field ? [field] : [])),
    relations: facts.flatMap(({ relation }) => (relation ? [relation] : [])),
  };
};

/** Classes with @Entity(), @Table or @Schema(), and their members with @Column() and the like. */
export const readDecorated = (unit: SourceUnit): Entity[] =>
  unit.all('class_declaration', 'abstract_class_declaration').flatMap((type): Entity[] => {
    const decorators = decoratorsOf(type);
    const decorator = decorators.find((one) => Object.hasOwn(entityDecorators, one.name));
    if (
      !decorator ||
      decorators.some((one) => baseDecorators.test(one.name)) ||
      isTrue(decorator.arguments[0], 'abstract')
    )
      return [];
    const isMikro = unit.scopes.imports.some((one) => one.import?.from.startsWith('@mikro-orm'));
    const framework = isMikro ? 'mikroorm' : (entityDecorators[decorator.name] ?? 'typeorm');
    const name = type.get('name')?.text ?? '';
    return [
      entityOf(unit, type, { name, framework, table: tableOf(unit, decorator), ...columnsOf(unit, type, framework) }),
    ];
  });

/** Columns that a class gives to those who extend it, in whatever file they stand. */
export type Inherited = Pick<Entity, 'fields' | 'relations'> & { readonly symbol: string };

export const readInherited = (unit: SourceUnit): Inherited[] =>
  unit.all('class_declaration', 'abstract_class_declaration').flatMap((type) => {
    const symbol = unit.ids.get(type);
    const columns = columnsOf(unit, type, 'typeorm');
    return symbol && columns.fields.length + columns.relations.length > 0 ? [{ symbol, ...columns }] : [];
  });
