import type { Relation, Span } from '#schemas/spec/facts.ts';
import type { Call, Chain } from '../piece.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { configuredType } from './roster.ts';

export type FieldMapping = { length?: number; unique?: boolean; required?: boolean; key?: boolean; isColumn?: boolean };

/** What code says of an entity outside its class: Entity Framework's fluent configuration, FluentMigrator's columns. */
export type Mapping = {
  table: string | undefined;
  readonly fields: Map<string, FieldMapping>;
  readonly left: Set<string>;
  readonly relations: {
    kind: Relation['kind'];
    target: string | undefined;
    field: string | undefined;
    inverse: string | undefined;
    key: string | undefined;
    span: Span;
  }[];
};

const emptyMapping = (): Mapping => ({ table: undefined, fields: new Map(), left: new Set(), relations: [] });

const fieldOf = (mapping: Mapping, name: string): FieldMapping => {
  const known = mapping.fields.get(name) ?? {};
  mapping.fields.set(name, known);
  return known;
};

const numberIn = (workspace: Workspace, call: Call, inType: string | undefined): number | undefined => {
  const text = workspace.text(call.arguments[0]?.value, inType);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};

/** The members that a call is about: x => x.A, nameof(A), "A". */
const membersOf = (workspace: Workspace, call: Call, inType: string | undefined): readonly string[] => {
  const [first] = call.arguments;
  if (first?.selects) return first.selects;
  const text = workspace.text(first?.value, inType);
  return text && !text.includes('{') ? [text] : [];
};

type Applied = (
  mapping: Mapping,
  fields: readonly FieldMapping[],
  call: Call,
  number: number | undefined,
  text: string | undefined,
) => void;

const each =
  (change: (field: FieldMapping, number: number | undefined) => void): Applied =>
  (_, fields, __, number) => {
    for (const field of fields) change(field, number);
  };

const setLength = each((field, number) => {
  if (number !== undefined && number > 0 && number < 1_000_000) field.length = number;
});

const applied: Readonly<Record<string, Applied>> = {
  HasMaxLength: setLength,
  AsString: setLength,
  AsAnsiString: setLength,
  AsFixedLengthString: setLength,
  IsRequired: (_, fields, call) => {
    for (const field of fields) field.required = call.arguments[0]?.text !== 'false';
  },
  IsOptional: each((field) => {
    field.required = false;
  }),
  NotNullable: each((field) => {
    field.required = true;
  }),
  Nullable: each((field) => {
    field.required = false;
  }),
  PrimaryKey: each((field) => {
    field.key = true;
  }),
  Unique: each((field) => {
    field.unique = true;
  }),
};

/** Calls that begin to speak of a column. */
const columns = /^(Property|WithColumn|PrimitiveCollection|ComplexProperty)$/;

const relate = (workspace: Workspace, mapping: Mapping, chain: Chain): void => {
  const { calls, type } = chain;
  const has = calls.find(({ name }) => /^(HasOne|HasMany|HasRequired|HasOptional)$/.test(name));
  if (!has) return;
  const back = calls.find(({ name }) => /^With(One|Many|Required|Optional)/.test(name));
  const many = has.name === 'HasMany';
  const backMany = back?.name === 'WithMany';
  const key = calls.find(({ name }) => name === 'HasForeignKey');
  mapping.relations.push({
    kind: many ? (backMany ? 'many-to-many' : 'one-to-many') : backMany || !back ? 'many-to-one' : 'one-to-one',
    target: has.types[0] && simpleName(has.types[0]),
    field: membersOf(workspace, has, type)[0],
    inverse: back && membersOf(workspace, back, type)[0],
    key: key && membersOf(workspace, key, type)[0],
    span: chain.span,
  });
};

const configure = (workspace: Workspace, mapping: Mapping, chain: Chain): void => {
  let fields: FieldMapping[] = [];
  let names: readonly string[] = [];
  let isIndex = false;
  relate(workspace, mapping, chain);
  for (const call of chain.calls) {
    const text = workspace.text(call.arguments[0]?.value, chain.type);
    if (
      columns.test(call.name) ||
      call.name === 'HasIndex' ||
      call.name === 'HasKey' ||
      call.name === 'HasAlternateKey'
    ) {
      names = membersOf(workspace, call, chain.type);
      fields = names.map((name) => fieldOf(mapping, name));
      isIndex = call.name === 'HasIndex';
      if (columns.test(call.name)) for (const field of fields) field.isColumn = true;
      if (call.name === 'HasKey') for (const field of fields) field.key = true;
      if (call.name === 'HasAlternateKey' && fields.length === 1) for (const field of fields) field.unique = true;
    } else if (call.name === 'IsUnique' && isIndex) {
      if (fields.length === 1 && call.arguments[0]?.text !== 'false') for (const field of fields) field.unique = true;
    } else if (call.name === 'ToTable' || call.name === 'ToView' || call.name === 'ToCollection') {
      mapping.table = text ?? mapping.table;
    } else if (call.name === 'Ignore') {
      for (const name of membersOf(workspace, call, chain.type)) mapping.left.add(name);
    } else if (call.name === 'OwnsOne' || call.name === 'OwnsMany') {
      for (const name of membersOf(workspace, call, chain.type)) mapping.left.add(name);
    } else if (call.name === 'ForeignKey' && call.types[0]) {
      mapping.relations.push({
        kind: 'many-to-one',
        target: simpleName(call.types[0]),
        field: names[0],
        inverse: undefined,
        key: names[0],
        span: call.span,
      });
    } else {
      applied[call.name]?.(mapping, fields, call, numberIn(workspace, call, chain.type), text);
    }
  }
};

/** The mappings of all entities, by the entity's name. */
export const mappingsOf = (workspace: Workspace): ReadonlyMap<string, Mapping> => {
  const found = new Map<string, Mapping>();
  const of = (name: string): Mapping => {
    const known = found.get(name) ?? emptyMapping();
    found.set(name, known);
    return known;
  };
  for (const { chains, assignments } of workspace.pieces) {
    for (const chain of chains) {
      const name = configuredType(workspace, chain);
      if (name) configure(workspace, of(name), chain);
    }
    for (const { target, value } of assignments) {
      const name = /^\[typeof\((?:\w+\.)*(\w+)\)\]$/.exec(target)?.[1];
      const table = workspace.text(value);
      if (name && table && !table.includes('{')) of(name).table ??= table;
    }
  }
  return found;
};
