import type { GoBlock } from './declarations.ts';
import { codeIn } from './expressions.ts';

/** NewOrderService(…) makes an OrderService, pkg.NewClient(…) a pkg.Client, as the custom is. */
const madeBy = (call: string): string | undefined => {
  const [, prefix = '', name] = /^(\w+\.)?New(\w*)\(/.exec(call) ?? [];
  if (name === undefined) return undefined;
  return name ? `${prefix}${name}` : undefined;
};

/** The types of a function's parameters and local variables, as far as they are said. */
export const variableTypes = ({ receiver, parameters, node }: GoBlock): Map<string, string> => {
  const types = new Map<string, string>();
  for (const { name, type } of [...(receiver ? [receiver] : []), ...parameters]) types.set(name, type);
  for (const inner of node.find('parameter_declaration', 'var_spec', 'short_var_declaration')) {
    if (inner.type === 'short_var_declaration') {
      const values = codeIn(inner.get('right'));
      codeIn(inner.get('left')).forEach(({ text }, index) => {
        const value = values[index]?.type === 'unary_expression' ? values[index]?.get('operand') : values[index];
        const type =
          value?.type === 'composite_literal'
            ? value.get('type')?.text
            : value?.type === 'call_expression'
              ? (/^new\((.*)\)$/.exec(value.text)?.[1] ?? madeBy(value.text))
              : undefined;
        if (type) types.set(text, type);
      });
    } else {
      const type = inner.get('type')?.text;
      for (const child of inner.children)
        if (type && child.role === 'name' && child.isNamed) types.set(child.text, type);
    }
  }
  return types;
};
