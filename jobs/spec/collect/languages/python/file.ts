import type { CodeSymbol, Span } from '#schemas/spec/facts.ts';
import { linesOf } from '../../parse/doc-comment.ts';
import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';

/** One Python file while it is read. */
export type SourceUnit = {
  readonly path: string;
  readonly isTest: boolean;
  readonly root: Syntax;
  readonly symbols: CodeSymbol[];
  readonly ids: Map<Syntax, string>;
  /** Local name -> where it is imported from. */
  readonly imports: ReadonlyMap<string, Import>;
  /** What a name is set to at the top of the file, in a class or in a function: the last assignment. */
  readonly assigned: ReadonlyMap<string, Syntax>;
  all(...types: readonly string[]): readonly Syntax[];
};

/** `from .a import b` -> { module: '.a', name: 'b' }; `import a.b as c` -> { module: 'a.b' } */
export type Import = { readonly module: string; readonly name?: string };

export const unitSpan = (unit: SourceUnit, node: Syntax): Span => linesOf(unit.path, node);

/** The symbol in which a node stands: its function or class; at the top of a file, the variable that is set. */
export const symbolAt = (unit: SourceUnit, node: Syntax): string | undefined => {
  for (let at: Syntax | undefined = node; at; at = at.parent) {
    const id = unit.ids.get(at);
    if (id) return id;
    if (at.type === 'decorated_definition') {
      const inner = at.get('definition');
      const own = inner ? unit.ids.get(inner) : undefined;
      if (own) return own;
    }
  }
  return undefined;
};

/** A longer chain of calls has no name that anyone would say. */
const longest = 24;

/** Where a fact stands: its lines, and the symbol in which they are. */
export const ownPlace = (unit: SourceUnit, node: Syntax): { symbol?: string; span: Span } => {
  const symbol = symbolAt(unit, node);
  return { ...(symbol ? { symbol } : {}), span: unitSpan(unit, node) };
};

/** a.b.c -> a.b.c; a().b -> a().b; empty for anything else. */
export const dottedName = (node: Syntax | undefined, depth = 0): string => {
  if (!node || depth > longest) return '';
  if (node.type === 'identifier' || node.type === 'dotted_name') return node.text;
  if (node.type === 'attribute') {
    const object = dottedName(node.get('object'), depth + 1);
    return object && `${object}.${node.get('attribute')?.text ?? ''}`;
  }
  if (node.type === 'call') {
    const callee = dottedName(node.get('function'), depth + 1);
    return callee && `${callee}()`;
  }
  return '';
};

export const lastName = (dotted: string): string => dotted.split('.').at(-1) ?? dotted;

export const calleeName = (call: Syntax | undefined): string => dottedName(call?.get('function'));

/** The arguments without names, in order. */
export const positional = (call: Syntax | undefined): Syntax[] =>
  call
    ?.get('arguments')
    ?.named.filter(({ type }) => !/^(keyword_argument|comment|dictionary_splat|list_splat)$/.test(type)) ?? [];

/** An argument by its name. */
export const keyword = (call: Syntax | undefined, name: string): Syntax | undefined =>
  call
    ?.get('arguments')
    ?.all('keyword_argument')
    .find((one) => one.get('name')?.text === name)
    ?.get('value');

/** An argument by its name, or by its place. */
export const argument = (call: Syntax | undefined, name: string, index: number): Syntax | undefined =>
  keyword(call, name) ?? positional(call)[index];

/** The items of a list, a tuple or a set. */
export const itemsOf = (node: Syntax | undefined): Syntax[] =>
  node && /^(list|tuple|set)$/.test(node.type) ? node.named.filter(({ type }) => type !== 'comment') : [];

export const mark = '\u0001';

/** The text that an expression is: literals, sums, f-strings, constants of this file; `mark` around names that other files may know. */
export const textOf = (unit: SourceUnit, node: Syntax | undefined, depth = 0): string | undefined => {
  if (!node || depth > 8) return undefined;
  if (node.type === 'parenthesized_expression') return textOf(unit, node.named[0], depth + 1);
  if (node.type === 'string' && node.children.some(({ type }) => type === 'interpolation')) {
    return node.children
      .map((child) => {
        if (child.type === 'interpolation')
          return textOf(unit, child.get('expression'), depth + 1) ?? stringValue(node)?.match(/\{\w+\}/)?.[0] ?? '';
        return child.type === 'string_content' ? child.text : '';
      })
      .join('');
  }
  if (node.type === 'identifier') {
    const value = unit.assigned.get(node.text);
    if (value && value !== node) return textOf(unit, value, depth + 1);
    return unit.imports.has(node.text) ? `${mark}${node.text}${mark}` : undefined;
  }
  if (node.type === 'attribute') {
    const name = node.get('attribute')?.text ?? '';
    return /^[A-Z][A-Z0-9_]+$/.test(name) || /prefix|path|url/i.test(name) ? `${mark}${name}${mark}` : undefined;
  }
  if (node.type === 'call' && /^(os\.environ\.get|os\.getenv|getenv|config|env)$/.test(calleeName(node)))
    return textOf(unit, keyword(node, 'default') ?? positional(node)[1], depth + 1);
  return stringValue(node, (inner) => (inner === node ? undefined : textOf(unit, inner, depth + 1)));
};

export const isSettled = (text: string): boolean => !text.includes(mark);

export const textsOf = (unit: SourceUnit, node: Syntax | undefined): string[] =>
  (node && /^(list|tuple|set)$/.test(node.type) ? itemsOf(node) : node ? [node] : [])
    .map((one) => textOf(unit, one))
    .filter((text) => text !== undefined);

/** The number that an expression is: 15 * 60, a constant of this file, the default of int(os.environ.get('X', 15)). */
export const numberOf = (unit: SourceUnit, node: Syntax | undefined, depth = 0): number | undefined => {
  if (!node || depth > 8) return undefined;
  if (node.type === 'integer' || node.type === 'float') {
    const value = Number(node.text.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  if (node.type === 'unary_operator' && node.has('-')) {
    const value = numberOf(unit, node.get('argument'), depth + 1);
    return value === undefined ? undefined : -value;
  }
  if (node.type === 'identifier') return numberOf(unit, unit.assigned.get(node.text), depth + 1);
  if (node.type === 'parenthesized_expression') return numberOf(unit, node.named[0], depth + 1);
  if (node.type === 'string') {
    const text = stringValue(node)?.trim() ?? '';
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  }
  if (node.type === 'call') {
    const name = calleeName(node);
    if (/^(int|float)$/.test(name)) return numberOf(unit, positional(node)[0], depth + 1);
    if (/^(os\.environ\.get|os\.getenv|getenv)$/.test(name)) return numberOf(unit, positional(node)[1], depth + 1);
    if (lastName(name) !== 'timedelta') return undefined;
    const factors = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1, milliseconds: 0.001 };
    const parts = Object.entries(factors).map(
      ([key, factor]) => (numberOf(unit, keyword(node, key), depth + 1) ?? 0) * factor,
    );
    const days = (numberOf(unit, positional(node)[0], depth + 1) ?? 0) * 86_400;
    return parts.reduce((sum, part) => sum + part, days) || undefined;
  }
  if (node.type !== 'binary_operator') return undefined;
  const [left, right] = [numberOf(unit, node.get('left'), depth + 1), numberOf(unit, node.get('right'), depth + 1)];
  if (left === undefined || right === undefined) return undefined;
  const result = { '*': left * right, '+': left + right, '-': left - right, '/': left / right, '**': left ** right }[
    node.get('operator')?.text ?? ''
  ];
  return result !== undefined && Number.isFinite(result) ? result : undefined;
};

/** The decorators of a function or a class: the call, or the name alone. */
export const decoratorsOf = (definition: Syntax): Syntax[] =>
  definition.parent?.type === 'decorated_definition'
    ? definition.parent
        .all('decorator')
        .flatMap((one) => one.named.filter(({ type }) => type !== 'comment').slice(0, 1))
    : [];

export const decoratorName = (decorator: Syntax): string =>
  decorator.type === 'call' ? calleeName(decorator) : dottedName(decorator);

/** The classes and functions, assignments and so on right in the body of a class. */
export const membersOf = (type: Syntax): Syntax[] =>
  (type.get('body')?.named ?? []).map((one) =>
    one.type === 'decorated_definition'
      ? (one.get('definition') ?? one)
      : one.type === 'expression_statement'
        ? (one.named[0] ?? one)
        : one,
  );

/** name = value of a class: [name, value, the assignment]. */
export const attributesOf = (
  type: Syntax,
): { name: string; value: Syntax | undefined; type: Syntax | undefined; node: Syntax }[] =>
  membersOf(type).flatMap((node) => {
    const left = node.get('left');
    return node.type === 'assignment' && left?.type === 'identifier'
      ? [{ name: left.text, value: node.get('right'), type: node.get('type'), node }]
      : [];
  });

export const attributeOf = (type: Syntax, name: string): Syntax | undefined =>
  attributesOf(type).find((one) => one.name === name)?.value;

export const methodsOf = (type: Syntax): Syntax[] =>
  membersOf(type).filter(({ type: of }) => of === 'function_definition');

/** The names of the classes that a class extends: models.Model, UserBase */
export const basesOf = (type: Syntax): string[] =>
  (type.get('superclasses')?.named ?? [])
    .filter(({ type: of }) => of !== 'keyword_argument' && of !== 'comment')
    .map((one) => dottedName(one.type === 'subscript' ? one.get('value') : one))
    .filter(Boolean);

export const nameOf = (definition: Syntax): string => definition.get('name')?.text ?? '';
