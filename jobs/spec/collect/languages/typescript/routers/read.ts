import { dirname, join, normalize } from 'node:path/posix';
import type { Endpoint } from '#schemas/spec/facts.ts';
import { docOf } from '../../../parse/doc-comment.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import { verbs as httpVerbs } from '../../route.ts';
import { type SourceUnit, unitSpan } from '../file.ts';
import { argumentsOf, bare, calleeOf, entryOf, isCall, isFunction } from '../syntax-tree.ts';
import { type Bound, isSettled, textOf, textsOf, valueNode } from '../texts.ts';
import { routerValue, type Value } from '../values.ts';
import { createdRouter } from './creation.ts';
import { guardsOf, handlerOf } from './handlers.ts';
import { eachOf } from './loops.ts';
import type { Guard, Op, RouterNode } from './model.ts';

const verbs: Readonly<Record<string, Endpoint['verb']>> = { ...httpVerbs, del: 'DELETE', all: 'ANY' };
const optionGuards = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'middleware', 'beforeHandle'];
const isVerb = (name: string): boolean => Object.hasOwn(verbs, name);

type Found = { readonly at: number; readonly router: Value; readonly op: Op };

const statementOf = (node: Syntax): Syntax => {
  let at = node;
  while (
    at.parent &&
    /^(call_expression|member_expression|await_expression|expression_statement)$/.test(at.parent.type)
  )
    at = at.parent;
  return at;
};

/** Where a chained call begins for a reader: at its own name, not at the start of the chain. */
const linkSpan = (unit: SourceUnit, call: Syntax) => {
  const name = call.get('function')?.get('property');
  const whole = unitSpan(unit, call);
  return name ? { ...whole, start: name.startLine } : whole;
};

const optionsGuards = (unit: SourceUnit, options: Syntax | undefined): Guard[] =>
  optionGuards.flatMap((key) => guardsOf(unit, entryOf(options, key)));

type Shape = { verb: Endpoint['verb']; paths: readonly string[]; rest: readonly Syntax[]; guards: readonly Guard[] };

const statusesIn = (unit: SourceUnit, schema: Syntax | undefined): number[] => {
  const response = valueNode(unit, entryOf(valueNode(unit, schema), 'response'));
  return (response?.named ?? [])
    .map((pair) => Number(pair.get('key')?.text.replace(/['"]/g, '')))
    .filter((status) => status >= 100 && status < 600);
};

/** The routes that a call makes: one for each path. */
const routesOf = (unit: SourceUnit, call: Syntax, { verb, paths, rest, guards }: Shape): Op[] => {
  const last = rest.at(-1);
  const options = rest.map((one) => valueNode(unit, one)).find((one) => one?.type === 'object');
  const handler = bare(last)?.type === 'object' ? entryOf(last, 'handler') : last;
  const before = rest.slice(0, -1).filter((one) => bare(one)?.type !== 'object');
  const statement = statementOf(call);
  const doc = docOf(statement);
  return paths.map((path): Op => {
    const written = argumentsOf(call).some((one) => one.text.includes(path))
      ? path
      : (call.get('function')?.get('property')?.text ?? path);
    const inline = { name: written || '/', path, statement: chainedStatement(call, statement), verb };
    const ref = handlerOf(unit, handler, inline);
    return {
      kind: 'route',
      route: {
        verb,
        path,
        guards: [...guards, ...optionsGuards(unit, options), ...before.flatMap((one) => guardsOf(unit, one))],
        ...(ref ? { handler: ref } : {}),
        ...(doc ? { doc } : {}),
        statuses: statusesIn(unit, entryOf(options, 'schema')),
        span: linkSpan(unit, call),
      },
    };
  });
};

/** In a chain, a handler's lines are those of its own call. */
const chainedStatement = (call: Syntax, statement: Syntax): Syntax =>
  call.parent?.type === 'member_expression' || isCall(bare(call.get('function')?.get('object')))
    ? (call.get('arguments') ?? call)
    : statement;

/** router.route('/x').all(guard).get(…): the router, the path and the guards before this link. */
const routeChain = (
  unit: SourceUnit,
  object: Syntax | undefined,
): { router: Value; paths: string[]; guards: Guard[] } | undefined => {
  const guards: Guard[] = [];
  let at = bare(object);
  for (let steps = 0; isCall(at) && steps < 100; steps++) {
    const callee = calleeOf(at);
    const name = callee?.get('property')?.text ?? '';
    const given = argumentsOf(at);
    if (name === 'route' && given.length === 1 && bare(given[0])?.type !== 'object') {
      const router = routerValue(unit, callee?.get('object'));
      const paths = textsOf(unit, given[0]);
      return paths.length > 0 ? { router, paths, guards } : undefined;
    }
    if (!isVerb(name)) return undefined;
    if (name === 'all') guards.unshift(...given.flatMap((one) => guardsOf(unit, one)));
    at = bare(callee?.get('object'));
  }
  return undefined;
};

const looksLikePath = (text: string): boolean => text === '' || /^[/*{]/.test(text) || !isSettled(text);

const verbOp = (unit: SourceUnit, call: Syntax, verb: Endpoint['verb']): Found[] => {
  const callee = calleeOf(call);
  const given = argumentsOf(call);
  const chain = routeChain(unit, callee?.get('object'));
  if (chain) {
    // .all(guard) with more links after it guards them; alone it answers.
    const guardsOnly = verb === 'ANY' && call.parent?.type === 'member_expression';
    if (guardsOnly || given.length === 0) return [];
    const { router, paths, guards } = chain;
    return routesOf(unit, call, { verb, paths, guards, rest: given }).map((op) => ({ at: call.start, router, op }));
  }
  const [first, ...rest] = given;
  const isRegex = bare(first)?.type === 'regex';
  const paths = isRegex ? [first?.text ?? ''] : textsOf(unit, first);
  if (paths.length === 0 || rest.length === 0 || !(isRegex || paths.every(looksLikePath))) return [];
  const router = routerValue(unit, callee?.get('object'));
  // app.options('*', cors()) lets browsers ask; nobody else does.
  const isPreflight = verb === 'OPTIONS' && /\bcors\b/.test(rest.at(-1)?.text ?? '');
  if (router.kind === 'unknown' || isPreflight) return [];
  return routesOf(unit, call, { verb, paths, guards: [], rest }).map((op) => ({ at: call.start, router, op }));
};

/** fastify.route({ method, url, handler }), and Hono's app.openapi(createRoute({ method, path }), handler) */
const routeObject = (unit: SourceUnit, call: Syntax, options: Syntax | undefined, rest: readonly Syntax[]): Found[] => {
  const router = routerValue(unit, calleeOf(call)?.get('object'));
  const paths = textsOf(unit, entryOf(options, 'url') ?? entryOf(options, 'path'));
  const methods = textsOf(unit, entryOf(options, 'method')).map((method) => method.toLowerCase());
  if (router.kind === 'unknown' || !options) return [];
  return methods.flatMap((method) =>
    routesOf(unit, call, {
      verb: verbs[method] ?? 'ANY',
      paths,
      guards: optionsGuards(unit, options),
      rest: rest.length > 0 ? rest : [options],
    }).map((op) => ({
      at: call.start,
      router,
      op,
    })),
  );
};

/** fastify.register(autoload, { dir: path.join(__dirname, 'routes'), options: { prefix: '/api' } }) */
const autoload = (unit: SourceUnit, call: Syntax): Op | undefined => {
  const [plugin, given] = argumentsOf(call);
  const declared = plugin?.type === 'identifier' ? unit.scopes.find(plugin, plugin.text) : undefined;
  if (declared?.import?.from !== '@fastify/autoload') return undefined;
  const options = valueNode(unit, given);
  const place = valueNode(unit, entryOf(options, 'dir'));
  const parts = isCall(place) ? argumentsOf(place).map((one) => textOf(unit, one)) : [textOf(unit, place)];
  const known = parts.filter((part) => part !== undefined).filter(isSettled);
  const folder = normalize(join(dirname(unit.path), ...known));
  const prefix = textOf(unit, entryOf(options, 'options', 'prefix')) ?? textOf(unit, entryOf(options, 'prefix')) ?? '';
  return { kind: 'autoload', folder, prefix };
};

/** app.use('/x', a, b), fastify.register(plugin, { prefix }), Hono's app.route('/x', sub); once for each item of a loop around it. */
const useOp = (unit: SourceUnit, call: Syntax, name: string): Found[] => {
  const router = routerValue(unit, calleeOf(call)?.get('object'));
  if (router.kind === 'unknown') return [];
  const loaded = name === 'register' ? autoload(unit, call) : undefined;
  if (loaded) return [{ at: call.start, router, op: loaded }];
  return eachOf(unit, call).flatMap((bound: Bound): Found[] => {
    const given = argumentsOf(call);
    const [first] = given;
    const isPlugin = name === 'register';
    const prefix = isPlugin ? entryOf(valueNode(unit, given[1]), 'prefix') : first;
    const isPath = isPlugin || (routerValue(unit, first).kind === 'unknown' && !isFunction(bare(first)));
    const paths = isPath ? textsOf(unit, prefix, bound) : [];
    const rest = isPlugin ? given.slice(0, 1) : paths.length > 0 ? given.slice(1) : given;
    const items = rest.flatMap((one) => {
      const value = bare(one)?.type === 'array' ? undefined : (valueNode(unit, one, bound) ?? one);
      return value ? [{ node: one, value }] : (bare(one)?.named ?? []).map((node) => ({ node, value: node }));
    });
    const op: Op = {
      kind: 'use',
      paths: paths.length > 0 ? paths : [''],
      given: items.map(({ node, value }) => {
        const [guard] = guardsOf(unit, node);
        const direct = routerValue(unit, node);
        return { value: direct.kind === 'unknown' ? routerValue(unit, value) : direct, ...(guard ? { guard } : {}) };
      }),
    };
    return [{ at: call.start, router, op }];
  });
};

const hookOp = (unit: SourceUnit, call: Syntax): Found[] => {
  const router = routerValue(unit, calleeOf(call)?.get('object'));
  const guards = argumentsOf(call)
    .slice(1)
    .flatMap((one) => guardsOf(unit, one));
  if (router.kind === 'unknown') return [];
  return [
    {
      at: call.start,
      router,
      op: { kind: 'use', paths: [''], given: guards.map((guard) => ({ value: { kind: 'unknown' }, guard })) },
    },
  ];
};

/** setUp(app), require('./routes')(app, db), new Routes(app): functions that are given a router. */
const giveOps = (unit: SourceUnit, call: Syntax): Found[] => {
  const callee = calleeOf(call);
  if (!callee || createdRouter(unit, call)) return [];
  const to = routerValue(unit, callee);
  if (to.kind === 'unknown' || to.kind === 'router') return [];
  return argumentsOf(call).flatMap((argument, index): Found[] => {
    const value = routerValue(unit, argument);
    const routers = value.kind === 'object' ? value.members : [['', value] as const];
    return routers.flatMap(([key, router]): Found[] =>
      router.kind === 'router' || router.kind === 'import'
        ? [{ at: call.start, router, op: { kind: 'give', to, index, keys: key ? [key] : [] } }]
        : [],
    );
  });
};

const opsOf = (unit: SourceUnit, call: Syntax): Found[] => {
  const callee = calleeOf(call);
  const name = callee?.type === 'member_expression' ? (callee.get('property')?.text ?? '') : '';
  const given = argumentsOf(call);
  if (call.type === 'call_expression' && isVerb(name)) return verbOp(unit, call, verbs[name] ?? 'ANY');
  const [first] = given;
  if (name === 'route' && given.length === 1 && valueNode(unit, first)?.type === 'object')
    return routeObject(unit, call, valueNode(unit, first), []);
  if (name === 'openapi') {
    const made = valueNode(unit, first);
    return routeObject(unit, call, isCall(made) ? valueNode(unit, argumentsOf(made)[0]) : made, given.slice(1));
  }
  if (name === 'use' || name === 'register' || (name === 'route' && given.length > 1)) return useOp(unit, call, name);
  if (name === 'addHook') return hookOp(unit, call);
  return given.length > 0 ? giveOps(unit, call) : [];
};

/** What a file does to routers. Tests make requests, no routes. */
export const readRouters = (unit: SourceUnit): RouterNode[] => {
  if (unit.isTest) return [];
  const nodes = new Map<string, RouterNode>();
  const created = unit.all('call_expression', 'new_expression');
  for (const call of created) {
    const made = createdRouter(unit, call);
    if (made) nodes.set(made.id, { ...made, ops: [] });
  }
  for (const call of created) {
    const callee = calleeOf(call);
    const name = callee?.get('property')?.text;
    const router = name === 'prefix' || name === 'basePath' ? routerValue(unit, callee?.get('object')) : undefined;
    const node = router?.kind === 'router' ? nodes.get(router.id) : undefined;
    const prefix = node ? textOf(unit, argumentsOf(call)[0]) : undefined;
    if (node && prefix) node.prefix = prefix;
  }
  const found = created.flatMap((call) => opsOf(unit, call)).sort((a, b) => a.at - b.at);
  for (const { router, op } of found) {
    const id = router.kind === 'router' ? router.id : `${unit.path}#${JSON.stringify(router)}`;
    const node: RouterNode = nodes.get(id) ?? { id, ops: [], ...(router.kind === 'router' ? {} : { alias: router }) };
    nodes.set(id, node);
    node.ops.push(op);
  }
  return [...nodes.values()];
};
