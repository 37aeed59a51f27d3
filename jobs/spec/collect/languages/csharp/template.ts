import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Template } from './piece.ts';

const literals = new Set(['string_literal', 'verbatim_string_literal', 'raw_string_literal', 'character_literal']);
const numbers = new Set(['integer_literal', 'real_literal', 'boolean_literal']);
const transparent = new Set([
  'parenthesized_expression',
  'postfix_unary_expression',
  'cast_expression',
  'checked_expression',
]);

const lastOf = (name: string): string => name.split('.').at(-1) ?? name;

const single = (text: string): string => text.replace(/\{\{|\}\}/g, (two) => two.slice(1));

/** The grammar takes a hole in doubled braces, {{{Name}}}, for text. */
const ofContent = (text: string): Template =>
  text
    .split(/\{\{\{([\w.]+)\}\}\}/)
    .flatMap((part, nth): Template => (nth % 2 === 1 ? ['{', { name: part }, '}'] : part ? [single(part)] : []));

const ofInterpolated = (node: Syntax): Template =>
  node.children.flatMap((child): Template => {
    if (child.type === 'interpolation') {
      const inner = child.named.find(({ type }) => !type.startsWith('interpolation_'));
      return (inner && templateOf(inner)) ?? [{ name: inner?.text.replace(/\(.*$/s, '') ?? 'value' }];
    }
    if (child.type === 'string_content') return ofContent(child.text);
    return child.type === 'escape_sequence' ? [stringValue(node)?.includes('\n') ? '\n' : child.text.slice(1)] : [];
  });

/** What a string expression says, as far as this file tells. `undefined` where it is no string, number or name. */
export const templateOf = (node: Syntax | undefined): Template | undefined => {
  if (!node) return undefined;
  if (literals.has(node.type)) return [stringValue(node) ?? ''];
  if (numbers.has(node.type)) return [node.text];
  if (node.type === 'interpolated_string_expression') return ofInterpolated(node);
  if (transparent.has(node.type)) return templateOf(node.get('value') ?? node.named.at(-1));
  if (node.type === 'identifier') return [{ name: node.text }];
  if (node.type === 'member_access_expression') {
    return /^[Ss]tring\.Empty$/.test(node.text) ? [''] : /^[\w.]+$/.test(node.text) ? [{ name: node.text }] : undefined;
  }
  if (node.type === 'invocation_expression' && node.get('function')?.text === 'nameof') {
    return [lastOf(node.get('arguments')?.named[0]?.text ?? '')];
  }
  if (node.type === 'binary_expression' && node.has('+')) {
    const [left, right] = [templateOf(node.get('left')), templateOf(node.get('right'))];
    return left && right ? [...left, ...right] : undefined;
  }
  return undefined;
};

/** The text of a template; what stays unknown becomes {name}. */
export const filled = (template: Template, knownAs: (name: string) => Template | undefined, depth = 0): string =>
  template
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = depth < 8 ? knownAs(part.name) : undefined;
      return value ? filled(value, knownAs, depth + 1) : `{${lastOf(part.name)}}`;
    })
    .join('')
    .replace(/\{\{(\w+)\}\}/g, '{$1}');

/** The text of a template that is a literal as a whole. */
export const literalOf = (template: Template | undefined): string | undefined =>
  template?.every((part) => typeof part === 'string') ? template.join('') : undefined;
