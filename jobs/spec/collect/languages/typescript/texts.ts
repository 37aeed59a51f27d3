import { holeName, stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { SourceUnit } from './file.ts';
import type { Import } from './scopes.ts';
import { argumentsOf, bare, calleeOf, dottedName, entryOf, isCall } from './syntax-tree.ts';

const mark = '\u0001';
const late = new RegExp(`${mark}([^${mark}]*)${mark}`, 'g');

/** Stands in a text for a constant of another module until all files are read. */
const deferred = ({ from, name }: Import, members: readonly string[]): string =>
  mark + JSON.stringify([from, name, ...members]) + mark;

/** A text with the constants of other modules filled in; what nobody knows becomes {name}. */
export const settle = (text: string, find: (path: readonly string[]) => string | undefined): string =>
  text.replace(late, (_, json: string) => {
    const path: unknown = JSON.parse(json);
    const names = Array.isArray(path) ? path.map(String) : [];
    return find(names) ?? `{${names.at(-1) ?? 'value'}}`;
  });

export const isSettled = (text: string): boolean => !text.includes(mark);

/** Names that callbacks of loops have while one of the loop's items is looked at. */
export type Bound = ReadonlyMap<string, Syntax>;
const nothingBound: Bound = new Map();

/** What a name or a member stands for in this file: the expression it is set to. */
export const valueNode = (
  unit: SourceUnit,
  node: Syntax | undefined,
  bound: Bound = nothingBound,
  depth = 0,
): Syntax | undefined => {
  const at = bare(node);
  if (!at || depth > 12) return undefined;
  if (at.type === 'identifier' || at.type === 'shorthand_property_identifier') {
    const known = bound.get(at.text);
    if (known) return known;
    const declared = unit.scopes.find(at, at.text);
    if (declared?.kind !== 'variable' || !declared.value) return undefined;
    const value = valueNode(unit, declared.value, bound, depth + 1);
    return declared.keys && declared.keys.length > 0 ? entryOf(value, ...declared.keys) : value;
  }
  if (at.type === 'member_expression') {
    const object = valueNode(unit, at.get('object'), bound, depth + 1);
    return object?.type === 'object' ? entryOf(object, at.get('property')?.text ?? '') : undefined;
  }
  if (isCall(at) && dottedName(calleeOf(at)) === 'Object.freeze') return bare(argumentsOf(at)[0]);
  return at;
};

const enumValue = (unit: SourceUnit, at: Syntax): string | undefined => {
  const [owner = '', member] = dottedName(at).split('.');
  const declared = unit.scopes.find(at, owner);
  if (declared?.kind !== 'enum' || !member) return undefined;
  const found = declared.node
    .get('body')
    ?.named.find((one) => one.get('name')?.text === member && one.type === 'enum_assignment');
  return stringValue(found?.get('value'));
};

const imported = (unit: SourceUnit, at: Syntax): string | undefined => {
  const [owner = '', ...members] = dottedName(at).split('.');
  const declared = owner ? unit.scopes.find(at, owner) : undefined;
  return declared?.import?.from.startsWith('.') || /^[@~]\/|^src\//.test(declared?.import?.from ?? '')
    ? deferred(declared?.import as Import, members)
    : undefined;
};

/**
 * The text that an expression is, if it can be known: literals, sums, templates, constants of this file, the default of `??` and `||`;
 * constants of other files stand in it marked, for `settle`.
 */
export const textOf = (
  unit: SourceUnit,
  node: Syntax | undefined,
  bound: Bound = nothingBound,
  depth = 0,
): string | undefined => {
  const at = bare(node);
  if (!at || depth > 12) return undefined;
  if (at.type === 'template_string') {
    return at.children
      .map((child) => {
        if (child.type !== 'template_substitution') return child.isNamed ? child.text : '';
        const inner = child.named[0];
        return textOf(unit, inner, bound, depth + 1) ?? holeName(inner?.text ?? '');
      })
      .join('');
  }
  if (at.type === 'binary_expression' && (at.has('||') || at.has('??')))
    return textOf(unit, at.get('left'), bound, depth + 1) ?? textOf(unit, at.get('right'), bound, depth + 1);
  if (at.type === 'identifier' || at.type === 'member_expression' || at.type === 'shorthand_property_identifier') {
    const value = valueNode(unit, at, bound, depth + 1);
    if (value && value !== at) return textOf(unit, value, bound, depth + 1);
    return enumValue(unit, at) ?? imported(unit, at);
  }
  return stringValue(at, (inner) => (inner === at ? undefined : textOf(unit, inner, bound, depth + 1)));
};

/** The texts of an array, or of one expression. */
export const textsOf = (unit: SourceUnit, node: Syntax | undefined, bound: Bound = nothingBound): string[] => {
  const value = valueNode(unit, node, bound) ?? bare(node);
  const items = value?.type === 'array' ? value.named : [node];
  return items.map((item) => textOf(unit, item, bound)).filter((text) => text !== undefined);
};

const units: Readonly<Record<string, number>> = { '*': 1, '/': 1, '+': 1, '-': 1 };

/** The number that an expression is: 15 * 60 * 1000, a constant of this file, the default of `??`. */
export const numberOf = (unit: SourceUnit, node: Syntax | undefined, depth = 0): number | undefined => {
  const at = valueNode(unit, node) ?? bare(node);
  if (!at || depth > 12) return undefined;
  if (at.type === 'number') {
    const value = Number(at.text.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  if (at.type === 'unary_expression' && at.has('-')) {
    const value = numberOf(unit, at.get('argument'), depth + 1);
    return value === undefined ? undefined : -value;
  }
  if (isCall(at) && /^(Number|parseInt|Number\.parseInt|parseFloat)$/.test(dottedName(calleeOf(at))))
    return numberOf(unit, argumentsOf(at)[0], depth + 1);
  if (at.type === 'string') {
    const text = at.text.slice(1, -1).trim();
    return /^\d+$/.test(text) ? Number(text) : undefined;
  }
  if (at.type !== 'binary_expression') return undefined;
  const operator = at.get('operator')?.text ?? '';
  const right = numberOf(unit, at.get('right'), depth + 1);
  if (operator === '||' || operator === '??') return right;
  const left = numberOf(unit, at.get('left'), depth + 1);
  if (left === undefined || right === undefined || !units[operator]) return undefined;
  const result = { '*': left * right, '/': left / right, '+': left + right, '-': left - right }[operator];
  return result !== undefined && Number.isFinite(result) ? result : undefined;
};
