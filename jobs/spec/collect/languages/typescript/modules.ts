import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { SourceUnit } from './file.ts';
import { type Import, requiredBy } from './scopes.ts';
import { argumentsOf, bare, dottedName, entriesOf, isCall, isFunction } from './syntax-tree.ts';
import { textOf } from './texts.ts';
import { routerValue, type Value } from './values.ts';

/** What a module gives to others under a name; `=` is the whole of a CommonJS module. */
export type Export = {
  readonly name: string;
  readonly symbol?: string;
  readonly value?: Value;
  /** It is another module's. `*` as `name` of the export: all of them. */
  readonly again?: Import;
};

/** Constants by dotted name: ROUTES.orders -> /orders */
export type Constants = readonly (readonly [string, string])[];

const symbolOf = (unit: SourceUnit, at: Syntax, node: Syntax | undefined): string | undefined => {
  const value = bare(node);
  if (!value) return undefined;
  const declared = value.type.includes('identifier') ? unit.scopes.find(value, value.text) : undefined;
  if (declared) return unit.ids.get(declared.node);
  // mongoose.model('Book', bookSchema) stands for the schema that it is given.
  const given = isCall(value) ? argumentsOf(value).findLast(({ type }) => type === 'identifier') : undefined;
  const subject = given ? unit.scopes.find(given, given.text) : undefined;
  return unit.ids.get(at) ?? unit.ids.get(value) ?? (subject ? unit.ids.get(subject.node) : undefined);
};

const exported = (unit: SourceUnit, name: string, at: Syntax, node: Syntax | undefined): Export => {
  const value = bare(node);
  const required = requiredBy(value);
  if (required && required.members.length <= 1)
    return { name, again: { from: required.from, name: required.members[0] ?? '*' } };
  const declared = value?.type.includes('identifier') ? unit.scopes.find(value, value.text) : undefined;
  if (declared?.import) return { name, again: declared.import };
  const symbol = symbolOf(unit, at, node);
  return { name, ...(symbol ? { symbol } : {}), ...(value ? { value: routerValue(unit, value) } : {}) };
};

const declarations = (unit: SourceUnit, declaration: Syntax): Export[] => {
  const declarators = declaration.all('variable_declarator');
  if (declarators.length === 0) {
    const name = declaration.get('name')?.text;
    const symbol = unit.ids.get(declaration);
    if (!name) return [];
    const value = routerValue(unit, declaration);
    return [{ name, value, ...(symbol ? { symbol } : {}) }];
  }
  return declarators.flatMap((node) => {
    const name = node.get('name');
    const symbol = unit.ids.get(node);
    const value = node.get('value');
    if (name?.type !== 'identifier') return [];
    return [{ name: name.text, ...(symbol ? { symbol } : {}), ...(value ? { value: routerValue(unit, value) } : {}) }];
  });
};

const ofStatement = (unit: SourceUnit, statement: Syntax): Export[] => {
  const source = statement.get('source');
  const from = source ? source.text.slice(1, -1) : undefined;
  const clause = statement.first('export_clause');
  if (clause) {
    return clause.all('export_specifier').map((specifier) => {
      const local = specifier.get('name');
      const name = specifier.get('alias')?.text ?? local?.text ?? '';
      return from === undefined
        ? exported(unit, name, statement, local)
        : { name, again: { from, name: local?.text ?? '' } };
    });
  }
  if (from !== undefined) {
    const namespace = statement.first('namespace_export')?.named[0]?.text;
    return [{ name: namespace ?? '*', again: { from, name: '*' } }];
  }
  const declaration = statement.get('declaration');
  if (statement.has('default')) {
    const node = declaration ?? statement.get('value');
    return node ? [exportedDefault(unit, statement, node)] : [];
  }
  const equals = statement.has('=') ? statement.named[0] : undefined;
  if (equals) return [exported(unit, '=', statement, equals)];
  return declaration ? declarations(unit, declaration) : [];
};

const exportedDefault = (unit: SourceUnit, statement: Syntax, node: Syntax): Export => {
  if (!isFunction(node) && node.get('name') === undefined) return exported(unit, 'default', statement, node);
  const symbol = unit.ids.get(node) ?? unit.ids.get(statement);
  return { name: 'default', value: routerValue(unit, node), ...(symbol ? { symbol } : {}) };
};

/** module.exports = { a, b: require('./b') } gives `a` and `b` too. */
const ofAssignment = (unit: SourceUnit, node: Syntax): Export[] => {
  const left = dottedName(node.get('left'));
  const right = bare(node.get('right'));
  const inner = right?.type === 'assignment_expression' ? bare(right.get('right')) : right;
  const member = /^(?:module\.)?exports\.(\w+)$/.exec(left)?.[1];
  if (member) return [exported(unit, member, node, inner)];
  if (left !== 'module.exports' && left !== 'exports') return [];
  const whole = exported(unit, '=', node, inner);
  const members = entriesOf(inner).map(({ key, value, node: entry }) => exported(unit, key, entry, value));
  return [whole, ...members];
};

export const exportsOf = (unit: SourceUnit): Export[] => [
  ...unit.all('export_statement').flatMap((statement) => ofStatement(unit, statement)),
  ...unit.all('assignment_expression').flatMap((node) => ofAssignment(unit, node)),
];

/** Constants that another file may build a route of: strings at the top of a file, in objects and in enums. */
export const constantsOf = (unit: SourceUnit): Constants => {
  const found: [string, string][] = [];
  const add = (name: string, node: Syntax | undefined, depth: number): void => {
    const value = bare(node);
    if (value?.type === 'object' && depth < 4) {
      for (const entry of entriesOf(value)) add(`${name}.${entry.key}`, entry.value, depth + 1);
    } else if (value && /string|binary_expression|identifier/.test(value.type)) {
      const text = textOf(unit, value);
      if (text !== undefined && text.length <= 200) found.push([name, text]);
    }
  };
  for (const node of unit.all('variable_declarator')) {
    const isTop = /program|export_statement/.test(node.parent?.parent?.type ?? '');
    if (isTop && node.get('name')?.type === 'identifier') add(node.get('name')?.text ?? '', node.get('value'), 0);
  }
  for (const node of unit.all('enum_assignment')) {
    const owner = node.above('enum_declaration')?.get('name')?.text;
    const text = stringValue(node.get('value'));
    if (owner && text !== undefined) found.push([`${owner}.${node.get('name')?.text ?? ''}`, text]);
  }
  for (const node of unit.all('assignment_expression')) {
    const match = /^(?:module\.)?exports(?:\.(\w+))?$/.exec(dottedName(node.get('left')));
    if (match?.[1]) add(match[1], node.get('right'), 0);
    else if (match) for (const entry of entriesOf(bare(node.get('right')))) add(entry.key, entry.value, 1);
  }
  for (const { name, value, static: isStatic } of staticFields(unit)) if (isStatic) add(name, value, 1);
  return found.slice(0, 2_000);
};

/** class Routes { static readonly orders = '/orders' } */
const staticFields = (unit: SourceUnit): { name: string; value: Syntax | undefined; static: boolean }[] =>
  unit.all('public_field_definition', 'field_definition').map((node) => ({
    name: `${node.above('class_declaration')?.get('name')?.text ?? ''}.${(node.get('name') ?? node.get('property'))?.text ?? ''}`,
    value: node.get('value'),
    static: node.has('static'),
  }));
