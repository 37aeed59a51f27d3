import type { Endpoint, Span } from '#schemas/spec/facts.ts';
import type { Import } from '../scopes.ts';
import type { Value } from '../values.ts';

/** Something that a request passes before its handler: a middleware, a hook, a guard. */
export type Guard = {
  /** passport.authenticate, requireRole */
  readonly name: string;
  /** Texts it is called with: ['admin'] */
  readonly texts: readonly string[];
  readonly handler?: HandlerRef;
  readonly span: Span;
};

/** What answers, as it is named. */
export type HandlerRef = {
  readonly symbol?: string;
  /** It comes from another module: the name there and the members of it. */
  readonly import?: Import;
  readonly members: readonly string[];
  readonly text: string;
};

export type Route = {
  readonly verb: Endpoint['verb'];
  /** Texts may hold constants of other modules, not settled yet. */
  readonly path: string;
  readonly guards: readonly Guard[];
  readonly handler?: HandlerRef;
  readonly doc?: string;
  readonly request?: string;
  readonly response?: string;
  readonly statuses: readonly number[];
  readonly span: Span;
};

/** What is done to a router, in the order of the text. */
export type Op =
  | { readonly kind: 'route'; readonly route: Route }
  /** app.use('/x', guard, router): what of `given` turns out to be a router is mounted, the rest guards. */
  | {
      readonly kind: 'use';
      readonly paths: readonly string[];
      readonly given: readonly { readonly value: Value; readonly guard?: Guard }[];
    }
  /** @fastify/autoload: every plugin in a folder, under the names of the folders within. */
  | { readonly kind: 'autoload'; readonly folder: string; readonly prefix: string }
  /** A function is called with the router: routes(app), new Routes(app) */
  | { readonly kind: 'give'; readonly to: Value; readonly index: number; readonly keys: readonly string[] };

export type RouterNode = {
  readonly id: string;
  readonly framework?: string;
  prefix?: string;
  /** It is what another module calls by this value. */
  readonly alias?: Value;
  readonly ops: Op[];
};
