import type { Syntax } from '../../../parse/syntax.ts';
import type { SourceUnit } from '../file.ts';
import { type Declaration, requiredBy } from '../scopes.ts';
import { argumentsOf, bare, calleeOf, dottedName, entryOf, isCall, rootOf } from '../syntax-tree.ts';
import { textOf } from '../texts.ts';

/** Modules that make routers, and what they are called in `framework`. */
const frameworks: Readonly<Record<string, string>> = {
  express: 'express',
  'express-promise-router': 'express',
  polka: 'polka',
  restify: 'restify',
  fastify: 'fastify',
  koa: 'koa',
  'koa-router': 'koa',
  '@koa/router': 'koa',
  hono: 'hono',
  '@hono/zod-openapi': 'hono',
  elysia: 'elysia',
  'itty-router': 'itty-router',
  'find-my-way': 'find-my-way',
};

/** What makes a router where its module is not known: a project's own way to import it. */
const makers: Readonly<Record<string, string>> = {
  express: 'express',
  'express.Router': 'express',
  'express.default': 'express',
  Router: 'express',
  fastify: 'fastify',
  Fastify: 'fastify',
  Hono: 'hono',
  OpenAPIHono: 'hono',
  KoaRouter: 'koa',
};

/** Names that a module's own routers have: Router, createServer, or the module itself. */
const makingNames =
  /^(default|\*|Router|createServer|fastify|Fastify|Hono|OpenAPIHono|Elysia|AutoRouter|IttyRouter|Koa|polka)$/;

export type Created = { readonly id: string; readonly framework: string; readonly prefix?: string };

export const routerId = (unit: SourceUnit, node: Syntax, name = ''): string => `${unit.path}@${node.start}${name}`;

const frameworkOf = (unit: SourceUnit, call: Syntax): string | undefined => {
  const callee = calleeOf(call);
  const direct = requiredBy(callee);
  if (direct) {
    const [member] = direct.members;
    return member === undefined || makingNames.test(member) ? frameworks[direct.from] : undefined;
  }
  const name = dottedName(callee);
  const root = rootOf(callee);
  const declared = root ? unit.scopes.find(root, root.text) : undefined;
  if (declared?.import) {
    const known = frameworks[declared.import.from];
    const last = name.includes('.') ? (name.split('.').at(-1) ?? '') : declared.import.name;
    return known && makingNames.test(last) ? known : undefined;
  }
  const variable = declared?.value ? requiredBy(bare(declared.value)) : undefined;
  if (variable) return frameworks[variable.from];
  return declared ? undefined : makers[name];
};

/** const app = express(), Router(), new Hono().basePath('/x'), fastify({…}): the router that a call makes, if it makes one. */
export const createdRouter = (unit: SourceUnit, call: Syntax): Created | undefined => {
  if (!isCall(call)) return undefined;
  const framework = frameworkOf(unit, call);
  if (!framework) return undefined;
  const [options] = argumentsOf(call);
  const prefix = textOf(unit, entryOf(options, 'prefix'));
  return { id: routerId(unit, call), framework, ...(prefix ? { prefix } : {}) };
};

const routerNames = /^(app|router|server|fastify|instance|api|expressApp|httpServer|application)$/;
const routerTypes =
  /^:?\s*(?:\w+\.)?(Express|Application|IRouter|Router|Core|FastifyInstance|FastifyPluginAsync|Hono|OpenAPIHono|KoaRouter|Elysia)\b/;

/** Whether what a function is given is a router: by its type, or by what people call it where there are no types. */
export const isRouterParameter = ({ kind, node, name }: Declaration): boolean => {
  if (kind !== 'parameter' || node.type === 'for_in_statement') return false;
  // What a loop goes over is called anything.
  const callee = node.parent?.parent?.parent?.parent?.get('function');
  if (/^(forEach|map|filter|reduce)$/.test(callee?.get('property')?.text ?? '')) return false;
  const type = node.get('type')?.text;
  if (type && !/^:\s*any$/.test(type) && !type.includes('{')) return routerTypes.test(type);
  return routerNames.test(name);
};
