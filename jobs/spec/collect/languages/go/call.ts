import { linesOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { type Body, typeOf } from './body.ts';
import { bareType } from './declarations.ts';
import { argumentsOf, exprOf } from './expressions.ts';
import type { Expr } from './model.ts';

/** A call with what it is called, and on what. */
export type Call = {
  readonly body: Body;
  readonly node: Syntax;
  /** As it is spelled: os.Getenv, s.client.Do. */
  readonly name: string;
  readonly method: string;
  /** The type it is called on, or the path of the package. */
  readonly on: string;
  readonly args: readonly Syntax[];
};

export const callOf = (node: Syntax, body: Body): Call => {
  const target = node.get('function');
  const operand = target?.get('operand');
  const type = typeOf(operand, body);
  const on = type ? bareType(type) : (operand?.type === 'identifier' && body.imports[operand.text]) || '';
  return {
    body,
    node,
    name: target?.text ?? '',
    method: target?.get('field')?.text ?? target?.text ?? '',
    on,
    args: argumentsOf(node),
  };
};

/** An argument, to be settled when all constants are known. */
export const value = (body: Body, node: Syntax): Expr => exprOf(node, { path: body.path, symbol: body.block.id });
/** Where a fact of a call is said. */
export const base = (call: Call): { symbol: string; span: ReturnType<typeof linesOf> } => ({
  symbol: call.body.block.id,
  span: linesOf(call.body.path, call.node),
});
