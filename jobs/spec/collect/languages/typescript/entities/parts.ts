import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import { docOf, spanOf } from '../../../parse/doc-comment.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import { type SourceUnit, symbolAt } from '../file.ts';
import { bare, entryOf } from '../syntax-tree.ts';
import { numberOf } from '../texts.ts';

type Told = Pick<Field, 'name' | 'type'> & {
  readonly key?: boolean | undefined;
  readonly nullable?: boolean | undefined;
  readonly unique?: boolean | undefined;
  readonly length?: number | undefined;
};

export const fieldOf = (unit: SourceUnit, node: Syntax, told: Told): Field => {
  const doc = docOf(node);
  return {
    name: told.name,
    type: told.type.replace(/\s+/g, ' ').slice(0, 120),
    key: told.key ?? false,
    nullable: told.nullable ?? false,
    unique: told.unique ?? told.key ?? false,
    ...(told.length === undefined ? {} : { length: told.length }),
    ...(doc ? { doc } : {}),
    span: spanOf(unit.path, node),
  };
};

export const relationOf = (
  unit: SourceUnit,
  node: Syntax,
  kind: Relation['kind'],
  target: string,
  field?: string,
): Relation => ({ kind, target, ...(field ? { field } : {}), span: spanOf(unit.path, node) });

export const entityOf = (
  unit: SourceUnit,
  node: Syntax,
  told: Pick<Entity, 'name' | 'framework' | 'fields' | 'relations'> & { readonly table?: string | undefined },
): Entity => {
  const symbol = unit.ids.get(node) ?? symbolAt(unit, node);
  const around = node.type === 'variable_declarator' ? (node.parent ?? node) : node;
  const doc = docOf(around);
  return {
    name: told.name,
    ...(symbol ? { symbol } : {}),
    framework: told.framework,
    ...(told.table ? { table: told.table } : {}),
    ...(doc ? { doc } : {}),
    fields: told.fields,
    relations: told.relations,
    span: spanOf(unit.path, around),
  };
};

export const isTrue = (object: Syntax | undefined, key: string): boolean =>
  /^(true|\[\s*true)/.test(entryOf(object, key)?.text ?? '');

export const numberAt = (unit: SourceUnit, object: Syntax | undefined, key: string): number | undefined => {
  const value = entryOf(object, key);
  const value0 = value?.type === 'array' ? bare(value.named[0]) : value;
  const number = value0 ? numberOf(unit, value0) : undefined;
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
};
