import type { Mention } from '../../parse/resolve-references.ts';
import { type Body, typeOf } from './body.ts';
import { bareType } from './declarations.ts';
import { argumentsOf } from './expressions.ts';

const everyday = new Set([
  'string',
  'int',
  'int64',
  'error',
  'bool',
  'byte',
  'any',
  'float64',
  'int32',
  'uint',
  'rune',
  'len',
  'make',
  'append',
  'panic',
  'new',
  'nil',
]);

/** The symbols that a function names. */
export const mentionsOf = (body: Body): Mention[] => {
  const from = body.block.id;
  const found: Mention[] = [];
  for (const node of body.block.node.find('call_expression', 'type_identifier', 'selector_expression', 'identifier')) {
    const called = node.type === 'call_expression' ? node.get('function') : undefined;
    if (called?.type === 'identifier' && !everyday.has(called.text)) {
      found.push({ from, name: called.text, kind: 'calls', arguments: argumentsOf(node).length });
    } else if (node.type === 'selector_expression') {
      const operand = node.get('operand');
      const receiver = typeOf(operand, body);
      const isCall = node.role === 'function' && node.parent?.type === 'call_expression';
      const isPackage =
        operand?.type === 'identifier' && body.imports[operand.text] !== undefined && !body.variables.has(operand.text);
      const isForeign = isPackage && !/[./]/.test(body.imports[operand.text] ?? '');
      if (isForeign) continue;
      found.push({
        from,
        name: node.get('field')?.text ?? '',
        kind: isCall ? 'calls' : 'uses',
        ...(isCall && node.parent && { arguments: argumentsOf(node.parent).length }),
        ...(receiver && { receiver: bareType(receiver) }),
      });
    } else if (node.type === 'type_identifier' && !everyday.has(node.text)) {
      found.push({ from, name: node.text, kind: 'uses' });
    } else if (
      node.type === 'identifier' &&
      node.role === undefined &&
      node.parent?.type === 'argument_list' &&
      !body.variables.has(node.text)
    ) {
      found.push({ from, name: node.text, kind: 'uses' });
    }
  }
  return found;
};
