import type { Entity, Field, Relation } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import type { SourceUnit } from '../file.ts';
import { argumentsOf, bare, calleeOf, dottedName, entriesOf, entryOf, isCall, isClass } from '../syntax-tree.ts';
import { numberOf, textOf, valueNode } from '../texts.ts';
import { entityOf, fieldOf, isTrue, relationOf } from './parts.ts';

const associations: Readonly<Record<string, Relation['kind']>> = {
  hasOne: 'one-to-one',
  hasMany: 'one-to-many',
  belongsTo: 'many-to-one',
  belongsToMany: 'many-to-many',
};

const fieldsOf = (unit: SourceUnit, attributes: Syntax): Field[] =>
  entriesOf(attributes).map(({ key, value, node }) => {
    const options = bare(value)?.type === 'object' ? bare(value) : undefined;
    const type = options ? entryOf(options, 'type') : bare(value);
    const call = isCall(type) ? type : undefined;
    const length = call && /STRING|CHAR/.test(call.text) ? numberOf(unit, argumentsOf(call)[0]) : undefined;
    const isKey = isTrue(options, 'primaryKey');
    return fieldOf(unit, node, {
      name: key,
      type: (type?.text ?? 'unknown').replace(/^(Sequelize|DataTypes|Types)\./, ''),
      key: isKey,
      nullable: !isKey && entryOf(options, 'allowNull')?.text !== 'false',
      unique: isKey || isTrue(options, 'unique') || entryOf(options, 'unique')?.type === 'string',
      ...(length === undefined ? {} : { length }),
    });
  });

/** User.hasMany(models.Order, { as: 'orders' }), in the class, in associate or beside it. */
const relationsOf = (unit: SourceUnit, name: string): Relation[] =>
  unit.all('call_expression').flatMap((call): Relation[] => {
    const callee = calleeOf(call);
    const kind = associations[callee?.get('property')?.text ?? ''];
    const subject = callee?.get('object');
    if (!kind || !subject) return [];
    const owner =
      subject.type === 'this'
        ? subject.above('class_declaration')?.get('name')?.text
        : dottedName(subject).split('.').at(-1);
    const [target, options] = argumentsOf(call);
    if (owner !== name || !target) return [];
    const field =
      textOf(unit, entryOf(valueNode(unit, options), 'as')) ??
      textOf(unit, entryOf(valueNode(unit, options), 'foreignKey'));
    return [relationOf(unit, call, kind, dottedName(target).split('.').at(-1) ?? '', field)];
  });

const referencesOf = (unit: SourceUnit, attributes: Syntax): Relation[] =>
  entriesOf(attributes).flatMap(({ key, value, node }) => {
    const model = entryOf(value, 'references', 'model');
    const target = textOf(unit, model) ?? dottedName(model);
    return target ? [relationOf(unit, node, 'many-to-one', target, key)] : [];
  });

/** sequelize.define('User', { … }), class User extends Model; User.init({ … }, { tableName }) */
export const readSequelize = (unit: SourceUnit): Entity[] =>
  unit.all('call_expression').flatMap((call): Entity[] => {
    const callee = calleeOf(call);
    const method = callee?.get('property')?.text;
    const given = argumentsOf(call);
    const isDefine = method === 'define' && /sequelize|db|connection/i.test(dottedName(callee?.get('object')));
    const isInit = method === 'init' && given.length >= 2;
    if (!isDefine && !isInit) return [];
    const attributes = valueNode(unit, given[isDefine ? 1 : 0]);
    const options = valueNode(unit, given[isDefine ? 2 : 1]);
    if (attributes?.type !== 'object') return [];
    const subject = bare(callee?.get('object'));
    const owner =
      subject?.type === 'this' || subject?.type === 'super' ? subject.above('class_declaration') : undefined;
    const declared = subject && isInit ? unit.scopes.find(subject, subject.text)?.node : undefined;
    const type = owner ?? declared;
    const looksLikeModel = entriesOf(attributes).some(({ value }) => /DataTypes|Sequelize|Types\./.test(value.text));
    const name = isDefine
      ? textOf(unit, given[0])
      : (textOf(unit, entryOf(options, 'modelName')) ?? type?.get('name')?.text);
    if (!name || !looksLikeModel) return [];
    const variable = call.parent?.type === 'variable_declarator' ? call.parent : undefined;
    const relations = [
      ...relationsOf(unit, type?.get('name')?.text ?? variable?.get('name')?.text ?? name),
      ...referencesOf(unit, attributes),
    ];
    const place = isClass(type) ? type : (variable ?? call);
    const table = textOf(unit, entryOf(options, 'tableName'));
    return [
      {
        ...entityOf(unit, place, {
          name,
          framework: 'sequelize',
          table,
          fields: fieldsOf(unit, attributes),
          relations,
        }),
        ...(isClass(type) ? spanWith(unit, type, call) : {}),
      },
    ];
  });

/** The fields stand in the call, the class elsewhere: an entity's lines are those of both, where they lie together. */
const spanWith = (unit: SourceUnit, type: Syntax, call: Syntax): Partial<Entity> => ({
  span: { path: unit.path, start: Math.min(type.startLine, call.startLine), end: Math.max(type.endLine, call.endLine) },
});
