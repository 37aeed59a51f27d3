import type { Endpoint } from '#schemas/spec/facts.ts';
import type { LinkContext } from './context.ts';
import { mark } from './file.ts';
import { authOf } from './guards.ts';
import type { Guard, Piece, Route, RouterNode, RouterOp } from './piece.ts';
import { pathParameters, routeOf, verbOf } from './routers.ts';

type Placed = { readonly piece: Piece; readonly node: RouterNode; readonly ops: { piece: Piece; op: RouterOp }[] };

const deepest = 20;
const most = 20_000;
const late = new RegExp(`${mark}([^${mark}]*)${mark}`, 'g');

/** The name without the function in which it is local: create_app@10.app -> app */
const withoutScope = (name: string): string => name.replace(/^\w*@\d+\./, '');

export const linkRouters = (pieces: readonly Piece[], context: LinkContext): Endpoint[] => {
  const { resolver } = context;
  const nodes = new Map<string, Placed>();
  for (const piece of pieces) for (const node of piece.routers) nodes.set(node.id, { piece, node, ops: [] });
  const constants = new Map<string, string>();
  for (const piece of pieces)
    for (const [name, value] of piece.constants) if (!constants.has(name)) constants.set(name, value);
  const settle = (text: string): string => text.replace(late, (_, name: string) => constants.get(name) ?? `{${name}}`);

  /** The router of a name: local to its function, of the file, or imported; `undefined` for what a function is given. */
  const find = (piece: Piece, name: string): string | undefined => {
    const local = `${piece.path}#${name}`;
    if (nodes.has(local)) return local;
    const bare = withoutScope(name);
    if (nodes.has(`${piece.path}#${bare}`)) return `${piece.path}#${bare}`;
    const found = resolver.find(piece, bare.split('.'));
    if (!found) return undefined;
    const id = `${found.piece.path}#${[found.name, ...found.rest].filter(Boolean).join('.')}`;
    if (nodes.has(id)) return id;
    // from .routes import users: app.register_blueprint(users.bp), and a module where its only router is meant.
    const only = [...nodes.keys()].filter((key) => key.startsWith(`${found.piece.path}#`));
    return found.name === undefined && only.length === 1 ? only[0] : undefined;
  };

  const loose: { piece: Piece; op: RouterOp }[] = [];
  for (const piece of pieces) {
    for (const op of piece.ops) {
      const target = find(piece, op.on);
      if (target) nodes.get(target)?.ops.push({ piece, op });
      else if (
        op.kind === 'mount' ||
        (op.kind === 'route' && /^(app|application|router|bp|blueprint|api)$/.test(withoutScope(op.on))) ||
        op.kind === 'resource'
      )
        loose.push({ piece, op });
    }
  }
  const mountedIds = new Set<string>();
  for (const { piece, op } of [...nodes.values()].flatMap(({ ops }) => ops).concat(loose)) {
    if (op.kind !== 'mount') continue;
    const id = find(piece, op.target);
    if (id) mountedIds.add(id);
  }
  for (const { piece, node } of nodes.values()) {
    const upon = node.upon ? find(piece, node.upon) : undefined;
    if (upon && nodes.has(upon)) {
      nodes.get(upon)?.ops.push({
        piece,
        op: { on: node.upon ?? '', kind: 'mount', target: node.id.slice(node.id.indexOf('#') + 1), guards: [] },
      });
      mountedIds.add(node.id);
    }
  }

  const found: Endpoint[] = [];
  const reached = new Set<string>();
  type Mount = { prefix: string; guards: readonly Guard[]; framework: string };

  const endpoint = (piece: Piece, route: Route, prefix: string, guards: readonly Guard[], framework: string): void => {
    const full = routeOf(prefix, settle(route.path));
    const symbol = route.symbol ?? (route.view ? resolver.symbol(piece, route.view) : undefined);
    const all = [...guards, ...route.guards].flatMap((guard) => context.dependencyOf(piece, guard));
    const known = new Set(route.parameters.map(({ name }) => name));
    const missing = pathParameters(full).filter((name) => !known.has(name));
    const auth = authOf(all, (name) => context.refuses(piece, name));
    const request = route.bodies?.find((type) => !context.isAlias(type));
    const summary = context.docOf(symbol);
    found.push({
      verb: route.verb,
      route: full,
      framework,
      ...(symbol ? { handler: symbol } : {}),
      handlerName: route.handlerName,
      auth,
      parameters: [...missing.map((name) => ({ name, in: 'path' as const, required: true })), ...route.parameters],
      ...(request ? { request } : {}),
      ...(route.response ? { response: route.response } : {}),
      statuses: [...new Set([...route.statuses, ...context.statusesOf(symbol)])].sort((a, b) => a - b),
      ...(summary ? { summary } : {}),
      span: route.span,
    });
  };

  /** A class whose methods are named after verbs. */
  const resource = (piece: Piece, op: Extract<RouterOp, { kind: 'resource' }>, mount: Mount): void => {
    const type = context.classOf(piece, op.view);
    for (const path of op.paths) {
      for (const method of type ? context.methodsOf(type) : []) {
        if (verbOf(method.name) === 'ANY') continue;
        const route: Route = {
          verb: verbOf(method.name),
          path,
          parameters: [],
          guards: [...(type?.guards ?? []), ...method.guards],
          statuses: [],
          symbol: method.symbol,
          handlerName: method.symbol.split('#')[1] ?? method.name,
          span: method.span,
        };
        endpoint(piece, route, mount.prefix, mount.guards, mount.framework);
      }
    }
  };

  const perform = (piece: Piece, op: RouterOp, mount: Mount, trail: readonly string[]): void => {
    if (op.kind === 'route') endpoint(piece, op.route, mount.prefix, mount.guards, mount.framework);
    else if (op.kind === 'resource') resource(piece, op, mount);
    else if (op.kind === 'mount') {
      const id = find(piece, op.target);
      if (id)
        visit(
          id,
          { ...mount, guards: [...mount.guards, ...op.guards] },
          trail,
          op.prefix === undefined ? undefined : settle(op.prefix),
        );
    }
  };

  const visit = (id: string, mount: Mount, trail: readonly string[], given?: string): void => {
    const placed = nodes.get(id);
    if (!placed || trail.includes(id) || trail.length > deepest || found.length > most) return;
    reached.add(id);
    const { node, ops } = placed;
    const own = settle(node.prefix);
    // Flask's url_prefix at the registration stands for the blueprint's own, FastAPI's prefix comes before it.
    const prefix =
      node.framework === 'flask' && given !== undefined
        ? `${mount.prefix}/${given}`
        : `${mount.prefix}/${given ?? ''}/${own}`;
    for (const { piece, op } of ops)
      perform(piece, op, { prefix, guards: [...mount.guards, ...node.guards], framework: node.framework }, [
        ...trail,
        id,
      ]);
  };

  const root: Mount = { prefix: '', guards: [], framework: 'flask' };
  for (const id of nodes.keys()) if (!mountedIds.has(id)) visit(id, root, []);
  for (const { piece, op } of loose) perform(piece, op, root, []);
  for (const [id, { ops }] of nodes)
    if (!reached.has(id) && ops.some(({ op }) => op.kind === 'route')) visit(id, root, []);
  return found;
};
