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
const _routes = async (files: Files) =>
  (await factsOf(files)).endpoints.map(({ verb, route }) => `${verb} ${route}`).sort();
const _access = async (files: Files) =>
  (await factsOf(files)).endpoints
    .map(({ verb, route, auth }) => `${verb} ${route} ${auth.access} ${auth.roles.join()}`.trim())
    .sort();

const _folder = (root: string): Files =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.[jt]s$/.test(path))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

describe('what else TypeScript says', () => {
  it('gives validations of class-validator, Zod, Joi and express-validator', async () => {
    const { validations } = await factsOf({
      'a.ts': `import { z } from 'zod'; export const order = z.object({ sku: z.string().min(3, 'Too short').max(20), note: z.string().optional() });`,
      'b.js': `const Joi = require('joi'); const user = Joi.object({ role: Joi.string().valid('a', 'b').required() });`,
      'c.js': `const { body } = require('express-validator'); const rules = [body('age').isInt({ min: 18 }).withMessage('Adults only')];`,
    });
    expect(
      validations.map(({ subject, field, rule, min, max, values, message }) => [
        subject,
        field,
        rule,
        min ?? max ?? values,
        message,
      ]),
    ).toEqual([
      ['order', 'sku', 'required', undefined, undefined],
      ['order', 'sku', 'length', 3, 'Too short'],
      ['order', 'sku', 'length', 20, undefined],
      ['user', 'role', 'one-of', ['a', 'b'], undefined],
      ['user', 'role', 'required', undefined, undefined],
      ['rules', 'age', 'range', 18, 'Adults only'],
    ]);
  });

  it('gives the rules of Mongoose schemas', async () => {
    const { validations } = await factsOf({
      'a.js': `const s = new mongoose.Schema({ name: { type: String, required: [true, 'A name is needed'], maxlength: 50 }, kind: { type: String, enum: ['a', 'b'] } });
        module.exports = mongoose.model('Shelf', s);`,
    });
    expect(
      validations.map(({ subject, field, rule, max, values, message }) => [
        subject,
        field,
        rule,
        max ?? values,
        message,
      ]),
    ).toEqual([
      ['Shelf', 'name', 'required', undefined, 'A name is needed'],
      ['Shelf', 'name', 'length', 50, undefined],
      ['Shelf', 'kind', 'one-of', ['a', 'b'], undefined],
    ]);
  });

  it('gives configuration with defaults, and no secrets', async () => {
    const { configuration } = await factsOf({
      'a.ts': `const port = Number(process.env.PORT ?? 3000); const secret = process.env.JWT_SECRET || 'hunter2';
        const { HOST = 'localhost' } = process.env; config.get('orders.max', 5);`,
    });
    expect(configuration.map(({ key, default: value }) => [key, value])).toEqual([
      ['PORT', '3000'],
      ['JWT_SECRET', undefined],
      ['HOST', 'localhost'],
      ['orders.max', '5'],
    ]);
    expect(
      JSON.stringify(await factsOf({ 'a.ts': `export const apiKey = 'hunter2'; const s = { password: 'hunter2' };` })),
    ).not.toContain('hunter2');
  });

  it('gives measures with units', async () => {
    const { measures } = await factsOf({
      'a.js': `app.use(rateLimit({ windowMs: 15 * 60 * 1000, max: 100 })); app.use(express.json({ limit: '1mb' }));
        jwt.sign(p, s, { expiresIn: '15m' }); bcrypt.hash(p, 12); axios.create({ timeout: 5_000 });`,
    });
    expect(measures.map(({ subject, value, unit }) => [subject, value, unit])).toEqual([
      ['rate-limit', 100, 'requests per 900 s'],
      ['upload-size', 1, 'MB'],
      ['token-lifetime', 15, 'min'],
      ['hashing', 12, 'rounds'],
      ['timeout', 5000, 'ms'],
    ]);
  });

  it('gives schedules, messages and calls out', async () => {
    const facts = await factsOf({
      'a.ts': `import cron from 'node-cron'; cron.schedule('0 3 * * *', sweep); setInterval(poll, 60_000);
        export class S { @OnEvent('order.placed') on() {} place() { this.eventEmitter.emit('order.placed', 1); } }
        fetch('https://rates.example.com/latest?x=1'); producer.send({ topic: 'orders', messages: [] });`,
    });
    expect(facts.scheduledJobs.map(({ name, schedule }) => [name, schedule])).toEqual([
      ['sweep', '0 3 * * *'],
      ['poll', 'every 60 s'],
    ]);
    expect(facts.messages.map(({ direction, name }) => [direction, name])).toEqual([
      ['consumes', 'order.placed'],
      ['publishes', 'order.placed'],
      ['publishes', 'orders'],
    ]);
    expect(facts.externalCalls).toMatchObject([{ kind: 'http', target: 'rates.example.com' }]);
  });

  it('gives entities of Sequelize and Drizzle', async () => {
    const { entities } = await factsOf({
      'user.js': `module.exports = (sequelize, DataTypes) => { const User = sequelize.define('User', { email: { type: DataTypes.STRING(99), allowNull: false } }, { tableName: 'users' });
        User.associate = (models) => { User.hasMany(models.Order, { as: 'orders' }); }; return User; };`,
      'schema.ts': `import { pgTable, serial, varchar } from 'drizzle-orm/pg-core';
        export const lines = pgTable('order_lines', { id: serial('id').primaryKey(), sku: varchar('sku', { length: 9 }).notNull(), orderId: integer('o').references(() => orders.id) });`,
    });
    expect(entities).toMatchObject([
      {
        name: 'lines',
        table: 'order_lines',
        fields: [{ key: true }, { length: 9, nullable: false }, {}],
        relations: [{ target: 'orders' }],
      },
      {
        name: 'User',
        table: 'users',
        fields: [{ name: 'email', length: 99, nullable: false }],
        relations: [{ kind: 'one-to-many', target: 'Order', field: 'orders' }],
      },
    ]);
  });

  it('gives entities the columns of their base classes in other files', async () => {
    const { entities } = await factsOf({
      'base.ts': `export abstract class Base { @PrimaryGeneratedColumn('uuid') id: string; @CreateDateColumn() createdAt: Date; }`,
      'order.ts': `import { Base } from './base'; @Entity({ name: 'orders' }) export class Order extends Base { @Column({ nullable: true }) note?: string; }`,
    });
    expect(entities).toMatchObject([
      {
        name: 'Order',
        table: 'orders',
        fields: [{ name: 'id', key: true }, { name: 'createdAt' }, { name: 'note', nullable: true }],
      },
    ]);
  });

  it('joins symbols across files', async () => {
    const { references } = await factsOf({
      'a.ts': `import { B } from './b'; export class A { constructor(private readonly b: B) {} run() { this.b.go(); } }`,
      'b.ts': `export class B { go() {} }`,
    });
    expect(references).toContainEqual({ from: 'a.ts#A.run', to: 'b.ts#B.go', kind: 'calls', count: 1 });
  });

  it.each([
    ['a syntax error', 'export class A { @Get( get( {'],
    ['odd letters', 'const ñ\u202e = "\u0000"; app.get(`/é/${ü}`, (ж) => ж);'],
    [
      'names of objects',
      'export const __proto__ = { constructor: 1, hasOwnProperty: {} }; exports.toString = () => {}; app.constructor("/x", f);',
    ],
    [
      'itself',
      'import * as me from "./a"; export * from "./a"; export { x as y, y as x } from "./a"; const a = a; let b = c, c = b; app.use(a); me.get("/x", b);',
    ],
    ['depth', `${'f('.repeat(3_000)}${')'.repeat(3_000)}`],
    ['a long sum', `const x = ${'"a" + '.repeat(4_000)}"b"; app.get(x, y);`],
    ['a long chain', `require("express")()${'.get("/x", f)'.repeat(1_500)};`],
  ])('survives %s', async (_, text) => {
    const { outcomes } = await parse({ 'a.ts': text });
    expect(outcomes.get('a.ts')).toBeDefined();
  });
});
