import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { typescript } from './index.ts';

type Files = Record<string, string>;

const parse = (files: Files) =>
  parseAll(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    [typescript as Language],
  );
const factsOf = async (files: Files) => (await parse(files)).facts;
const routes = async (files: Files) =>
  (await factsOf(files)).endpoints.map(({ verb, route }) => `${verb} ${route}`).sort();
const access = async (files: Files) =>
  (await factsOf(files)).endpoints
    .map(({ verb, route, auth }) => `${verb} ${route} ${auth.access} ${auth.roles.join()}`.trim())
    .sort();

const folder = (root: string): Files =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.[jt]s$/.test(path))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

describe.each(['library-nest', 'library-express'])('%s, which we know by heart', (name) => {
  const root = `test/fixtures/spec/${name}`;
  const gold = JSON.parse(readFileSync(`${root}.gold.json`, 'utf8'));

  it('answers at exactly the routes that it has', async () => {
    expect(await routes(folder(root))).toEqual([...gold.endpoints].sort());
  });

  it('stores exactly the entities and fields that it has', async () => {
    const { entities } = await factsOf(folder(root));
    expect(Object.fromEntries(entities.map((one) => [one.name, one.fields.map((field) => field.name)]))).toEqual(
      gold.entities,
    );
  });
});

describe('Express', () => {
  it('follows routers through imports, re-exports, factories and functions that are given the application', async () => {
    expect(
      await routes({
        'src/server.ts': `import express from 'express';
          import { api as routes } from './routes';
          import legacy from './legacy';
          import { createAdmin } from './admin';
          const app = express();
          app.use(['/api', '/v2'], routes);
          legacy(app);
          app.use('/admin', createAdmin());`,
        'src/routes/index.ts': `export * from './api';`,
        'src/routes/api.ts': `import { Router } from 'express'; import orders from './orders';
          export const api = Router(); api.use('/orders', orders);`,
        'src/routes/orders.ts': `import { Router } from 'express';
          const router = Router({ mergeParams: true });
          router.get(['/', '/all'], list); router.get('/:id(\\\\d+)/:line?', one);
          export default router;`,
        'src/legacy.ts': `import type { Express } from 'express';
          export default function (app: Express) { app.all('/legacy/*', (req, res) => res.end()); }`,
        'src/admin.ts': `import { Router } from 'express';
          export function createAdmin() { const r = Router(); r.delete('/users/:userId', remove); return r; }`,
      }),
    ).toEqual([
      'ANY /legacy/*',
      'DELETE /admin/users/{userId}',
      'GET /api/orders',
      'GET /api/orders/all',
      'GET /api/orders/{id}/{line}',
      'GET /v2/orders',
      'GET /v2/orders/all',
      'GET /v2/orders/{id}/{line}',
    ]);
  });

  it('follows lists of routers, constants of other files and classes that hold a router', async () => {
    expect(
      await routes({
        'app.js': `const express = require('express'); const Users = require('./users'); const { PATHS } = require('./paths');
          const app = express();
          const list = [{ path: '/a', route: require('./a') }, { path: PATHS.b, route: require('./a') }];
          list.forEach((item) => { app.use(item.path, item.route); });
          for (const { path, route } of list) app.use('/again' + path, route);
          app.use('/users', new Users().router);`,
        'paths.js': `const PATHS = { b: '/b' }; module.exports = { PATHS };`,
        'a.js': `const router = require('express').Router(); router.post('/x', (req, res) => res.end()); module.exports = router;`,
        'users.js': `const { Router } = require('express');
          class Users { constructor() { this.router = Router(); this.router.get('/me', this.me); } me(req, res) {} }
          module.exports = Users;`,
      }),
    ).toEqual(['GET /users/me', 'POST /a/x', 'POST /again/a/x', 'POST /again/b/x', 'POST /b/x']);
  });

  it('tells whom it lets in', async () => {
    expect(
      await access({
        'app.js': `const app = require('express')(); const passport = require('passport');
          const { check } = require('./check');
          app.get('/open', h);
          app.post('/login', passport.authenticate('local'), h);
          app.get('/me', passport.authenticate('jwt', { session: false }), h);
          app.get('/maybe', auth.optional, h);
          app.put('/x', check, h);
          app.delete('/x', requireRole('admin', 'owner'), h);
          app.use('/inside', authenticate);
          app.get('/inside/a', h);`,
        'check.js': `exports.check = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };`,
      }),
    ).toEqual([
      'DELETE /x required admin,owner',
      'GET /inside/a required',
      'GET /maybe anonymous',
      'GET /me required',
      'GET /open anonymous',
      'POST /login anonymous',
      'PUT /x required',
    ]);
  });

  it('finds the handler in its controller, with its words, statuses and parameters', async () => {
    const { endpoints } = await factsOf({
      'routes.ts': `import { Router } from 'express'; import * as orders from './orders'; const r = Router();
        r.post('/orders', wrap(orders.place)); export default r;`,
      'orders.ts': `/** Places an order. */
        export const place = async (req, res) => {
          const { sku, quantity } = req.body;
          if (!sku) return res.status(422).json({ message: 'A product is needed' });
          res.status(201).json(await find(req.query.coupon));
        };`,
    });
    expect(endpoints).toMatchObject([
      {
        handler: 'orders.ts#place',
        handlerName: 'orders.place',
        summary: 'Places an order.',
        statuses: [201, 422],
        parameters: [
          { name: 'coupon', in: 'query' },
          { name: 'sku', in: 'body' },
          { name: 'quantity', in: 'body' },
        ],
      },
    ]);
  });

  it('survives routers that mount each other', async () => {
    expect(
      await routes({
        'a.js': `const b = require('./b'); const r = require('express').Router(); r.use('/b', b); r.get('/a', h); module.exports = r;`,
        'b.js': `const a = require('./a'); const r = require('express').Router(); r.use('/a', a); r.get('/b', h); module.exports = r;`,
      }),
    ).toContain('GET /a');
  });

  it('takes no requests of tests or clients for routes', async () => {
    expect(
      await routes({
        'app.test.js': `const app = require('express')(); app.get('/x', h);`,
        'client.js': `import axios from 'axios'; const cache = new Map(); axios.get('/x', {}); cache.get('/y', 1); http.post('/z', body);`,
        'settings.js': `const app = require('express')(); app.get('env'); app.set('x', 1);`,
      }),
    ).toEqual([]);
  });
});

describe('other frameworks', () => {
  it('reads Fastify plugins with their prefixes', async () => {
    expect(
      await access({
        'server.ts': `import Fastify from 'fastify'; import orders from './orders';
          const app = Fastify(); app.register(orders, { prefix: '/v1/orders' });`,
        'orders.ts': `import type { FastifyInstance } from 'fastify';
          export default async function (fastify: FastifyInstance) {
            fastify.get('/:id', { schema: { response: { 200: {} } } }, async (request) => ({}));
            fastify.route({ method: ['POST', 'PUT'], url: '/', preHandler: [fastify.authenticate], handler: save });
          }`,
      }),
    ).toEqual(['GET /v1/orders/{id} anonymous', 'POST /v1/orders required', 'PUT /v1/orders required']);
  });

  it('loads the plugins of a folder', async () => {
    const plugin = `export default async function (fastify) { fastify.get('/', f); }`;
    expect(
      await routes({
        'src/app.ts': `import autoLoad from '@fastify/autoload'; import path from 'node:path';
          export default async function (fastify) { fastify.register(autoLoad, { dir: path.join(__dirname, 'routes'), options: { prefix: '/api' } }); }`,
        'src/routes/root.ts': plugin,
        'src/routes/users/_id/index.ts': plugin,
        'src/routes/old/index.ts': `${plugin}\nexport const autoPrefix = '/legacy';`,
      }),
    ).toEqual(['GET /api', 'GET /api/legacy', 'GET /api/users/{id}']);
  });

  it('reads Koa and Hono', async () => {
    expect(
      await routes({
        'koa.js': `const Koa = require('koa'); const Router = require('@koa/router'); const app = new Koa();
          const router = new Router({ prefix: '/k' }); router.get('/a', f).post('/a', f); app.use(router.routes());`,
        'hono.ts': `import { Hono } from 'hono'; const sub = new Hono().get('/s/:id', (c) => c.json({}));
          const app = new Hono().basePath('/h'); app.route('/sub', sub); app.get('/x', (c) => c.text('')); export default app;`,
      }),
    ).toEqual(['GET /h/sub/s/{id}', 'GET /h/x', 'GET /k/a', 'POST /k/a']);
  });

  it('reads the files of Next.js', async () => {
    expect(
      await routes({
        'src/app/(shop)/api/orders/[id]/route.ts': `export async function GET() {} export const DELETE = async () => {};`,
        'pages/api/users/[...slug].js': `export default function handler(req, res) { if (req.method === 'POST') res.end(); }`,
        'src/app/page.tsx': `export default function Page() { return <div />; }`,
      }),
    ).toEqual(['DELETE /api/orders/{id}', 'GET /api/orders/{id}', 'POST /api/users/{slug}']);
  });
});

describe('NestJS', () => {
  it('puts prefix, version and paths together, and inherits routes and guards', async () => {
    const files = {
      'main.ts': `app.setGlobalPrefix(config.get('app.prefix'), { exclude: ['/'] }); app.enableVersioning({ type: VersioningType.URI });`,
      'config.ts': `export default registerAs('app', () => ({ prefix: process.env.PREFIX || 'api' }));`,
      'crud.ts': `export abstract class Crud { @Get(':id') one(@Param('id') id: string) {} @Delete(':id') @Roles(Role.Admin) remove() {} }`,
      'cats.ts': `import { Crud } from './crud';
        @Controller({ path: 'cats', version: '2' }) @UseGuards(JwtAuthGuard)
        export class Cats extends Crud { @Public() @Get(['', 'all']) all() {} }`,
      'home.ts': `@Controller() export class Home { @Get() index() {} }`,
    };
    expect(await access(files)).toEqual([
      'DELETE /api/v2/cats/{id} required Admin',
      'GET / anonymous',
      'GET /api/v2/cats anonymous',
      'GET /api/v2/cats/all anonymous',
      'GET /api/v2/cats/{id} anonymous',
    ]);
  });

  it('knows guards of the whole application and of middlewares', async () => {
    expect(
      await access({
        'app.module.ts': `@Module({ controllers: [A], providers: [{ provide: APP_GUARD, useClass: AuthGuard }] }) class M {}
          @Controller('a') class A { @Get() x() {} @Public() @Get('open') y() {} }`,
      }),
    ).toEqual(['GET /a required', 'GET /a/open anonymous']);
    expect(
      await access({
        'm.ts': `class M { configure(c) { c.apply(AuthMiddleware).forRoutes({ path: 'a/:id', method: RequestMethod.PUT }); } }
          @Controller('a') class A { @Put(':id') x() {} @Get(':id') y() {} }`,
      }),
    ).toEqual(['GET /a/{id} anonymous', 'PUT /a/{id} required']);
  });
});
