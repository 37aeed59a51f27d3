import type { Syntax } from '../../parse/syntax.ts';
import { argumentsOf, bare, isFunction, parametersOf, patternOf } from './syntax-tree.ts';

/** What a name comes from: a name of a module, `default`, or `*` for the whole of it. */
export type Import = { readonly from: string; readonly name: string };

export type Declaration = {
  readonly name: string;
  readonly kind: 'variable' | 'function' | 'class' | 'enum' | 'parameter' | 'import';
  /** The declarator, the function, the class, the parameter. */
  readonly node: Syntax;
  /** Of a variable: what it is set to. */
  readonly value?: Syntax;
  /** Of a destructured variable: the keys that lead to it. */
  readonly keys?: readonly string[];
  readonly import?: Import;
  readonly start: number;
  readonly end: number;
};

export type Scopes = {
  /** The declaration that a name has where `at` stands. */
  find(at: Syntax, name: string): Declaration | undefined;
  readonly imports: readonly Declaration[];
};

const scopes = /^(program|statement_block|for_statement|for_in_statement|catch_clause|class_body|switch_body)$/;

const scopeOf = (node: Syntax): Syntax => {
  let at = node.parent;
  while (at?.parent && !scopes.test(at.type) && !isFunction(at)) at = at.parent;
  return at ?? node;
};

/** Names in a pattern with the keys that lead to each. */
const namesIn = (pattern: Syntax, keys: readonly string[] = []): { name: string; keys: readonly string[] }[] => {
  if (keys.length > 8) return [];
  if (pattern.type === 'identifier') return [{ name: pattern.text, keys }];
  if (pattern.type === 'shorthand_property_identifier_pattern')
    return [{ name: pattern.text, keys: [...keys, pattern.text] }];
  if (pattern.type === 'pair_pattern') {
    const value = pattern.get('value');
    return value ? namesIn(value, [...keys, pattern.get('key')?.text ?? '']) : [];
  }
  if (pattern.type === 'object_assignment_pattern' || pattern.type === 'assignment_pattern') {
    const left = pattern.get('left');
    return left ? namesIn(left, keys) : [];
  }
  if (pattern.type === 'object_pattern' || pattern.type === 'rest_pattern')
    return pattern.named.flatMap((inner) => namesIn(inner, keys));
  if (pattern.type === 'array_pattern')
    return pattern.named.flatMap((inner, index) => namesIn(inner, [...keys, String(index)]));
  return [];
};

/** The module of require('m') or import('m'), and the names after it: require('m').a.b */
export const requiredBy = (value: Syntax | undefined): { from: string; members: readonly string[] } | undefined => {
  let at = bare(value);
  const members: string[] = [];
  while (at?.type === 'member_expression' && members.length < 8) {
    members.unshift(at.get('property')?.text ?? '');
    at = bare(at.get('object'));
  }
  if (at?.type !== 'call_expression' || !/^(require|import)$/.test(at.get('function')?.text ?? '')) return undefined;
  const [module] = argumentsOf(at);
  return module?.type === 'string' ? { from: module.text.slice(1, -1), members } : undefined;
};

const importsOf = (statement: Syntax): { name: string; import: Import; node: Syntax }[] => {
  const from = statement.get('source')?.text.slice(1, -1) ?? '';
  const required = statement.first('import_require_clause');
  if (required) {
    const name = required.first('identifier');
    const module = required.get('source')?.text.slice(1, -1) ?? '';
    return name ? [{ name: name.text, import: { from: module, name: '*' }, node: name }] : [];
  }
  return (statement.first('import_clause')?.named ?? []).flatMap((part) => {
    if (part.type === 'identifier') return [{ name: part.text, import: { from, name: 'default' }, node: part }];
    if (part.type === 'namespace_import') {
      const name = part.first('identifier');
      return name ? [{ name: name.text, import: { from, name: '*' }, node: part }] : [];
    }
    return part.all('import_specifier').flatMap((specifier) => {
      const name = specifier.get('name')?.text ?? '';
      return [{ name: specifier.get('alias')?.text ?? name, import: { from, name }, node: specifier }];
    });
  });
};

const variablesOf = (node: Syntax): Omit<Declaration, 'start' | 'end'>[] => {
  const pattern = node.get('name');
  const value = node.get('value');
  if (!pattern) return [];
  const required = requiredBy(value);
  return namesIn(pattern).map(({ name, keys }) => {
    const path = [...(required?.members ?? []), ...keys];
    if (required && path.length <= 1) {
      return { name, kind: 'import' as const, node, import: { from: required.from, name: path[0] ?? '*' } };
    }
    return { name, kind: 'variable' as const, node, keys, ...(value ? { value } : {}) };
  });
};

type All = (...types: readonly string[]) => readonly Syntax[];

const declarationsOf = (root: Syntax, all: All): Declaration[] => {
  const found: Declaration[] = [];
  const add = (one: Omit<Declaration, 'start' | 'end'>, scope: Syntax): void => {
    found.push({ ...one, start: scope.start, end: scope.end });
  };
  for (const statement of all('import_statement')) {
    for (const one of importsOf(statement)) add({ kind: 'import', ...one }, root);
  }
  for (const node of all('variable_declarator')) for (const one of variablesOf(node)) add(one, scopeOf(node));
  for (const node of all('function_declaration', 'generator_function_declaration')) {
    add({ name: node.get('name')?.text ?? '', kind: 'function', node }, scopeOf(node));
  }
  for (const node of all('class_declaration', 'abstract_class_declaration')) {
    add({ name: node.get('name')?.text ?? '', kind: 'class', node }, scopeOf(node));
  }
  for (const node of all('enum_declaration')) {
    add({ name: node.get('name')?.text ?? '', kind: 'enum', node }, scopeOf(node));
  }
  const functions = ['arrow_function', 'function_expression', 'function_declaration', 'method_definition'];
  for (const node of all(...functions)) {
    for (const parameter of parametersOf(node)) {
      for (const { name, keys } of namesIn(patternOf(parameter))) {
        add({ name, kind: 'parameter', node: parameter, keys }, node);
      }
    }
  }
  for (const node of all('for_in_statement')) {
    const left = node.get('left');
    for (const { name, keys } of left ? namesIn(left) : []) add({ name, kind: 'parameter', node, keys }, node);
  }
  return found;
};

/** All names that a file declares, found by where they are used: the innermost scope wins. */
export const scopesOf = (root: Syntax, all: All): Scopes => {
  const declarations = declarationsOf(root, all);
  const byName = Map.groupBy(declarations, ({ name }) => name);
  return {
    find: (at, name) => {
      let best: Declaration | undefined;
      for (const one of byName.get(name) ?? []) {
        if (one.start > at.start || one.end < at.end) continue;
        if (!best || one.end - one.start < best.end - best.start) best = one;
      }
      return best;
    },
    imports: declarations.filter((one) => one.kind === 'import'),
  };
};
