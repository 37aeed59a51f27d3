import type { Mention } from '../../parse/resolve-references.ts';
import { type Body, typeOf } from './body.ts';
import { argumentsOf, simpleName } from './values.ts';

/** Types that every file names: never a symbol of the archive that is worth an edge. */
const everyday = new Set([
  'String',
  'Object',
  'Integer',
  'Long',
  'Boolean',
  'Override',
  'List',
  'Map',
  'Set',
  'Optional',
]);

/** The symbols that a block of code names. */
export const mentionsOf = (body: Body): Mention[] => {
  const found: Mention[] = [];
  const from = body.symbol;
  for (const node of body.node.find(
    'method_invocation',
    'object_creation_expression',
    'type_identifier',
    'method_reference',
    'field_access',
  )) {
    if (node.type === 'type_identifier') {
      if (!everyday.has(node.text)) found.push({ from, name: node.text, kind: 'uses' });
    } else if (node.type === 'object_creation_expression') {
      found.push({
        from,
        name: simpleName(node.get('type')?.text ?? ''),
        kind: 'calls',
        arguments: argumentsOf(node).length,
      });
    } else if (node.type === 'method_invocation') {
      const object = node.get('object');
      const type = typeOf(object, body);
      const receiver = object ? type : undefined;
      found.push({
        from,
        name: node.get('name')?.text ?? '',
        kind: 'calls',
        arguments: argumentsOf(node).length,
        ...(receiver && { receiver: simpleName(receiver) }),
      });
    } else if (node.type === 'method_reference') {
      const [target, method] = node.named;
      const receiver = target && typeOf(target, body);
      if (method && receiver) found.push({ from, name: method.text, kind: 'calls', receiver: simpleName(receiver) });
    } else {
      const name = node.get('field')?.text ?? '';
      const receiver = typeOf(node.get('object'), body);
      if (receiver && /^[A-Z]/.test(name)) found.push({ from, name, kind: 'uses', receiver: simpleName(receiver) });
    }
  }
  return found;
};
