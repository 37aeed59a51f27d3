import type { Entity, Relation } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import type { SourceUnit } from '../file.ts';
import { argumentsOf, bare, bodyOf, calleeOf, dottedName, entriesOf, isCall } from '../syntax-tree.ts';
import { textOf, valueNode } from '../texts.ts';
import { entityOf, fieldOf, numberAt, relationOf } from './parts.ts';

const tableMakers = /^(pg|mysql|sqlite|singlestore)Table$|\.table$/;

/** text('name').notNull().references(() => users.id): the calls of a column, innermost first. */
const chainOf = (node: Syntax | undefined): { name: string; given: Syntax[] }[] => {
  const links: { name: string; given: Syntax[] }[] = [];
  let at = bare(node);
  for (let steps = 0; isCall(at) && steps < 50; steps++) {
    const callee = calleeOf(at);
    const isMember = callee?.type === 'member_expression';
    links.unshift({ name: (isMember ? callee.get('property') : callee)?.text ?? '', given: argumentsOf(at) });
    at = isMember ? bare(callee.get('object')) : undefined;
  }
  return links;
};

/** export const users = pgTable('users', { id: serial('id').primaryKey() }) */
export const readDrizzle = (unit: SourceUnit): Entity[] => {
  if (!unit.scopes.imports.some((one) => one.import?.from.startsWith('drizzle-orm'))) return [];
  return unit.all('variable_declarator').flatMap((node): Entity[] => {
    const call = bare(node.get('value'));
    if (!isCall(call) || !tableMakers.test(dottedName(calleeOf(call)))) return [];
    const [name, columns] = argumentsOf(call);
    const object = valueNode(unit, columns);
    const relations: Relation[] = [];
    const fields = entriesOf(object).map(({ key, value, node: entry }) => {
      const chain = chainOf(value);
      const has = (wanted: string): boolean => chain.some((link) => link.name === wanted);
      const reference = chain.find((link) => link.name === 'references')?.given[0];
      const target = reference ? dottedName(bodyOf(reference)).split('.')[0] : undefined;
      if (target) relations.push(relationOf(unit, entry, has('unique') ? 'one-to-one' : 'many-to-one', target, key));
      const options = chain[0]?.given.map((one) => bare(one)).find((one) => one?.type === 'object');
      const length = numberAt(unit, options, 'length');
      return fieldOf(unit, entry, {
        name: key,
        type: chain[0]?.name ?? 'unknown',
        key: has('primaryKey'),
        nullable: !has('notNull') && !has('primaryKey'),
        unique: has('unique') || has('primaryKey'),
        ...(length === undefined ? {} : { length }),
      });
    });
    const own = node.get('name')?.text ?? '';
    return [entityOf(unit, node, { name: own, framework: 'drizzle', table: textOf(unit, name), fields, relations })];
  });
};
