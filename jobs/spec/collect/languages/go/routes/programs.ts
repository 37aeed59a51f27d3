import type { GoFunction, GoPiece } from '../model.ts';
import type { Packages } from '../packages.ts';
import { routerType } from './values.ts';

/** A function whose body may have to do with routes. */
export type Program = { readonly fn: GoFunction; readonly piece: GoPiece; readonly needsRouter: boolean };

const rank = ({ fn, needsRouter }: Program): number => {
  if (needsRouter) return 3;
  if (fn.name === 'main' || fn.name === 'init') return 0;
  return fn.receiver ? 2 : 1;
};

/** In the order in which they are run: main, functions, methods, and at last those that want a router which others may hand them. */
export const programsOf = ({ pieces }: Packages): Program[] =>
  pieces
    .flatMap((piece) =>
      piece.functions
        .filter(({ steps }) => steps !== undefined && !piece.isTest)
        .map((fn) => ({
          fn,
          piece,
          needsRouter: fn.parameters.some(({ type }) => routerType(type, piece) !== undefined),
        })),
    )
    .sort((a, b) => rank(a) - rank(b));
