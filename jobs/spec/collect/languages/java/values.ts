import { linesOf } from '../../parse/doc-comment.ts';
import { holeName, stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Annotation, Text, Value } from './model.ts';

const maxTerms = 200;

/** Puts the arguments of a format string into their places. */
const formatted = (format: string, args: readonly Text[]): Text => {
  const pieces = format.split(/%(?:\d+\$)?[-+#, 0]*\d*(?:\.\d+)?[a-zA-Z]|(?<!\$)\{\}/);
  return pieces.flatMap((piece, index) => [...(index > 0 ? (args[index - 1] ?? [{ ref: 'value' }]) : []), piece]);
};

const textOfCall = (node: Syntax): Text | undefined => {
  const name = node.get('name')?.text;
  const args = argumentsOf(node);
  const object = node.get('object');
  const [first, ...rest] = args;
  if (name === 'format' && object?.text === 'String' && first) {
    const format = stringValue(first);
    return format === undefined ? undefined : formatted(format, rest.map(textOf));
  }
  if (name === 'formatted' && object) {
    const format = stringValue(object);
    return format === undefined ? undefined : formatted(format, args.map(textOf));
  }
  return undefined;
};

/** An expression as a text in parts. */
export const textOf = (node: Syntax): Text => {
  if (node.type === 'string_literal' || node.type === 'character_literal') {
    const text = stringValue(node) ?? '';
    return [node.text.startsWith('"""') ? text.trim() : text];
  }
  if (node.type === 'parenthesized_expression' && node.named[0]) return textOf(node.named[0]);
  if (node.type === 'binary_expression' && node.has('+')) return sumOf(node);
  return textOfCall(node) ?? [{ ref: node.text.slice(0, 200) }];
};

/** a + b + c stands as ((a + b) + c): unrolled, as it may be long. */
const sumOf = (node: Syntax): Text => {
  const terms: Text[] = [];
  let left: Syntax | undefined = node;
  while (left?.type === 'binary_expression' && left.has('+') && terms.length < maxTerms) {
    const right: Syntax | undefined = left.get('right');
    if (right) terms.push(right.type === 'binary_expression' ? [{ ref: right.text.slice(0, 200) }] : textOf(right));
    left = left.get('left');
  }
  if (left && left.type !== 'binary_expression') terms.push(textOf(left));
  return terms.reverse().flat();
};

/** An expression that may be a text or a constant. */
export const valueIn = (node: Syntax): Value => ({ source: node.text.slice(0, 300), text: textOf(node) });

/** The expressions of an array, or the one that stands for it. */
export const valuesOf = (node: Syntax): Value[] =>
  node.type === 'element_value_array_initializer' || node.type === 'array_initializer'
    ? expressionsIn(node).map(valueIn)
    : [valueIn(node)];

const isExpression = ({ isNamed, type }: Syntax): boolean => isNamed && !type.endsWith('comment');

export const expressionsIn = (node: Syntax | undefined): Syntax[] => (node ? node.children.filter(isExpression) : []);

/** The arguments of a call or of `new`. */
export const argumentsOf = (call: Syntax): Syntax[] => expressionsIn(call.get('arguments'));

const annotationTypes = new Set(['annotation', 'marker_annotation']);

const annotationOf = (path: string, node: Syntax): Annotation => {
  const args: Record<string, readonly Value[]> = Object.create(null);
  const list = node.get('arguments');
  for (const argument of expressionsIn(list)) {
    const value = argument.type === 'element_value_pair' ? argument.get('value') : argument;
    const key = argument.type === 'element_value_pair' ? argument.get('key')?.text : 'value';
    if (value && key) args[key] = valuesOf(value);
  }
  const nested = (list?.find('annotation', 'marker_annotation') ?? []).map((inner) => annotationOf(path, inner));
  return { name: simpleName(node.get('name')?.text ?? ''), args, nested, span: linesOf(path, node) };
};

/** The annotations among the modifiers of a declaration. */
export const annotationsOf = (path: string, declaration: Syntax): Annotation[] =>
  (declaration.first('modifiers')?.children ?? [])
    .filter(({ type }) => annotationTypes.has(type))
    .map((node) => annotationOf(path, node));

/** List<Order> -> List; a.b.Order[] -> Order. */
export const simpleName = (type: string): string =>
  type
    .replace(/<[\s\S]*$/, '')
    .replace(/(\[\]|\.\.\.|\s)+$/, '')
    .split('.')
    .at(-1)
    ?.trim() ?? type;

/** The arguments of a generic type as they are spelled: Map<K, List<V>> -> K, List<V>. */
export const typeArguments = (type: string): string[] => {
  const inner = /<([\s\S]*)>\s*(?:\[\])?$/.exec(type)?.[1];
  if (inner === undefined) return [];
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= inner.length; at++) {
    const letter = inner[at];
    if (letter === '<') depth++;
    if (letter === '>') depth--;
    if (at === inner.length || (letter === ',' && depth === 0)) {
      found.push(inner.slice(from, at).trim());
      from = at + 1;
    }
  }
  return found;
};

export const annotated = (annotations: readonly Annotation[], ...names: readonly string[]): Annotation | undefined =>
  annotations.find(({ name }) => names.includes(name));

/** order.getId() is what people call {id}. */
const hole = (ref: string): string =>
  holeName(ref).replace(/^\{(?:get|is)([A-Z])/, (_, letter: string) => `{${letter.toLowerCase()}`);

/** A text whose constants are known; what is not known is a placeholder: {name}. */
export const joinText = (
  text: Text,
  resolve: (ref: string) => string | undefined = () => undefined,
): string | undefined => {
  const known = text.map((part) => (typeof part === 'string' ? part : resolve(part.ref)));
  if (known.every((part) => part === undefined)) return undefined;
  return text.map((part, index) => known[index] ?? hole(typeof part === 'string' ? part : part.ref)).join('');
};
