import { oneLine } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';

const bare = (condition: Syntax | undefined): string => {
  const text = oneLine(condition?.text ?? '');
  return condition?.type === 'parenthesized_expression' ? text.slice(1, -1).trim() : text;
};

/** The condition under which a node is reached, as the nearest if, switch or catch around it says, within a body. */
export const conditionAround = (node: Syntax, body: Syntax): string | undefined => {
  let inner = node;
  for (let around = node.parent; around && inner !== body; around = around.parent) {
    if (around.type === 'if_statement') {
      if (around.get('consequence') === inner) return bare(around.get('condition'));
      if (around.get('alternative') === inner && inner.type !== 'if_statement')
        return `!(${bare(around.get('condition'))})`;
    }
    if (around.type === 'ternary_expression') {
      if (around.get('consequence') === inner) return bare(around.get('condition'));
      if (around.get('alternative') === inner) return `!(${bare(around.get('condition'))})`;
    }
    if (around.type === 'switch_block_statement_group' || around.type === 'switch_rule') {
      const label = around.first('switch_label')?.text.replace(/[:\s]+$/, '');
      const value = around.above('switch_expression', 'switch_statement')?.get('condition');
      if (label) return oneLine(`${bare(value)} ${label}`);
    }
    if (around.type === 'catch_clause') return oneLine(`catch (${around.first('catch_formal_parameter')?.text ?? ''})`);
    if (around.type === 'while_statement') return bare(around.get('condition'));
    inner = around;
  }
  return undefined;
};
