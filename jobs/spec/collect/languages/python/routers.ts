import type { Endpoint, Parameter } from '#schemas/spec/facts.ts';
import { spanOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { verbs } from '../route.ts';
import {
  argument,
  calleeName,
  decoratorsOf,
  dottedName,
  isSettled,
  itemsOf,
  keyword,
  lastName,
  nameOf,
  positional,
  type SourceUnit,
  textOf,
  textsOf,
  unitSpan,
} from './file.ts';
import { decoratorGuards, dependencies, dependency } from './guards.ts';
import type { Guard, Route, RouterNode, RouterOp } from './piece.ts';
import { statusOf } from './statuses.ts';

/** What makes a router, whose it is, and where its own prefix is said. */
const makers: Readonly<Record<string, { framework: string; prefix?: string; index?: number }>> = {
  FastAPI: { framework: 'fastapi' },
  APIRouter: { framework: 'fastapi', prefix: 'prefix' },
  NinjaAPI: { framework: 'django-ninja' },
  Flask: { framework: 'flask' },
  Quart: { framework: 'quart' },
  Blueprint: { framework: 'flask', prefix: 'url_prefix' },
  APIBlueprint: { framework: 'flask', prefix: 'url_prefix' },
  Api: { framework: 'flask', prefix: 'prefix' },
  Namespace: { framework: 'flask', prefix: 'path' },
  Sanic: { framework: 'sanic' },
  Starlette: { framework: 'starlette' },
  Litestar: { framework: 'litestar' },
};

const byName: Readonly<Record<string, Endpoint['verb']>> = verbs;
export const isVerb = (name: string): boolean => Object.hasOwn(verbs, name.toLowerCase());
export const verbOf = (name: string): Endpoint['verb'] => byName[name.toLowerCase()] ?? 'ANY';

/** /orders/<int:order_id>/ , {path:path} -> /orders/{order_id} */
export const routeOf = (...parts: readonly string[]): string => {
  const joined = `/${parts.join('/')}`
    .replace(/<(?:[^<>:]+:)?([^<>]+)>/g, '{$1}')
    .replace(/\{(\w+):\w+\}/g, '{$1}')
    .replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
};

export const pathParameters = (route: string): string[] =>
  [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/** The name of a variable in a function does not leave it: create_app.app */
const scopeOf = (node: Syntax): string => {
  const around = node.above('function_definition');
  return around ? `${nameOf(around)}@${around.start}.` : '';
};

const routersOf = (unit: SourceUnit): RouterNode[] =>
  unit.all('assignment').flatMap((node): RouterNode[] => {
    const call = node.get('right');
    const left = node.get('left');
    const maker = call?.type === 'call' ? makers[lastName(calleeName(call))] : undefined;
    if (!maker || !left || !/^(identifier|attribute)$/.test(left.type)) return [];
    const [first] = positional(call);
    const isApi = /^(Api|NinjaAPI)$/.test(lastName(calleeName(call)));
    const on = isApi && first?.type === 'identifier' ? first.text : undefined;
    const named = lastName(calleeName(call)) === 'Namespace' ? `/${textOf(unit, first) ?? ''}` : '';
    return [
      {
        id: `${unit.path}#${scopeOf(node)}${dottedName(left)}`,
        framework: maker.framework,
        prefix: (maker.prefix ? textOf(unit, keyword(call, maker.prefix)) : undefined) ?? named,
        ...(on ? { upon: on } : {}),
        guards: dependencies(unit, keyword(call, 'dependencies')),
      },
    ];
  });

/** The router that a name means where it is used: `scope` first, the file after that. */
export const scopedName = (node: Syntax, name: string): string => `${scopeOf(node)}${name}`;

const bodyTypes =
  /^(str|int|float|bool|date|datetime|UUID|uuid\.UUID|Decimal|bytes|Any|None|Request|Response|BackgroundTasks|WebSocket|Session|AsyncSession|HTTPConnection|EmailStr|UploadFile)$/;
const places: Readonly<Record<string, Parameter['in']>> = {
  Query: 'query',
  Path: 'path',
  Header: 'header',
  Cookie: 'header',
  Body: 'body',
  Form: 'form',
  File: 'form',
};

type Inputs = { parameters: Parameter[]; guards: Guard[]; bodies: string[] };

/** What FastAPI makes of a function's parameters. https://fastapi.tiangolo.com/tutorial/body/ */
const inputsOf = (unit: SourceUnit, definition: Syntax, path: string): Inputs => {
  const inPath = new Set(pathParameters(routeOf(path)));
  const found: Inputs = { parameters: [], guards: [], bodies: [] };
  for (const node of definition.get('parameters')?.named ?? []) {
    const name = (node.get('name') ?? node.named[0] ?? node).text;
    const annotation = node.get('type')?.named[0];
    const value = node.get('value');
    if (!/^(typed_parameter|typed_default_parameter|default_parameter|identifier)$/.test(node.type) || name === 'self')
      continue;
    const inside = annotation?.find('call') ?? [];
    const calls = [value, ...inside].filter((one) => one?.type === 'call');
    found.guards.push(...calls.flatMap((one) => dependency(unit, one)));
    const isDependency = calls.some((one) => /^(Depends|Security)$/.test(lastName(calleeName(one))));
    const type = annotation?.text.replace(/\s+/g, ' ').replace(/^Annotated\[([^,]+),.*\]$/, '$1');
    // A type of one's own may stand for a dependency: its name says so, for `link` to ask.
    if (annotation?.type === 'identifier' && !bodyTypes.test(annotation.text))
      found.guards.push({ name: `type:${annotation.text}`, texts: [], span: unitSpan(unit, node) });
    if (isDependency) continue;
    const place = calls.map((one) => places[lastName(calleeName(one))]).find(Boolean);
    const isOptional = value !== undefined && !/\.\.\./.test(value.text);
    const plain =
      type === undefined ||
      bodyTypes.test(type.replace(/^Optional\[(.*)\]$|\s*\|\s*None/g, '$1')) ||
      /^(list|List|set|Optional\[(str|int|float|bool)|Literal|dict)/.test(type);
    const isIn = inPath.has(name) ? 'path' : (place ?? (plain ? 'query' : 'body'));
    if (isIn === 'body' && (!place || !plain)) found.bodies.push(type ?? name);
    else if (type !== undefined || inPath.has(name) || place)
      found.parameters.push({ name, in: isIn, required: isIn === 'path' || !isOptional, ...(type ? { type } : {}) });
  }
  return found;
};

const routesOf = (
  unit: SourceUnit,
  definition: Syntax,
  call: Syntax,
  path: string,
  names: readonly string[],
  isFastapi: boolean,
): Route[] => {
  const symbol = unit.ids.get(definition);
  const inputs: Inputs = isFastapi ? inputsOf(unit, definition, path) : { parameters: [], guards: [], bodies: [] };
  const response =
    keyword(call, 'response_model')?.text ?? (isFastapi ? definition.get('return_type')?.text : undefined);
  const status = statusOf(keyword(call, 'status_code'));
  return names.map((name) => ({
    verb: verbOf(name),
    path,
    parameters: inputs.parameters,
    guards: [
      ...dependencies(unit, keyword(call, 'dependencies')),
      ...decoratorGuards(unit, definition),
      ...inputs.guards,
    ],
    statuses: status === undefined ? (isFastapi ? [200] : []) : [status],
    bodies: inputs.bodies,
    ...(response && response !== 'None' && response !== 'Any' ? { response } : {}),
    ...(symbol ? { symbol } : {}),
    handlerName: symbol?.split('#')[1] ?? nameOf(definition),
    span: spanOf(unit.path, definition),
  }));
};

const routeDecorator = /^(route|api_route|websocket_route)$/;

/** @router.get('/x'), @app.route('/x', methods=['POST']), @ns.route('/x') on a class */
const decorated = (unit: SourceUnit): RouterOp[] =>
  unit.all('function_definition', 'class_definition').flatMap((definition) =>
    decoratorsOf(definition).flatMap((call): RouterOp[] => {
      const callee = call.type === 'call' ? call.get('function') : undefined;
      const method = callee?.get('attribute')?.text ?? '';
      const owner = dottedName(callee?.get('object'));
      if (!owner || !(isVerb(method) || routeDecorator.test(method))) return [];
      const path = textOf(unit, argument(call, keyword(call, 'rule') ? 'rule' : 'path', 0));
      if (path === undefined || (path !== '' && !/^[/{<]/.test(path) && isSettled(path))) return [];
      const on = scopedName(definition, owner);
      if (definition.type === 'class_definition') {
        const paths = positional(call).flatMap((one) => textsOf(unit, one));
        return [{ on, kind: 'resource', view: nameOf(definition), paths, span: spanOf(unit.path, definition) }];
      }
      const methods = textsOf(unit, keyword(call, 'methods'));
      const names = isVerb(method) ? [method] : methods.length > 0 ? methods : ['GET'];
      const isFastapi =
        unit.root.text.includes('fastapi') ||
        [...unit.imports.values()].some(({ module }) => /fastapi/.test(module)) ||
        keyword(call, 'response_model') !== undefined;
      return routesOf(unit, definition, call, path, names, isFastapi).map((route) => ({ on, kind: 'route', route }));
    }),
  );

/** The names that a call's argument goes through in a loop over a list: for bp in (a, b): app.register_blueprint(bp) */
const eachTarget = (call: Syntax, target: Syntax | undefined): string[] => {
  const loop = call.above('for_statement');
  if (!loop || !target || loop.get('left')?.text !== target.text)
    return target ? [dottedName(target).replace(/\(\)/g, '')] : [];
  return itemsOf(loop.get('right'))
    .map((one) => dottedName(one))
    .filter(Boolean);
};

/** app.include_router(r, prefix=), app.register_blueprint(b, url_prefix=), api.add_namespace(n, path=), app.mount('/x', sub) */
const mounted = (unit: SourceUnit, call: Syntax, owner: string, method: string): RouterOp[] => {
  const keys: Readonly<Record<string, string>> = {
    include_router: 'prefix',
    register_blueprint: 'url_prefix',
    add_namespace: 'path',
    register_api: 'url_prefix',
  };
  const key = keys[method];
  const on = scopedName(call, owner);
  if (method === 'mount' || method === 'add_router') {
    const [first, second] = positional(call);
    const prefix = textOf(unit, first);
    return prefix !== undefined && second
      ? [{ on, kind: 'mount', target: scopedTarget(call, dottedName(second)), prefix, guards: [] }]
      : [];
  }
  if (!key) return [];
  const given = keyword(call, key) ?? (method === 'add_namespace' ? positional(call)[1] : undefined);
  const prefix = textOf(unit, given);
  const guards = dependencies(unit, keyword(call, 'dependencies'));
  return eachTarget(call, positional(call)[0] ?? keyword(call, 'router') ?? keyword(call, 'blueprint')).map(
    (target) => ({
      on,
      kind: 'mount',
      target: scopedTarget(call, target),
      ...(prefix === undefined ? {} : { prefix }),
      guards,
    }),
  );
};

const scopedTarget = (call: Syntax, name: string): string => scopedName(call, name);

const added = (unit: SourceUnit, call: Syntax, owner: string, method: string): RouterOp[] => {
  const on = scopedName(call, owner);
  const [first, ...rest] = positional(call);
  if (method === 'add_resource') {
    const paths = rest.flatMap((one) => textsOf(unit, one));
    return first && paths.length > 0
      ? [{ on, kind: 'resource', view: dottedName(first), paths, span: unitSpan(unit, call) }]
      : [];
  }
  if (method === 'add_url_rule' || method === 'add_api_route') {
    const view = keyword(call, 'view_func') ?? keyword(call, 'endpoint') ?? rest.at(-1);
    const path = textOf(unit, argument(call, 'rule', 0) ?? keyword(call, 'path'));
    const asView = view?.type === 'call' ? dottedName(view.get('function')).replace(/\.as_view$/, '') : undefined;
    if (path === undefined || !view) return [];
    if (asView) return [{ on, kind: 'resource', view: asView, paths: [path], span: unitSpan(unit, call) }];
    const methods = textsOf(unit, keyword(call, 'methods'));
    return (methods.length > 0 ? methods : ['GET']).map(
      (name): RouterOp => ({
        on,
        kind: 'route',
        route: {
          verb: verbOf(name),
          path,
          parameters: [],
          guards: dependencies(unit, keyword(call, 'dependencies')),
          statuses: [],
          view: dottedName(view),
          handlerName: dottedName(view),
          span: unitSpan(unit, call),
        },
      }),
    );
  }
  return [];
};

export const readRouters = (unit: SourceUnit): { routers: RouterNode[]; ops: RouterOp[] } => {
  if (unit.isTest) return { routers: [], ops: [] };
  const calls = unit.all('call').flatMap((call) => {
    const callee = call.get('function');
    const owner = dottedName(callee?.get('object'));
    const method = callee?.get('attribute')?.text ?? '';
    return owner ? [...mounted(unit, call, owner, method), ...added(unit, call, owner, method)] : [];
  });
  return { routers: routersOf(unit), ops: [...decorated(unit), ...calls] };
};

/** CurrentUser = Annotated[User, Depends(get_current_user)] */
export const readAliases = (unit: SourceUnit): [string, string][] =>
  unit.all('assignment', 'type_alias_statement').flatMap((node): [string, string][] => {
    const right = node.get('right');
    const name = node.get('left')?.text;
    if (!name || !/^Annotated\b/.test(right?.text ?? '')) return [];
    const [guard] = (right?.find('call') ?? []).flatMap((call) => dependency(unit, call));
    return guard ? [[name, guard.name]] : [];
  });
