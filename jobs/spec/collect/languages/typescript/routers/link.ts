import type { Auth, Endpoint } from '#schemas/spec/facts.ts';
import type { Piece } from '../piece.ts';
import type { Resolver } from '../resolve.ts';
import { settle } from '../texts.ts';
import type { Value } from '../values.ts';
import { authOf, type GuardSense } from './auth.ts';
import type { Guard, HandlerRef, Op, Route, RouterNode } from './model.ts';
import { pathParameters, routeOf } from './paths.ts';

const most = 20_000;
const deepest = 24;

/** A value with the path of the file that says it. */
type Placed = { readonly value: Value; readonly path: string };
type Mount = { readonly prefix: string; readonly guards: readonly Guard[]; readonly framework: string | undefined };

type Graph = {
  readonly pieces: readonly Piece[];
  readonly nodes: ReadonlyMap<string, RouterNode>;
  readonly pathOf: (id: string) => string;
  readonly resolver: Resolver;
};

/** What a value is once all modules are known: a router, a function, a class, an object; `undefined` for all else. */
const settled = (graph: Graph, { value, path }: Placed, depth = 0): Placed | undefined => {
  if (depth > deepest) return undefined;
  const next = (inner: Value, at = path): Placed | undefined => settled(graph, { value: inner, path: at }, depth + 1);
  if (value.kind === 'import') {
    const found = graph.resolver.export(path, value.import);
    if (!found) return undefined;
    if (found.export.value) return next(found.export.value, found.piece.path);
    const members = found.piece.exports.map((one): [string, Value] => [
      one.name,
      one.again ? { kind: 'import', import: one.again } : (one.value ?? { kind: 'unknown' }),
    ]);
    return { value: { kind: 'object', members }, path: found.piece.path };
  }
  if (value.kind === 'member') {
    if (value.of.kind === 'import' && value.of.import.name === '*') {
      const direct = next({ kind: 'import', import: { ...value.of.import, name: value.name } });
      if (direct) return direct;
    }
    const of = next(value.of);
    if (of?.value.kind === 'router') return of;
    if (of?.value.kind !== 'object' && of?.value.kind !== 'class') return undefined;
    const member = of.value.members.find(([name]) => name === value.name)?.[1];
    return member ? next(member, of.path) : undefined;
  }
  if (value.kind === 'call') {
    const of = next(value.of);
    if (of?.value.kind === 'function') return of.value.returns ? next(of.value.returns, of.path) : of;
    if (of?.value.kind === 'router' || of?.value.kind === 'class') return of;
    // fp(plugin), wrap(router): a stranger's function hands on what it was given.
    const handed = value.arguments.map((one) => next(one)).filter((one) => one !== undefined);
    return handed.length === 1 ? handed[0] : undefined;
  }
  return value.kind === 'unknown' ? undefined : { value, path };
};

/** The routers that something brings along when it is mounted or called: itself, or what a function is given. */
const routersOf = (graph: Graph, placed: Placed): string[] => {
  const found = settled(graph, placed);
  if (found?.value.kind === 'router') return [found.value.id];
  if (found?.value.kind === 'function') return found.value.takes.filter(({ index }) => index === 0).map(({ id }) => id);
  if (found?.value.kind === 'class')
    return found.value.members.flatMap(([, one]) => (one.kind === 'router' ? [one.id] : []));
  return [];
};

const takenBy = (graph: Graph, placed: Placed, index: number, keys: readonly string[]): string[] => {
  const { value } = placed;
  const callee = settled(graph, placed);
  const target = callee?.value.kind === 'class' ? callee.value.constructs : callee?.value;
  if (target?.kind !== 'function' || value.kind === 'router') return [];
  return target.takes
    .filter((one) => one.index === index && (keys.length === 0 || one.keys.join('.') === keys.join('.')))
    .map(({ id }) => id);
};

/** Aliases are other files' names of a router: what is done to them is done to it. */
const withoutAliases = (pieces: readonly Piece[], resolver: Resolver): Graph => {
  const nodes = new Map<string, RouterNode>();
  const paths = new Map<string, string>();
  for (const { path, routers } of pieces) {
    for (const node of routers) {
      nodes.set(node.id, { ...node, ops: [...node.ops] });
      paths.set(node.id, path);
    }
  }
  const graph: Graph = {
    pieces,
    nodes,
    resolver,
    pathOf: (id) => paths.get(id) ?? id.slice(0, id.lastIndexOf('@')),
  };
  for (const node of [...nodes.values()]) {
    if (!node.alias) continue;
    nodes.delete(node.id);
    const [id] = routersOf(graph, { value: node.alias, path: graph.pathOf(node.id) });
    if (id === undefined) continue;
    const target = nodes.get(id) ?? { id, ops: [] };
    nodes.set(id, target);
    // The paths of an alias' routes may name constants of its own file: they are settled there.
    target.ops.push(...node.ops.map((op) => settledOp(graph, op, graph.pathOf(node.id))));
  }
  return graph;
};

const settledOp = ({ resolver }: Graph, op: Op, path: string): Op => {
  const text = (one: string): string => settle(one, (names) => resolver.constant(path, names));
  if (op.kind === 'route') return { ...op, route: { ...op.route, path: text(op.route.path) } };
  return op.kind === 'use' ? { ...op, paths: op.paths.map(text) } : op;
};

export type LinkedRoute = {
  readonly route: Route;
  readonly path: string;
  readonly full: string;
  readonly guards: readonly Guard[];
  readonly framework: string;
};

type Target = { readonly id: string; readonly prefix: string };

/** The plugins of a folder: a folder's name is its prefix, _id stands for :id. https://github.com/fastify/fastify-autoload */
const loadedBy = (graph: Graph, { folder, prefix }: Extract<Op, { kind: 'autoload' }>): Target[] =>
  graph.pieces.flatMap((piece) => {
    const base = folder === '.' ? '' : `${folder}/`;
    const whole = piece.exports.find(({ name }) => name === 'default' || name === '=');
    if (!piece.path.startsWith(base) || !whole?.value) return [];
    const own = piece.constants.find(([name]) => /(^|\.)autoPrefix$/.test(name))?.[1];
    const folders = piece.path.slice(base.length).split('/').slice(0, -1);
    const under = own ?? folders.map((part) => part.replace(/^_+/, ':')).join('/');
    return routersOf(graph, { value: whole.value, path: piece.path }).map((id) => ({
      id,
      prefix: `${prefix}/${under}`,
    }));
  });

/** Every route with every prefix under which its router is mounted. A router that nobody mounts is at the root. */
const walk = (graph: Graph): LinkedRoute[] => {
  const found: LinkedRoute[] = [];
  const reached = new Set<string>();
  const mounted = new Set<string>();
  const targetsOf = (op: Op, path: string): { targets: Target[]; guards: Guard[] } => {
    const plain = (ids: readonly string[]): Target[] => ids.map((id) => ({ id, prefix: '' }));
    if (op.kind === 'give')
      return { targets: plain(takenBy(graph, { value: op.to, path }, op.index, op.keys)), guards: [] };
    if (op.kind === 'autoload') return { targets: loadedBy(graph, op), guards: [] };
    if (op.kind === 'route') return { targets: [], guards: [] };
    const given = op.given.map((one) => ({ ...one, ids: routersOf(graph, { value: one.value, path }) }));
    const guards = given.flatMap(({ ids, guard }) => (ids.length === 0 && guard ? [guard] : []));
    return { targets: plain(given.flatMap(({ ids }) => ids)), guards };
  };
  const opsOf = (id: string): { op: Op; targets: Target[]; guards: Guard[] }[] =>
    (graph.nodes.get(id)?.ops ?? []).map((op) => ({ op, ...targetsOf(op, graph.pathOf(id)) }));
  const ops = new Map([...graph.nodes.keys()].map((id) => [id, opsOf(id)]));
  for (const list of ops.values()) for (const { targets } of list) for (const { id } of targets) mounted.add(id);

  const visit = (id: string, mount: Mount, trail: readonly string[]): void => {
    const node = graph.nodes.get(id);
    if (!node || trail.includes(id) || trail.length > deepest || found.length > most) return;
    reached.add(id);
    const path = graph.pathOf(id);
    const framework = node.framework ?? mount.framework;
    const text = (one: string): string => settle(one, (names) => graph.resolver.constant(path, names));
    const prefix = `${mount.prefix}/${text(node.prefix ?? '')}`;
    const guards: { path: string; guard: Guard }[] = mount.guards.map((guard) => ({ path: '', guard }));
    for (const { op, targets, guards: own } of ops.get(id) ?? []) {
      if (op.kind === 'route') {
        const full = routeOf(prefix, text(op.route.path));
        const before = guards.filter((one) => full.startsWith(one.path)).map(({ guard }) => guard);
        found.push({
          route: op.route,
          path,
          full,
          framework: framework ?? 'express',
          guards: [...before, ...op.route.guards],
        });
        continue;
      }
      const paths = op.kind === 'use' ? op.paths.map(text) : [''];
      for (const at of paths) {
        const all = [
          ...guards.filter((one) => routeOf(prefix, at).startsWith(one.path)).map(({ guard }) => guard),
          ...own,
        ];
        for (const target of targets)
          visit(target.id, { prefix: `${prefix}/${at}/${target.prefix}`, guards: all, framework }, [...trail, id]);
        if (targets.length === 0) guards.push(...own.map((guard) => ({ path: at ? routeOf(prefix, at) : '', guard })));
      }
    }
  };
  const start = (id: string): void => visit(id, { prefix: '', guards: [], framework: undefined }, []);
  for (const id of graph.nodes.keys()) if (!mounted.has(id)) start(id);
  // Routers that mount each other in a circle have no root: each is one.
  for (const [id, { ops: own }] of graph.nodes)
    if (!reached.has(id) && own.some(({ kind }) => kind === 'route')) start(id);
  return found;
};

export type EndpointContext = GuardSense & {
  readonly resolver: Resolver;
  readonly parametersOf: (symbol: string | undefined) => Endpoint['parameters'];
  readonly statusesOf: (symbol: string | undefined) => readonly number[];
  readonly docOf: (symbol: string | undefined) => string | undefined;
  readonly nameOf: (symbol: string | undefined) => string | undefined;
};

export const symbolOfHandler = (resolver: Resolver, path: string, ref: HandlerRef | undefined): string | undefined =>
  ref?.symbol ?? (ref?.import ? resolver.symbol(path, ref.import, ref.members) : undefined);

const handlerName = (context: EndpointContext, { route, full }: LinkedRoute, symbol: string | undefined): string => {
  const text = route.handler?.text;
  if (text?.includes('.') && !text.startsWith(route.verb)) return text;
  return context.nameOf(symbol) ?? text ?? `${route.verb} ${full}`;
};

/** The endpoints of routers in all files. */
export const linkRouters = (pieces: readonly Piece[], context: EndpointContext): Endpoint[] => {
  const routes = walk(withoutAliases(pieces, context.resolver));
  const knowsAuth = routes.some(({ guards, path }) => authOf(guards, path, context).access === 'required');
  const seen = new Set<string>();
  return routes.flatMap((one): Endpoint[] => {
    const { route, full, framework, guards, path } = one;
    const key = `${route.verb} ${full} ${route.span.path}:${route.span.start}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const symbol = symbolOfHandler(context.resolver, path, route.handler);
    const found: Auth = authOf(guards, path, context);
    const statuses = [...new Set([...route.statuses, ...context.statusesOf(symbol)])].sort((a, b) => a - b);
    const refuses = statuses.includes(401);
    // Who signs in has no session yet: a 401 there is about the password.
    const isOpen = !refuses || /log-?in|sign-?in|auth|token|session|password/i.test(full);
    const auth: Auth = found.access === 'unknown' && knowsAuth && isOpen ? { ...found, access: 'anonymous' } : found;
    const summary = context.docOf(symbol) ?? route.doc;
    return [
      {
        verb: route.verb,
        route: full,
        framework,
        ...(symbol ? { handler: symbol } : {}),
        handlerName: handlerName(context, one, symbol),
        auth,
        parameters: [
          ...pathParameters(full).map((name) => ({ name, in: 'path' as const, required: true })),
          ...context.parametersOf(symbol),
        ],
        statuses,
        ...(summary ? { summary } : {}),
        span: route.span,
      },
    ];
  });
};
