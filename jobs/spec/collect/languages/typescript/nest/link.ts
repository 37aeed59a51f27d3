import type { Auth, Endpoint } from '#schemas/spec/facts.ts';
import type { Piece } from '../piece.ts';
import type { Resolver } from '../resolve.ts';
import { pathParameters, routeOf } from '../routers/paths.ts';
import { settle } from '../texts.ts';
import type { NestController, NestMiddleware, NestRoute } from './model.ts';

export type NestContext = {
  readonly resolver: Resolver;
  readonly statusesOf: (symbol: string | undefined) => readonly number[];
  readonly docOf: (symbol: string | undefined) => string | undefined;
};

type Placed = { readonly piece: Piece; readonly controller: NestController };

/** cats/:id, cats/*path and (.*) as an expression. */
const matcherOf = (path: string): RegExp => {
  const pattern = routeOf(path)
    .split(/(\{[^}]*\}|\(\.\*\)|\*\w*)/)
    .map((part) =>
      /^\{[^*]/.test(part) ? '[^/]+' : /[*]/.test(part) ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${pattern}/?$`);
};

const matches = (list: NestMiddleware['routes'], verb: string, route: string): boolean =>
  list.some((one) => (/^(ALL|ANY)$/.test(one.verb) || one.verb === verb) && matcherOf(one.path).test(route));

const authNames = /auth|jwt|passport|session|token|login|guard|protect|user/i;

/** The prefix of all routes: said, or asked of a configuration whose default is known. */
const globalPrefix = (
  pieces: readonly Piece[],
  resolver: Resolver,
): { prefix: string; excluded: readonly string[] } => {
  const piece = pieces.find(({ nest }) => nest.prefix);
  const found = piece?.nest.prefix;
  if (!piece || !found) return { prefix: '', excluded: [] };
  const defaults = new Map(pieces.flatMap(({ nest }) => nest.defaults));
  const said = found.text === undefined ? undefined : settle(found.text, (path) => resolver.constant(piece.path, path));
  return { prefix: (found.config ? defaults.get(found.config) : undefined) ?? said ?? '', excluded: found.excluded };
};

/** Routes of a controller, those of its base classes after its own. */
const routesOf = (
  { piece, controller }: Placed,
  find: (from: Piece, base: NestController['base']) => Placed | undefined,
) => {
  const all: { route: NestRoute; piece: Piece }[] = controller.routes.map((route) => ({ route, piece }));
  const names = new Set(controller.routes.map(({ method }) => method));
  let base = find(piece, controller.base);
  for (let depth = 0; base && depth < 8; depth++) {
    const from = base;
    for (const route of from.controller.routes) {
      if (!names.has(route.method)) all.push({ route, piece: from.piece });
      names.add(route.method);
    }
    base = find(from.piece, from.controller.base);
  }
  return all;
};

export const linkNest = (pieces: readonly Piece[], context: NestContext): Endpoint[] => {
  const { resolver } = context;
  const { prefix, excluded } = globalPrefix(pieces, resolver);
  const versioning = pieces.find(({ nest }) => nest.versioning)?.nest.versioning;
  const guards = pieces.flatMap(({ nest }) => nest.guards);
  const middlewares = pieces
    .flatMap(({ nest }) => nest.middlewares)
    .map((one) => ({ ...one, names: one.names.filter((name) => authNames.test(name)) }))
    .filter(({ names }) => names.length > 0);
  const placed = pieces.flatMap((piece) => piece.nest.controllers.map((controller): Placed => ({ piece, controller })));
  const moduleOf = new Map(
    pieces.flatMap(({ nest }) =>
      nest.modules.flatMap((module) => module.controllers.map((name) => [name, module.name] as const)),
    ),
  );
  const pathOfModule = new Map(
    pieces.flatMap(({ nest }) => nest.modulePaths.map(({ module, path }) => [module, path] as const)),
  );
  const isGuarded =
    guards.length > 0 ||
    middlewares.length > 0 ||
    placed.some(({ controller }) => controller.routes.some(({ auth }) => auth.access === 'required'));

  const find = (from: Piece, base: NestController['base']): Placed | undefined => {
    if (!base) return undefined;
    const symbol = base.import ? resolver.symbol(from.path, base.import) : `${from.path}#${base.name}`;
    return placed.find(({ controller }) => controller.symbol !== undefined && controller.symbol === symbol);
  };

  const authOf = (route: NestRoute, controller: NestController, bare: string): Auth => {
    if (route.auth.access !== 'unknown') return route.auth;
    const middleware = middlewares.find(
      (one) =>
        (one.controllers.includes(controller.name) || matches(one.routes, route.verb, bare)) &&
        !matches(one.excluded, route.verb, bare),
    );
    if (middleware) return { access: 'required', roles: [], policies: [...middleware.names], span: middleware.span };
    const [guard] = guards;
    if (guard) return { access: 'required', roles: [], policies: guards.map(({ name }) => name), span: guard.span };
    return isGuarded ? { ...route.auth, access: 'anonymous' } : route.auth;
  };

  const endpoints = ({ piece, controller }: Placed): Endpoint[] =>
    routesOf({ piece, controller }, find).flatMap(({ route, piece: from }) =>
      controller.paths.flatMap((first) =>
        route.paths.flatMap((second): Endpoint[] => {
          const text = (one: string, at: Piece): string => settle(one, (path) => resolver.constant(at.path, path));
          const moduleName = moduleOf.get(controller.name);
          const modulePath = moduleName ? (pathOfModule.get(moduleName) ?? '') : '';
          const bare = routeOf(modulePath, text(first, piece), text(second, from));
          const own = route.versions ?? controller.versions ?? versioning?.versions ?? [];
          const versions =
            versioning && own.length > 0
              ? own.map((one) => (/^VERSION_NEUTRAL$|\{VERSION_NEUTRAL\}/.test(one) ? '' : versioning.prefix + one))
              : [''];
          const isExcluded = excluded.some((path) => matcherOf(path).test(bare));
          return versions.map((version) => {
            const full = routeOf(isExcluded ? '' : prefix, version, bare);
            const summary = context.docOf(route.symbol);
            const statuses = [...new Set([...route.statuses, ...context.statusesOf(route.symbol)])].sort(
              (a, b) => a - b,
            );
            const known = new Set(route.parameters.filter((one) => one.in === 'path').map(({ name }) => name));
            const missing = pathParameters(full).filter((name) => !known.has(name));
            return {
              verb: route.verb,
              route: full,
              framework: 'nestjs',
              ...(route.symbol ? { handler: route.symbol } : {}),
              handlerName: `${controller.name}.${route.method}`,
              auth: authOf(route, controller, bare),
              parameters: [
                ...missing.map((name) => ({ name, in: 'path' as const, required: true })),
                ...route.parameters.filter((one) => one.in !== 'path' || pathParameters(full).includes(one.name)),
              ],
              ...(route.request ? { request: route.request } : {}),
              ...(route.response ? { response: route.response } : {}),
              statuses,
              ...(summary ? { summary } : {}),
              span: route.span,
            };
          });
        }),
      ),
    );
  return placed.filter(({ controller }) => controller.paths.length > 0).flatMap(endpoints);
};
