import type { Syntax } from '../../parse/syntax.ts';
import type { GoBlock } from './declarations.ts';
import type { Drafts, GoField } from './model.ts';

/** A function's body and what is known around it. */
export type Body = {
  readonly path: string;
  readonly block: GoBlock;
  readonly imports: Readonly<Record<string, string>>;
  /** The fields of the structs of this file. */
  readonly fields: ReadonlyMap<string, readonly GoField[]>;
  /** Types of parameters and local variables, as they are spelled. */
  readonly variables: ReadonlyMap<string, string>;
  readonly drafts: Drafts;
};

/** The type of an expression, as far as names tell it: `s.client` by the struct's field, `http.Client{}` by itself. */
export const typeOf = (node: Syntax | undefined, body: Body, depth = 0): string | undefined => {
  if (!node || depth > 8) return undefined;
  switch (node.type) {
    case 'identifier':
      return body.variables.get(node.text);
    case 'selector_expression': {
      const of = typeOf(node.get('operand'), body, depth + 1)?.replace(/^\*/, '');
      const name = node.get('field')?.text;
      return of ? body.fields.get(of)?.find((field) => field.name === name)?.type : undefined;
    }
    case 'composite_literal':
      return node.get('type')?.text;
    case 'unary_expression':
    case 'parenthesized_expression':
      return typeOf(node.get('operand') ?? node.named[0], body, depth + 1);
    default:
      return undefined;
  }
};
