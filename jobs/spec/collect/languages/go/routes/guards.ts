import type { Expr } from '../model.ts';
import { spelled } from '../packages.ts';
import type { Guard, Value } from './values.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** Middleware by its name, with its arguments as they are spelled: RequireRole("admin"). */
export const guardOf = (expr: Expr, at: Call): Guard[] => {
  const args = expr.kind === 'call' ? expr.args.map((arg) => spelled(arg)) : [];
  const name = spelled(expr);
  return name ? [{ name, args, span: at.span }] : [];
};

/** Conversions that make a handler of a function: no middleware. */
const conversions =
  /^(http\.HandlerFunc|http\.Handler|HandlerFunc|HandlerAdapter|echo\.WrapHandler|gin\.WrapF|gin\.WrapH|adaptor\.\w+)$/;

/** What a call comes to that is handed a handler: that handler behind it, unless it gives back a router or a value of its own. */
export const wrapped = (target: Value, call: Call, args: readonly Value[], result: Value): Value => {
  const handler = args.findLast(({ kind }) => /^(function|closure|router|guarded)$/.test(kind));
  const isOwn =
    handler?.kind === 'closure' && target.kind === 'function' && !/Handler/.test(target.fn.results[0] ?? '');
  if (result.kind === 'router' || result.kind === 'instance' || isOwn) return result;
  if (handler)
    return { kind: 'guarded', guards: conversions.test(spelled(call.target)) ? [] : guardOf(call, call), handler };
  return target.kind === 'function' ? target : result;
};
