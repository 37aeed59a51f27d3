import type { Span } from '#schemas/spec/facts.ts';
import type { Expr, GoFunction, GoPiece, Variable } from '../model.ts';

/** What stands before a handler: by name, with its arguments as they are spelled. */
export type Guard = { readonly name: string; readonly args: readonly string[]; readonly span: Span };

/** A route as it is being made: what follows in the chain may say more of it. */
export type Route = {
  readonly router: Router;
  path: string;
  verbs: string[];
  handler: Value | undefined;
  readonly guards: readonly Guard[];
  readonly span: Span;
  readonly symbol: string;
};

/** A router, and where it hangs: under no other yet, or under several. */
export type Router = {
  readonly kind: 'router';
  readonly framework: string;
  readonly parents: { readonly router: Router; readonly prefix: string; readonly guards: readonly Guard[] }[];
  guards: readonly Guard[];
  readonly routes: Route[];
  readonly children: Router[];
};

/** What an expression comes to, as far as routes need it. */
export type Value =
  | Router
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'closure';
      readonly parameters: readonly Variable[];
      readonly body: Extract<Expr, { kind: 'function' }>;
      readonly scope: Scope;
    }
  | {
      readonly kind: 'function';
      readonly fn: GoFunction;
      readonly piece: GoPiece;
      readonly label: string;
      readonly receiver?: Value;
    }
  | {
      readonly kind: 'instance';
      readonly folder: string;
      readonly name: string;
      readonly fields?: ReadonlyMap<string, Value>;
      readonly ordered?: readonly Value[];
    }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'guarded'; readonly guards: readonly Guard[]; readonly handler: Value }
  | { readonly kind: 'unknown'; readonly label: string };

export const unknown = (label: string): Value => ({ kind: 'unknown', label });

/** The names that a body knows. */
export type Scope = {
  readonly names: Map<string, Value>;
  readonly outer?: Scope;
  readonly piece: GoPiece;
  readonly symbol: string;
};

export const lookUp = (scope: Scope | undefined, name: string): Value | undefined => {
  for (let at = scope; at; at = at.outer) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
};

export const newRouter = (framework: string, guards: readonly Guard[] = []): Router => ({
  kind: 'router',
  framework,
  parents: [],
  guards,
  routes: [],
  children: [],
});

/** A router under another: what the parent's middleware is now holds for it. */
export const under = (router: Router, prefix: string, guards: readonly Guard[] = []): Router => {
  const child = newRouter(router.framework);
  child.parents.push({ router, prefix, guards: [...router.guards, ...guards] });
  router.children.push(child);
  return child;
};

/** The packages that routers come from. */
const frameworks: readonly (readonly [RegExp, string])[] = [
  [/go-chi\/chi/, 'chi'],
  [/gin-gonic\/gin/, 'gin'],
  [/labstack\/echo/, 'echo'],
  [/gofiber\/fiber/, 'fiber'],
  [/gorilla\/mux/, 'gorilla'],
  [/^net\/http$/, 'net/http'],
  [/julienschmidt\/httprouter/, 'httprouter'],
  [/bmizerany\/pat|gorilla\/pat/, 'pat'],
];

export const frameworkOf = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : frameworks.find(([pattern]) => pattern.test(path))?.[1];

const makers = /^(New|NewRouter|NewMux|NewServeMux|Default|NewWithConfig)$/;
const routerTypes = /^(Router|Mux|Engine|RouterGroup|IRouter|IRoutes|Echo|Group|App|ServeMux|Routes)$/;

/** chi.NewRouter, gin.Default: what it makes a router of. */
export const madeRouter = (alias: string, name: string, piece: GoPiece): string | undefined =>
  makers.test(name) ? frameworkOf(piece.imports[alias]) : undefined;

/** The framework whose router a type is: chi.Router, *gin.RouterGroup. */
export const routerType = (type: string, piece: GoPiece): string | undefined => {
  const [alias = '', name = ''] = type.replace(/^\*/, '').split('.');
  return routerTypes.test(name) ? frameworkOf(piece.imports[alias]) : undefined;
};
