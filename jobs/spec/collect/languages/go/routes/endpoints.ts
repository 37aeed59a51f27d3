import type { Auth, Endpoint, Parameter } from '#schemas/spec/facts.ts';
import { joinRoute } from '../../route.ts';
import type { GoFunction } from '../model.ts';
import type { Packages } from '../packages.ts';
import { Run } from './run.ts';
import { withoutBase } from './texts.ts';
import type { Guard, Route, Router, Value } from './values.ts';

const maxPlaces = 16;
const maxDepth = 20;

/** Everywhere a router hangs: its prefix, and what stands before it. */
const placesOf = (router: Router, depth = 0): { prefix: string; guards: readonly Guard[] }[] => {
  if (router.parents.length === 0 || depth > maxDepth) return [{ prefix: '', guards: [] }];
  return router.parents
    .flatMap((parent) =>
      placesOf(parent.router, depth + 1).map(({ prefix, guards }) => ({
        prefix: `${prefix}/${parent.prefix}`,
        guards: [...guards, ...parent.guards],
      })),
    )
    .slice(0, maxPlaces);
};

/** :id, *path and {id...} as {id}, {path}, {id}. */
const plain = (route: string): string =>
  route
    .replace(/(?<=\/):([\w-]+)\??(?:<[^>]*>)?(?:\([^)]*\))?/g, '{$1}')
    .replace(/(?<=\/)\*(\w+)/g, '{$1}')
    .replace(/\{(\w+)\.\.\.\}/g, '{$1}')
    .replace(/\{\$\}$/, '');

const guarding =
  /auth|jwt|login|signed|require|protect|secured|bearer|token|session|permission|role|acl|admin|guard|restrict|scope/i;
/** They look at who asks, and let everybody on. */
const lenient =
  /optional|maybe|verifier$|extract|refresh|cookie|csrf|requestid|secure(headers)?$|RequestSize|logger|session(s|store|manager)?\.?(LoadAndSave|Sessions|New)?$/i;

const isAuth = ({ name, args }: Guard): boolean => guarding.test(name) && !lenient.test(name) && args[0] !== 'false';

const authOf = (guards: readonly Guard[]): Auth => {
  const found = guards.filter(isAuth);
  const roles = found
    .filter(({ name }) => /role/i.test(name))
    .flatMap(({ args }) => args.filter((arg) => /^\w[\w:.-]*$/.test(arg)));
  return {
    access: found.length > 0 ? 'required' : 'unknown',
    roles: [...new Set(roles)],
    policies: [...new Set(found.map(({ name }) => name.replace(/\($/, '')))],
    ...(found[0] && { span: found[0].span }),
  };
};

const unwrapped = (value: Value | undefined): { handler: Value | undefined; guards: readonly Guard[] } => {
  let guards: readonly Guard[] = [];
  let handler = value;
  for (let depth = 0; handler?.kind === 'guarded' && depth < maxDepth; depth++) {
    guards = [...guards, ...handler.guards];
    handler = handler.handler;
  }
  return { handler, guards };
};

const serving =
  /^(http\.(FileServer|NotFoundHandler|RedirectHandler)|promhttp\.|pprof\.|expvar\.|httpSwagger|ginSwagger|echoSwagger|swagger)/;

type Answer = { readonly name: string; readonly fn?: GoFunction; readonly id: string };

/** Who answers. A function literal goes by the function that makes it, if that one makes nothing else. */
const answerOf = (handler: Value | undefined, { symbol }: Route, functions: Functions): Answer => {
  if (handler?.kind === 'function') return { name: handler.label, fn: handler.fn, id: handler.fn.id };
  if (handler?.kind === 'closure') {
    const { fn, name } = functions.get(handler.scope.symbol);
    const isIts = fn !== undefined && functions.routes(fn.id) === 1 && fn.name !== 'main';
    return { name: isIts ? name : `a function in ${name}`, ...(isIts && { fn }), id: handler.scope.symbol };
  }
  if (handler?.kind === 'instance') return { name: handler.name, id: symbol };
  return {
    name: handler?.kind === 'unknown' && handler.label ? handler.label : functions.get(symbol).name,
    id: symbol,
  };
};

type Functions = {
  readonly get: (id: string) => { readonly fn?: GoFunction; readonly name: string };
  /** How many routes a function makes. */
  readonly routes: (id: string) => number;
};

const functionsOf = (packages: Packages, routers: readonly Router[]): Functions => {
  const known = new Map(
    packages.pieces.flatMap((piece) =>
      piece.functions.map(
        (fn) => [fn.id, { fn, name: piece.package === 'main' ? fn.name : `${piece.package}.${fn.name}` }] as const,
      ),
    ),
  );
  const counts = new Map<string, Set<number>>();
  for (const { routes } of routers) {
    for (const { symbol, span } of routes) counts.set(symbol, (counts.get(symbol) ?? new Set()).add(span.start));
  }
  return {
    get: (id) => known.get(id) ?? { name: id.split('#').at(-1) ?? id },
    routes: (id) => counts.get(id)?.size ?? 0,
  };
};

const inPath = (route: string): Parameter[] =>
  [...route.matchAll(/\{(\w[\w-]*)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true }));

const known = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** The endpoints of net/http, chi, gin, echo, gorilla/mux, fiber and httprouter. */
export const linkEndpoints = (packages: Packages): Endpoint[] => {
  const run = new Run(packages);
  run.all();
  const routers = allRouters(run.memory.routers);
  const functions = functionsOf(packages, routers);
  const seen = new Set<string>();
  return routers.flatMap((router) =>
    router.routes.flatMap((route) => {
      const { handler, guards } = unwrapped(route.handler);
      const answer = answerOf(handler, route, functions);
      if (serving.test(answer.name)) return [];
      return placesOf(router).flatMap((place) => {
        const path = joinRoute(plain(`${place.prefix}/${withoutBase(route.path)}`));
        const verbs = route.verbs.map((verb) => verb.toUpperCase()).filter((verb) => known.has(verb));
        const fn = answer.fn;
        return (verbs.length > 0 ? verbs : ['ANY']).flatMap((verb): Endpoint[] => {
          const key = `${verb} ${path} ${answer.name} ${route.span.path}`;
          if (seen.has(key) || !seen.add(key)) return [];
          return [
            {
              verb: verb as Endpoint['verb'],
              route: path,
              framework: router.framework,
              ...(functions.get(answer.id).fn && { handler: answer.id }),
              handlerName: answer.name,
              auth: authOf([...place.guards, ...route.guards, ...guards]),
              parameters: [...inPath(path), ...(fn?.reads ?? [])],
              ...(fn?.request && { request: fn.request }),
              ...(fn?.response && { response: fn.response }),
              statuses: [...(fn?.statuses ?? [])],
              ...(fn?.doc && { summary: fn.doc }),
              span: route.span,
            },
          ];
        });
      });
    }),
  );
};

/** The routers that were made, and those that hang between them. */
const allRouters = (made: readonly Router[]): Router[] => {
  const found = new Set<Router>();
  const open = [...made];
  for (let router = open.pop(); router; router = open.pop()) {
    if (found.has(router)) continue;
    found.add(router);
    open.push(...router.children);
  }
  return [...found];
};
