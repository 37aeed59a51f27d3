import type { Span } from '#schemas/spec/facts.ts';
import { verbs as httpVerbs } from '../../route.ts';
import { type Guard, type Route, type Router, under, type Value } from './values.ts';

/** A call on a router: its arguments as values, and what to run closures with. */
export type Registration = {
  readonly args: readonly Value[];
  /** Arguments as middleware. */
  readonly guards: (from: number, to?: number) => readonly Guard[];
  readonly run: (closure: Value, router: Router) => void;
  readonly span: Span;
  readonly symbol: string;
};

const verbs: Readonly<Record<string, string>> = { ...httpVerbs, any: 'ANY', all: 'ANY' };

const textOf = (value: Value | undefined): string | undefined => (value?.kind === 'text' ? value.text : undefined);

const textsOf = (value: Value | undefined): string[] =>
  value?.kind === 'list'
    ? value.items.flatMap((item) => textOf(item) ?? [])
    : value?.kind === 'text'
      ? [value.text]
      : [];

const add = (
  router: Router,
  call: Registration,
  path: string,
  of: readonly string[],
  handler: Value | undefined,
  guards: readonly Guard[] = [],
): Value => {
  const route: Route = {
    router,
    path,
    verbs: [...of],
    handler,
    guards: [...router.guards, ...guards],
    span: call.span,
    symbol: call.symbol,
  };
  router.routes.push(route);
  return { kind: 'route', route };
};

/** Which of the arguments answers: after middleware in gin and fiber, before it in echo. */
const answered = (
  router: Router,
  call: Registration,
  from: number,
): { handler: Value | undefined; guards: readonly Guard[] } => {
  if (router.framework === 'echo') return { handler: call.args[from], guards: call.guards(from + 1) };
  const last = call.args.length - 1;
  return { handler: call.args[last], guards: call.guards(from, last) };
};

/** GET /orders/{id}, as net/http's own mux has it since Go 1.22; a host before the path is left out. */
const patternOf = (pattern: string): { verbs: string[]; path: string } => {
  const [, verb, rest = pattern] = /^([A-Z]+)\s+(\S.*)$/.exec(pattern) ?? [];
  const path = rest.startsWith('/') ? rest : rest.slice(Math.max(0, rest.indexOf('/')));
  return { verbs: verb ? [verb] : [], path };
};

const handle = (router: Router, call: Registration): Value => {
  const [first, second, third] = call.args;
  const text = textOf(first);
  if (text === undefined) return router;
  const isVerbFirst = /^[A-Z]+$/.test(text) && textOf(second) !== undefined;
  if (isVerbFirst) {
    const { handler, guards } = router.framework === 'gin' ? answered(router, call, 2) : { handler: third, guards: [] };
    return add(router, call, textOf(second) ?? '', [text], handler, guards);
  }
  const { verbs: said, path } =
    router.framework === 'net/http' || router.framework === 'chi' ? patternOf(text) : { verbs: [], path: text };
  const mounted = inner(second);
  if (mounted) {
    mount(router, mounted.router, mounted.isStripped ? path : '', mounted.guards);
    return router;
  }
  return add(router, call, path, said, second);
};

/** A router behind middleware or http.StripPrefix. */
const inner = (
  value: Value | undefined,
): { router: Router; guards: readonly Guard[]; isStripped: boolean } | undefined => {
  let guards: readonly Guard[] = [];
  let at = value;
  for (let depth = 0; at?.kind === 'guarded' && depth < 10; depth++) {
    guards = [...guards, ...at.guards];
    at = at.handler;
  }
  const isStripped = guards.some(({ name }) => name === 'http.StripPrefix');
  return at?.kind === 'router'
    ? {
        router: at,
        guards: guards.filter(({ name }) => name !== 'http.StripPrefix'),
        isStripped: isStripped || at.framework !== 'net/http',
      }
    : undefined;
};

const mount = (router: Router, child: Router, prefix: string, guards: readonly Guard[]): void => {
  if (child === router || child.parents.length > 8) return;
  child.parents.push({ router, prefix: prefix.replace(/\/?\*?$/, ''), guards: [...router.guards, ...guards] });
};

type Method = (router: Router, call: Registration) => Value;

const methods: Readonly<Record<string, Method>> = {
  handle,
  handlefunc: handle,
  handler: (router, call) => (call.args.length >= 3 ? handle(router, call) : add(router, call, '', [], call.args[0])),
  handlerfunc: (router, call) =>
    call.args.length >= 3 ? handle(router, call) : add(router, call, '', [], call.args[0]),
  method: (router, call) => add(router, call, textOf(call.args[1]) ?? '', textsOf(call.args[0]), call.args[2]),
  methodfunc: (router, call) => add(router, call, textOf(call.args[1]) ?? '', textsOf(call.args[0]), call.args[2]),
  add: (router, call) => {
    const { handler, guards } = answered(router, call, 2);
    return add(router, call, textOf(call.args[1]) ?? '', textsOf(call.args[0]), handler, guards);
  },
  match: (router, call) => {
    const { handler, guards } = answered(router, call, 2);
    return add(router, call, textOf(call.args[1]) ?? '', textsOf(call.args[0]), handler, guards);
  },
  methods: (router, call) => ({
    kind: 'route',
    route: {
      router,
      path: '',
      verbs: call.args.flatMap(textsOf),
      handler: undefined,
      guards: router.guards,
      span: call.span,
      symbol: call.symbol,
    },
  }),
  path: (router, call) => ({
    kind: 'route',
    route: {
      router,
      path: textOf(call.args[0]) ?? '',
      verbs: [],
      handler: undefined,
      guards: router.guards,
      span: call.span,
      symbol: call.symbol,
    },
  }),
  pathprefix: (router, call) => under(router, textOf(call.args[0]) ?? ''),
  newroute: (router) => under(router, ''),
  subrouter: (router) => router,
  host: (router) => router,
  schemes: (router) => router,
  strictslash: (router) => router,
  with: (router, call) => under(router, '', call.guards(0)),
  use: (router, call) => {
    const path = textOf(call.args[0]);
    const mounted = inner(call.args[1]);
    if (path !== undefined && mounted) mount(router, mounted.router, path, mounted.guards);
    else if (path === undefined) router.guards = [...router.guards, ...call.guards(0)];
    return router;
  },
  mount: (router, call) => {
    const found = inner(call.args[1]);
    if (found) mount(router, found.router, textOf(call.args[0]) ?? '', found.guards);
    return router;
  },
  route: (router, call) => {
    const child = under(router, textOf(call.args[0]) ?? '');
    const closure = call.args[1];
    if (closure) call.run(closure, child);
    return child;
  },
  group: (router, call) => {
    const [first] = call.args;
    if (first?.kind === 'closure' || first?.kind === 'function') {
      const child = under(router, '');
      call.run(first, child);
      return child;
    }
    return under(router, textOf(first) ?? '', call.guards(1));
  },
};

/** What a call on a router comes to; undefined where it is none that routers know. */
export const register = (router: Router, method: string, call: Registration): Value | undefined => {
  const name = method.toLowerCase();
  const known = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (known) return known(router, call);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const path = textOf(call.args[0]);
  if (!verb || path === undefined || call.args.length < 2) return undefined;
  const { handler, guards } = answered(router, call, 1);
  return add(router, call, path, [verb], handler, guards);
};

/** What a call on a gorilla route adds to it: Methods, Path, Handler, Subrouter. */
export const refine = (route: Route, method: string, call: Registration): Value => {
  const said = call.args.flatMap(textsOf);
  if (method === 'Methods') route.verbs.push(...said);
  else if (method === 'Path' || method === 'PathPrefix') route.path += said[0] ?? '';
  else if (method === 'Subrouter') return under(route.router, route.path);
  else if (/^Handler(Func)?$/.test(method)) {
    const mounted = inner(call.args[0]);
    if (mounted) mount(route.router, mounted.router, mounted.isStripped ? route.path : '', mounted.guards);
    else {
      route.handler = call.args[0];
      if (!route.router.routes.includes(route)) route.router.routes.push(route);
    }
  }
  return { kind: 'route', route };
};
