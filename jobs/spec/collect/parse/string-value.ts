import type { Syntax } from './syntax.ts';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  v: '\v',
};

const unescaped = (sequence: string): string => {
  const code = /^\\(?:[uU]\{?([0-9a-fA-F]{4,8})\}?|x([0-9a-fA-F]{1,4}))$/.exec(sequence);
  if (code) {
    const point = Number.parseInt(code[1] ?? code[2] ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  if (sequence.startsWith('{{') || sequence.startsWith('}}')) return sequence.slice(1);
  const letter = sequence.slice(1);
  return letter === '\n' ? '' : (simpleEscapes[letter] ?? letter);
};

/** The part of a grammar's vocabulary that is the same thing in all of them. */
const stringTypes = /string|char_literal|character_literal|^rune_literal$/;
const contentTypes = /(string|character|char|rune)(_literal)?_(content|fragment)|^string_fragment$|^string_content$/;
const holeTypes = /^(interpolation|template_substitution|string_interpolation|substitution)$/;
const sums = new Set(['binary_expression', 'binary_operator']);
const wrappers = new Set(['parenthesized_expression', 'argument', 'expression_statement']);

const lastName = /([\p{L}_$][\p{L}\p{N}_$]*)\W*$/u;

/** What an expression is called in a text with placeholders: {name}. */
export const holeName = (expression: string): string => {
  const bare = expression.replace(/\([^()]*\)/g, '').replace(/[?!]/g, '');
  return `{${lastName.exec(bare)?.[1] ?? 'value'}}`;
};

const withoutQuotes = (text: string): string => {
  const [, quotes = '', body = ''] = /^(?:[a-zA-Z$@]*)("""+|'''|["'`]|)([\s\S]*)$/.exec(text) ?? [];
  return quotes && body.endsWith(quotes) ? body.slice(0, -quotes.length) : body;
};

const holeOf = (node: Syntax): string => {
  const inner = node.named.find(({ type }) => !/format|align|clause|brace/.test(type));
  return holeName(inner?.text ?? node.text);
};

/** C# doubles the braces that are none of a hole. */
const contentOf = (node: Syntax): string => {
  if (node.children.length > 0) return pieces(node);
  return node.parent?.type === 'interpolated_string_expression'
    ? node.text.replace(/\{\{|\}\}/g, (two) => two.slice(1))
    : node.text;
};

const parts = (node: Syntax): string => {
  let value = '';
  for (const child of node.children) {
    if (holeTypes.test(child.type)) value += holeOf(child);
    else if (child.type === 'escape_sequence') value += unescaped(child.text);
    else if (contentTypes.test(child.type)) value += contentOf(child);
  }
  return value;
};

/** A content that has escapes within it: the text between them is no node. */
const pieces = (node: Syntax): string => {
  let value = '';
  let at = node.start;
  for (const child of node.children) {
    value += node.text.slice(at - node.start, child.start - node.start);
    if (child.type.startsWith('escape')) value += unescaped(child.text);
    else if (holeTypes.test(child.type)) value += holeOf(child);
    else value += child.text;
    at = child.end;
  }
  return value + node.text.slice(at - node.start);
};

const literalValue = (node: Syntax): string => {
  if (node.type === 'verbatim_string_literal') return withoutQuotes(node.text).replaceAll('""', '"');
  if (node.type === 'concatenated_string')
    return node.named
      .filter(({ type }) => type !== 'comment')
      .map(literalValue)
      .join('');
  const known = node.children.some(
    ({ type }) => contentTypes.test(type) || holeTypes.test(type) || type === 'escape_sequence',
  );
  return known ? parts(node) : withoutQuotes(node.text);
};

/**
 * The value of a string literal of any of the languages, unescaped; what is filled in becomes {name}, after the last name of the
 * expression; a sum of strings is joined, what is no literal in it becomes {name} too. `undefined` where there is no literal in it.
 * `resolve` gives the value of what is no literal, such as a constant, if it is known.
 */
export const stringValue = (
  node: Syntax | undefined,
  resolve: (node: Syntax) => string | undefined = () => undefined,
): string | undefined => {
  if (!node) return undefined;
  if (stringTypes.test(node.type)) return literalValue(node);
  if (wrappers.has(node.type)) return stringValue(node.named.at(-1), resolve);
  if (!sums.has(node.type) || !node.has('+')) return resolve(node);
  const left = node.get('left');
  const right = node.get('right');
  const sides = [stringValue(left, resolve), stringValue(right, resolve)] as const;
  if (sides[0] === undefined && sides[1] === undefined) return undefined;
  return (sides[0] ?? holeName(left?.text ?? '')) + (sides[1] ?? holeName(right?.text ?? ''));
};
