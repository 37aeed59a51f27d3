import * as z from 'zod';

/** The languages that are parsed; `text` is whatever else can be read. */
export const languages = [
  'csharp',
  'java',
  'typescript',
  'javascript',
  'python',
  'go',
  'proto',
  'prisma',
  'sql',
  'text',
] as const;

/** Lines of a file of the archive, 1-based and inclusive. */
export const span = z.object({
  path: z.string(),
  start: z.number().int().positive(),
  end: z.number().int().positive(),
});

/** `<path>#<qualified name>`, with `~2`, `~3` … for overloads in the order they stand in the file. */
const symbolId = z.string();

export const symbolKinds = [
  'class',
  'interface',
  'struct',
  'record',
  'enum',
  'enum-member',
  'function',
  'method',
  'constructor',
  'property',
  'field',
  'constant',
  'type',
  'module',
] as const;

export const symbol = z.object({
  id: symbolId,
  kind: z.enum(symbolKinds),
  language: z.enum(languages),
  name: z.string().describe('As it is declared: PlaceOrderAsync'),
  qualifiedName: z.string().describe('With its containers, by dots: Shop.Orders.OrderService.PlaceOrderAsync'),
  container: symbolId.optional(),
  span: span.describe('Of the whole declaration, its doc comment and attributes among it'),
  visibility: z.enum(['public', 'protected', 'internal', 'private']),
  signature: z.string().max(400).optional().describe('The declaration in a line, without its body'),
  doc: z.string().max(4_000).optional().describe('Its doc comment as plain text, without markup'),
  isTest: z.boolean().default(false).describe('It belongs to the tests'),
});

export const references = ['calls', 'extends', 'implements', 'uses'] as const;

/** From one symbol to another of the archive; how often is its weight. */
export const reference = z.object({
  from: symbolId,
  to: symbolId,
  kind: z.enum(references),
  count: z.number().int().positive(),
});

/** Whom an endpoint lets in. `unknown`: the source does not say. */
export const auth = z.object({
  access: z.enum(['required', 'anonymous', 'unknown']),
  roles: z.array(z.string()).default([]),
  policies: z.array(z.string()).default([]).describe('Policies, permissions, scopes, guards and filters by name'),
  span: span.optional().describe('Where it is said'),
});

export const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'body', 'form', 'unknown']),
  type: z.string().optional(),
  required: z.boolean().optional(),
});

export const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY', 'RPC'] as const;

export const endpoint = z.object({
  verb: z.enum(verbs),
  route: z
    .string()
    .describe(
      'From the root, parameters as {name} without constraints: /orders/{id}. RPC: /<package>.<Service>/<Method>',
    ),
  framework: z
    .string()
    .describe('aspnet-mvc, aspnet-minimal, spring, express, nestjs, fastify, fastapi, flask, net/http, chi, grpc …'),
  handler: symbolId.optional().describe('The symbol that answers'),
  handlerName: z.string().describe('As people say it: OrdersController.Place'),
  auth,
  parameters: z.array(parameter).default([]),
  request: z.string().optional().describe('The type of the body'),
  response: z.string().optional().describe('The type of the answer'),
  statuses: z.array(z.number().int()).default([]).describe('HTTP statuses that the source says it answers with'),
  summary: z.string().optional().describe('What its doc comment says it is for'),
  span,
});

export const relation = z.object({
  kind: z.enum(['one-to-one', 'one-to-many', 'many-to-one', 'many-to-many']),
  target: z.string().describe("The other entity's name"),
  field: z.string().optional().describe('The field that holds it'),
  span,
});

export const field = z.object({
  name: z.string(),
  type: z.string().describe('As the source spells it'),
  key: z.boolean().default(false),
  nullable: z.boolean().default(false),
  length: z.number().int().optional(),
  unique: z.boolean().default(false),
  doc: z.string().optional(),
  span,
});

export const entity = z.object({
  name: z.string(),
  symbol: symbolId.optional(),
  framework: z.string().describe('ef, nopcommerce, jpa, typeorm, prisma, django, sqlalchemy, gorm, sql …'),
  table: z.string().optional(),
  doc: z.string().optional(),
  fields: z.array(field),
  relations: z.array(relation).default([]),
  span,
});

/** A rule that input must keep: an attribute, an annotation, a fluent rule, a schema's constraint. */
export const validation = z.object({
  subject: z.string().describe('The type that is checked: PlaceOrderRequest'),
  field: z.string().optional(),
  rule: z.enum(['required', 'length', 'range', 'pattern', 'email', 'url', 'one-of', 'unique', 'format', 'custom']),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().max(300).optional(),
  values: z.array(z.string()).optional(),
  message: z.string().max(500).optional().describe('What the user is told, if the source says so'),
  symbol: symbolId.optional().describe('The symbol that holds the rule'),
  span,
});

/** What becomes of a request under a condition: a guard that throws, returns a status, or does something else instead. */
export const outcome = z.object({
  symbol: symbolId.describe('The function in which it is decided'),
  condition: z.string().max(300).optional().describe('As the source spells it: order.Status == OrderStatus.Shipped'),
  effect: z.enum(['throws', 'responds', 'returns', 'redirects']),
  status: z.number().int().optional().describe('The HTTP status, if it is one'),
  type: z.string().optional().describe("The exception's type, or the result's"),
  message: z.string().max(500).optional().describe('The literal that goes with it, placeholders as {name}'),
  span,
});

export const configuration = z.object({
  key: z.string().describe('As it is asked for: Orders:MaxItems, ORDERS_MAX_ITEMS, orders.max-items'),
  default: z.string().max(200).optional().describe('Never of what looks like a secret'),
  symbol: symbolId.optional(),
  span,
});

export const scheduledJob = z.object({
  name: z.string(),
  schedule: z.string().optional().describe('As the source says: a cron expression, or "every 300 s"'),
  seconds: z.number().optional().describe('The period, if it is fixed'),
  symbol: symbolId.optional(),
  doc: z.string().optional(),
  span,
});

export const message = z.object({
  direction: z.enum(['publishes', 'consumes']),
  name: z.string().describe('The type of the message: OrderPlacedEvent'),
  channel: z.string().optional().describe('The topic, queue or exchange'),
  symbol: symbolId.optional(),
  doc: z.string().optional(),
  span,
});

export const externalCall = z.object({
  kind: z.enum(['http', 'email', 'storage', 'queue', 'database', 'cache', 'process', 'other']),
  target: z.string().describe('Host, client type or named client'),
  symbol: symbolId.optional(),
  span,
});

/** A figure or a measure that says how well the source does something: the evidence of non-functional requirements. */
export const measure = z.object({
  category: z.enum(['performance', 'security', 'reliability', 'capacity']),
  subject: z.enum([
    'timeout',
    'cache-lifetime',
    'page-size',
    'rate-limit',
    'upload-size',
    'retries',
    'concurrency',
    'batch-size',
    'password-length',
    'lockout',
    'token-lifetime',
    'hashing',
    'encryption',
    'transport',
    'anti-forgery',
    'cors',
    'transaction',
    'other',
  ]),
  value: z.number().optional(),
  unit: z.string().optional().describe('s, ms, MB, items, attempts, requests/s, characters …'),
  what: z
    .string()
    .max(300)
    .describe('What it is about, in a few words: the catalogue client; or the algorithm: PBKDF2'),
  symbol: symbolId.optional(),
  span,
});

export const fileOutcomes = ['parsed', 'text', 'left-out', 'unreadable'] as const;

/** What became of each file of the archive. */
export const sourceFile = z.object({
  path: z.string(),
  outcome: z.enum(fileOutcomes),
  language: z.enum(languages).optional(),
  reason: z.string().optional().describe('Why it was left out or could not be read: vendored, generated, binary …'),
  bytes: z.number().int().nonnegative(),
  lines: z.number().int().nonnegative().default(0),
  encoding: z.string().optional().describe('Where it is not UTF-8'),
  redacted: z.number().int().nonnegative().default(0).describe('How many secrets were taken out of it'),
});

/** What is found in the files of one language. Everything is plain data, in the order of path and line. */
export const facts = z.object({
  symbols: z.array(symbol),
  references: z.array(reference),
  endpoints: z.array(endpoint),
  entities: z.array(entity),
  validations: z.array(validation),
  outcomes: z.array(outcome),
  configuration: z.array(configuration),
  scheduledJobs: z.array(scheduledJob),
  messages: z.array(message),
  externalCalls: z.array(externalCall),
  measures: z.array(measure),
});

export type Span = z.infer<typeof span>;
export type CodeSymbol = z.infer<typeof symbol>;
export type Reference = z.infer<typeof reference>;
export type Endpoint = z.infer<typeof endpoint>;
export type Auth = z.infer<typeof auth>;
export type Parameter = z.infer<typeof parameter>;
export type Entity = z.infer<typeof entity>;
export type Field = z.infer<typeof field>;
export type Relation = z.infer<typeof relation>;
export type Validation = z.infer<typeof validation>;
export type Outcome = z.infer<typeof outcome>;
export type Configuration = z.infer<typeof configuration>;
export type ScheduledJob = z.infer<typeof scheduledJob>;
export type Message = z.infer<typeof message>;
export type ExternalCall = z.infer<typeof externalCall>;
export type Measure = z.infer<typeof measure>;
export type SourceFile = z.infer<typeof sourceFile>;
export type Facts = z.infer<typeof facts>;
export type Language = (typeof languages)[number];
