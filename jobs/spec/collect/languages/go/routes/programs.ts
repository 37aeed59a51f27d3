import type { Expr, GoFunction, GoPiece, Step } from '../model.ts';
import type { Packages } from '../packages.ts';
import { routerType } from './values.ts';

/** A function whose body may have to do with routes. */
export type Program = { readonly fn: GoFunction; readonly piece: GoPiece; readonly needsRouter: boolean };

const calledIn = (expr: Expr, names: Set<string>): void => {
  if (expr.kind === 'call') {
    if (expr.target.kind === 'name' || expr.target.kind === 'select') names.add(expr.target.name);
    calledIn(expr.target, names);
    for (const arg of expr.args) calledIn(arg, names);
  } else if (expr.kind === 'select') calledIn(expr.of, names);
  else if (expr.kind === 'function') calledBy(expr.steps, names);
  else if (expr.kind === 'struct') for (const { value } of expr.fields) calledIn(value, names);
};

/** The names that steps call. */
const calledBy = (steps: readonly Step[], names: Set<string>): void => {
  for (const step of steps) {
    if (step.kind === 'do') calledIn(step.value, names);
    else if (step.kind === 'each') calledBy(step.steps, names);
    else for (const value of step.values) calledIn(value, names);
  }
};

const rank = ({ fn, needsRouter }: Program, called: ReadonlySet<string>): number => {
  if (fn.name === 'main' || fn.name === 'init') return 0;
  return 1 + (fn.receiver ? 1 : 0) + (called.has(fn.name) ? 2 : 0) + (needsRouter ? 4 : 0);
};

/** In the order in which they are run: main, what nobody calls, and at last what wants a router, which others may hand it. */
export const programsOf = ({ pieces }: Packages): Program[] => {
  const called = new Set<string>();
  const all = pieces.flatMap((piece) =>
    piece.functions
      .filter(({ steps }) => steps !== undefined && !piece.isTest)
      .map((fn) => ({
        fn,
        piece,
        needsRouter: fn.parameters.some(({ type }) => routerType(type, piece) !== undefined),
      })),
  );
  for (const { fn } of all) if (fn.steps) calledBy(fn.steps, called);
  return all.sort((a, b) => rank(a, called) - rank(b, called));
};
