import { basename } from 'node:path/posix';
import type { CodeSymbol } from '#schemas/spec/facts.ts';
import { docOf, oneLine, spanOf } from '../../parse/doc-comment.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { withoutSecrets } from '../../parse/without-secrets.ts';
import type { SourceUnit } from './file.ts';
import { bare, calleeOf, dottedName, entriesOf, isClass, isFunction } from './syntax-tree.ts';

type Container = { readonly id: string; readonly name: string; readonly isType: boolean };

type Found = { readonly name: string; readonly kind: CodeSymbol['kind']; readonly node: Syntax; readonly of?: Syntax };

/** orders.controller.ts -> orders.controller: what a nameless default export is called. */
const stemOf = (path: string): string => basename(path).replace(/\.[^.]+$/, '') || 'module';

const signatureOf = (node: Syntax): string => {
  const inner = isFunction(node) || isClass(node) ? node : (bare(node.get('value') ?? node.get('right')) ?? node);
  const body = inner.get('body');
  const end = body && body.start > node.start ? body.start : node.end;
  const text = node.text.slice(0, end - node.start);
  return oneLine(text.replace(/@\w+\([^)]*\)\s*/g, '').replace(/=>\s*$|\{\s*$/, ''), 400);
};

const visibilityOf = (node: Syntax, inType: boolean): CodeSymbol['visibility'] => {
  const modifier = node.first('accessibility_modifier')?.text;
  if (modifier === 'private' || modifier === 'protected') return modifier;
  const name = node.get('name')?.text ?? node.get('property')?.text ?? '';
  if (inType) return name.startsWith('#') ? 'private' : 'public';
  const above = node.above('export_statement', 'statement_block', 'class_body');
  return above?.type === 'export_statement' || /^(module\.)?exports\b/.test(node.text) ? 'public' : 'internal';
};

/** Calls that return the function that they are given, and something more. */
const wrapsFunction = (node: Syntax | undefined): Syntax | undefined => {
  if (node?.type !== 'call_expression') return undefined;
  const given = node.get('arguments')?.named.map(bare).filter(isFunction) ?? [];
  return given.length === 1 && /^[\w.]+$/.test(dottedName(calleeOf(node))) ? given[0] : undefined;
};

const memberKind = (value: Syntax | undefined, otherwise: CodeSymbol['kind']): CodeSymbol['kind'] =>
  isFunction(value) || wrapsFunction(value) ? 'method' : otherwise;

const declared = (node: Syntax): Found[] => {
  const name = node.get('name')?.text;
  switch (node.type) {
    case 'class_declaration':
    case 'abstract_class_declaration':
      return name ? [{ name, kind: 'class', node }] : [];
    case 'interface_declaration':
      return name ? [{ name, kind: 'interface', node }] : [];
    case 'enum_declaration':
      return name ? [{ name, kind: 'enum', node }] : [];
    case 'type_alias_declaration':
      return name ? [{ name, kind: 'type', node }] : [];
    case 'internal_module':
    case 'module':
      return name ? [{ name: name.replace(/["']/g, ''), kind: 'module', node }] : [];
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
      return name ? [{ name, kind: 'function', node }] : [];
    case 'method_definition':
    case 'abstract_method_signature':
    case 'method_signature':
      return name && node.parent?.type !== 'object'
        ? [{ name, kind: name === 'constructor' ? 'constructor' : 'method', node }]
        : [];
    case 'public_field_definition':
    case 'field_definition':
    case 'property_signature': {
      const field = name ?? node.get('property')?.text;
      return field ? [{ name: field, kind: memberKind(bare(node.get('value')), 'field'), node }] : [];
    }
    default:
      return [];
  }
};

const enumMembers = (node: Syntax): Found[] =>
  (node.get('body')?.named ?? [])
    .filter(({ type }) => type !== 'comment')
    .map((member) => ({ name: (member.get('name') ?? member).text, kind: 'enum-member', node: member }));

/** const f = () => …, const C = class …, const settings = { … } */
const variable = (node: Syntax, isTop: boolean): Found[] => {
  const name = node.get('name');
  const value = bare(node.get('value'));
  if (name?.type !== 'identifier') return [];
  const around = node.parent ?? node;
  if (isFunction(value) || wrapsFunction(value)) return [{ name: name.text, kind: 'function', node, of: around }];
  if (isClass(value)) return [{ name: name.text, kind: 'class', node, of: around }];
  return isTop && !/^require\(/.test(value?.text ?? '')
    ? [{ name: name.text, kind: 'constant', node, of: around }]
    : [];
};

const exported = /^(?:module\.)?exports(?:\.(\w+))?$/;

/** exports.f = …, module.exports = …, X.prototype.f = …, schema.methods.f = …, this.f = … */
const assigned = (node: Syntax, stem: string, isTop: boolean): Found[] => {
  const left = dottedName(node.get('left'));
  const value = bare(node.get('right'));
  const of = node.parent?.type === 'expression_statement' ? node.parent : node;
  const callable = isFunction(value) || wrapsFunction(value) !== undefined;
  const match = exported.exec(left);
  if (match && isTop) {
    const name = match[1] ?? value?.get('name')?.text ?? stem;
    if (callable) return [{ name, kind: 'function', node, of }];
    if (isClass(value)) return [{ name, kind: 'class', node, of }];
    if (value?.type === 'object' || (match[1] && value?.type !== 'identifier'))
      return [{ name, kind: 'constant', node, of }];
    return [];
  }
  if (!callable || !left.includes('.')) return [];
  return [{ name: left.replace(/^this\.|\.prototype(?=\.)/g, ''), kind: 'method', node, of }];
};

/** Anything that holds declarations of its own: functions count as symbols, blocks do not. */
export const collectSymbols = (unit: SourceUnit): void => {
  const stem = stemOf(unit.path);

  const add = ({ name, kind, node, of = node }: Found, container: Container | undefined): Container => {
    const qualifiedName = container ? `${container.name}.${name}` : name;
    const id = unit.newId(qualifiedName);
    const doc = docOf(of);
    unit.symbols.push({
      id,
      kind,
      language: unit.language,
      name: name.split('.').at(-1) ?? name,
      qualifiedName,
      ...(container ? { container: container.id } : {}),
      span: spanOf(unit.path, of),
      visibility: visibilityOf(node, container?.isType ?? false),
      signature: looksSecret(name) && !/function|method|class/.test(kind) ? name : withoutSecrets(signatureOf(node)),
      ...(doc ? { doc } : {}),
      isTest: unit.isTest,
    });
    unit.ids.set(node, id);
    return { id, name: qualifiedName, isType: /class|interface|enum|type/.test(kind) };
  };

  /** Members of an object that is a symbol itself. */
  const objectMembers = (object: Syntax | undefined, container: Container, depth: number): void => {
    for (const { key, value, node } of entriesOf(object)) {
      const inner = bare(value);
      if (node.type === 'shorthand_property_identifier') continue;
      const kind = memberKind(inner, 'property');
      const holder = add({ name: key, kind, node }, container);
      if (inner?.type === 'object' && depth < 3) objectMembers(inner, holder, depth + 1);
      else visit(inner, holder, depth + 1);
    }
  };

  const inside = (node: Syntax, value: Syntax | undefined, container: Container, depth: number): void => {
    if (value?.type === 'object') objectMembers(value, container, depth);
    else for (const child of node.children) visit(child, container, depth + 1);
  };

  const visit = (node: Syntax | undefined, container: Container | undefined, depth: number, isWithin = false): void => {
    if (!node?.isNamed || depth > 400) return;
    const isTop = container === undefined && !isWithin;
    let found = declared(node);
    if (node.type === 'variable_declarator') found = variable(node, isTop);
    else if (node.type === 'assignment_expression') found = assigned(node, stem, isTop);
    else if (node.type === 'export_statement') {
      const value = bare(node.get('value'));
      if (isFunction(value) || wrapsFunction(value)) found = [{ name: stem, kind: 'function', node }];
      else if (isClass(value)) found = [{ name: value.get('name')?.text ?? stem, kind: 'class', node }];
      else if (value?.type === 'object') found = [{ name: stem, kind: 'constant', node }];
    }
    const first = found[0];
    if (!first) {
      for (const child of node.children) visit(child, container, depth + 1, isWithin || isFunction(node));
      return;
    }
    const holder = add(first, container);
    if (node.type === 'enum_declaration') for (const member of enumMembers(node)) add(member, holder);
    else inside(node, bare(node.get('value') ?? node.get('right')), holder, depth);
  };

  visit(unit.root, undefined, 0);
};

/** A symbol that has no name of its own in the source: what answers a route where the route is. */
export const addSymbol = (
  unit: SourceUnit,
  {
    node,
    ...symbol
  }: Pick<CodeSymbol, 'kind' | 'name' | 'qualifiedName' | 'span' | 'signature' | 'doc'> & { readonly node: Syntax },
): string => {
  const id = unit.newId(symbol.qualifiedName);
  unit.symbols.push({ ...symbol, id, language: unit.language, visibility: 'internal', isTest: unit.isTest });
  unit.ids.set(node, id);
  return id;
};
