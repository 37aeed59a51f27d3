import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import type { SourceUnit } from '../file.ts';
import { argumentsOf, bare, calleeOf, dottedName, entriesOf, entryOf, isCall } from '../syntax-tree.ts';
import { textOf, valueNode } from '../texts.ts';
import { entityOf, fieldOf, isTrue, numberAt, relationOf } from './parts.ts';

/** The type of a path: String, [String], { type: … }, mongoose.Schema.Types.ObjectId, a schema within. */
const typeOf = (node: Syntax | undefined): string => {
  const at = bare(node);
  if (!at) return 'Mixed';
  if (at.type === 'array') {
    const [item] = at.named;
    return `${typeOf(item?.type === 'object' ? (entryOf(item, 'type') ?? item) : item)}[]`;
  }
  if (at.type === 'object') return 'Object';
  if (isCall(at)) return 'Object';
  return dottedName(at).split('.').at(-1) || 'Mixed';
};

const isOptions = (node: Syntax): boolean =>
  node.type === 'object' &&
  entriesOf(node).some(
    ({ key, value }) => key === 'type' && (bare(value)?.type !== 'object' || entryOf(value, 'type') === undefined),
  );

const refOf = (unit: SourceUnit, node: Syntax | undefined): string | undefined => {
  const at = bare(node);
  if (at?.type === 'array') return refOf(unit, at.named[0]);
  if (at?.type !== 'object') return undefined;
  const ref = entryOf(at, 'ref');
  return ref ? (textOf(unit, ref) ?? dottedName(ref)) : refOf(unit, entryOf(at, 'type'));
};

const pathsOf = (unit: SourceUnit, schema: Syntax): { fields: Field[]; relations: Relation[] } => {
  const fields: Field[] = [];
  const relations: Relation[] = [];
  for (const { key, value, node } of entriesOf(schema)) {
    const at = valueNode(unit, value) ?? bare(value);
    if (!at) continue;
    const options = isOptions(at) ? at : undefined;
    const type = typeOf(
      options ? entryOf(options, 'type') : at.type === 'identifier' || isCall(at) ? at : (at ?? value),
    );
    const length = numberAt(unit, options, 'maxlength') ?? numberAt(unit, options, 'maxLength');
    fields.push(
      fieldOf(unit, node, {
        name: key,
        type,
        key: key === '_id',
        nullable: !(
          options &&
          (isTrue(options, 'required') ||
            /^\[|^function|=>/.test(entryOf(options, 'required')?.text ?? '') ||
            entryOf(options, 'required')?.type === 'string')
        ),
        unique: isTrue(options, 'unique'),
        ...(length === undefined ? {} : { length }),
      }),
    );
    const ref = refOf(unit, at);
    if (ref) relations.push(relationOf(unit, node, type.endsWith('[]') ? 'one-to-many' : 'many-to-one', ref, key));
  }
  return { fields, relations };
};

const isSchema = (node: Syntax | undefined): node is Syntax =>
  isCall(node) && /(^|\.)Schema$/.test(dottedName(calleeOf(node)));

/** mongoose.model('Book', schema): the schema is in this file; a schema that is exported alone is named after its variable. */
export const readMongoose = (unit: SourceUnit): Entity[] => {
  const named = new Set<Syntax>();
  const models = unit.all('call_expression').flatMap((call): Entity[] => {
    const callee = dottedName(calleeOf(call));
    const [first, second, third] = argumentsOf(call);
    const name = /(^|\.)model$/.test(callee) ? textOf(unit, first) : undefined;
    const schema = valueNode(unit, second);
    if (!name || !isSchema(schema) || named.has(schema)) return [];
    named.add(schema);
    const [paths, options] = argumentsOf(schema);
    const object = valueNode(unit, paths);
    if (object?.type !== 'object') return [];
    const place = schema.above('variable_declarator') ?? call;
    const table = textOf(unit, third) ?? textOf(unit, entryOf(valueNode(unit, options), 'collection'));
    return [
      entityOf(unit, place, { name, framework: 'mongoose', ...pathsOf(unit, object), ...(table ? { table } : {}) }),
    ];
  });
  return models;
};
