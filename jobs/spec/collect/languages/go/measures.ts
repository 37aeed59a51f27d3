import type { Measure } from '#schemas/spec/facts.ts';
import { linesOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Body } from './body.ts';
import { base, type Call, value } from './call.ts';
import { codeIn } from './expressions.ts';

const push = (
  call: Call,
  kind: Pick<Measure, 'category' | 'subject' | 'unit'>,
  what: string,
  figure?: Syntax,
): void => {
  call.body.drafts.measures.push({
    fact: { ...kind, what: what.slice(0, 300), ...base(call) },
    ...(figure && { numbers: { value: value(call.body, figure) } }),
  });
};

type Rule = {
  readonly name: RegExp;
  readonly kind: Pick<Measure, 'category' | 'subject' | 'unit'>;
  readonly what: string;
  readonly figure?: number;
};

const rules: readonly Rule[] = [
  {
    name: /^context\.WithTimeout$/,
    kind: { category: 'performance', subject: 'timeout', unit: 's' },
    what: 'the work of',
    figure: 1,
  },
  {
    name: /^(middleware\.Timeout|http\.TimeoutHandler|timeout\.New)$/,
    kind: { category: 'performance', subject: 'timeout', unit: 's' },
    what: 'requests',
    figure: 0,
  },
  { name: /^bcrypt\.GenerateFromPassword$/, kind: { category: 'security', subject: 'hashing' }, what: 'bcrypt' },
  { name: /^argon2\.(IDKey|Key)$/, kind: { category: 'security', subject: 'hashing' }, what: 'Argon2' },
  { name: /^scrypt\.Key$/, kind: { category: 'security', subject: 'hashing' }, what: 'scrypt' },
  { name: /^pbkdf2\.Key$/, kind: { category: 'security', subject: 'hashing' }, what: 'PBKDF2' },
  {
    name: /^http\.MaxBytesReader$/,
    kind: { category: 'capacity', subject: 'upload-size', unit: 'B' },
    what: 'the body of a request',
    figure: 2,
  },
  {
    name: /\.ParseMultipartForm$/,
    kind: { category: 'capacity', subject: 'upload-size', unit: 'B' },
    what: 'a form held in memory',
    figure: 0,
  },
  {
    name: /^(httprate\.Limit\w*|tollbooth\.NewLimiter|limiter\.New)$/,
    kind: { category: 'capacity', subject: 'rate-limit', unit: 'requests' },
    what: 'requests',
    figure: 0,
  },
  {
    name: /^rate\.NewLimiter$/,
    kind: { category: 'capacity', subject: 'rate-limit', unit: 'requests/s' },
    what: 'calls',
    figure: 0,
  },
  {
    name: /^middleware\.(Throttle|ThrottleBacklog)$/,
    kind: { category: 'capacity', subject: 'concurrency', unit: 'requests' },
    what: 'requests at the same time',
    figure: 0,
  },
  {
    name: /\.(SetMaxOpenConns)$/,
    kind: { category: 'capacity', subject: 'concurrency', unit: 'connections' },
    what: 'connections to the database',
    figure: 0,
  },
  {
    name: /^(cors\.(New|Handler|Default|AllowAll)|middleware\.CORS\w*)$/,
    kind: { category: 'security', subject: 'cors' },
    what: 'calls from other origins are configured',
  },
  {
    name: /^(csrf\.Protect|nosurf\.New|middleware\.CSRF\w*|csrf\.New)$/,
    kind: { category: 'security', subject: 'anti-forgery' },
    what: 'requests are protected from forgery',
  },
  {
    name: /\.(Begin|BeginTx|BeginTxx|MustBegin|Transaction|RunInTransaction|WithTransaction)$/,
    kind: { category: 'reliability', subject: 'transaction' },
    what: 'the work of',
  },
  {
    name: /^(retry\.Do|backoff\.Retry\w*)$/,
    kind: { category: 'reliability', subject: 'retries' },
    what: 'the work of',
  },
  {
    name: /^retry\.Attempts$|\.SetRetryCount$/,
    kind: { category: 'reliability', subject: 'retries', unit: 'attempts' },
    what: 'the work of',
    figure: 0,
  },
  { name: /\.ListenAndServeTLS$|\.RunTLS$/, kind: { category: 'security', subject: 'transport' }, what: 'TLS' },
  {
    name: /\.(SetTimeout)$/,
    kind: { category: 'performance', subject: 'timeout', unit: 's' },
    what: 'calls',
    figure: 0,
  },
  {
    name: /^cache\.New$/,
    kind: { category: 'performance', subject: 'cache-lifetime', unit: 's' },
    what: 'what is kept in memory',
    figure: 0,
  },
  {
    name: /(redis|rdb|cache)\w*\.(Set|SetEX|SetNX)$/i,
    kind: { category: 'performance', subject: 'cache-lifetime', unit: 's' },
    what: 'what is kept by',
    figure: 3,
  },
];

/** Timeouts, limits, hashing, transactions and what else a call says of how well something is done. */
export const readMeasure = (call: Call): void => {
  const rule = rules.find(({ name }) => name.test(call.name));
  if (!rule) return;
  const figure = rule.figure === undefined ? undefined : call.args[rule.figure];
  if (rule.kind.subject === 'cache-lifetime' && !/time\.|[A-Z]\w*(TTL|Expir)/.test(figure?.text ?? '')) return;
  push(call, rule.kind, /of$|by$/.test(rule.what) ? `${rule.what} ${call.body.block.name}` : rule.what, figure);
};

const figures: Readonly<Record<string, Pick<Measure, 'category' | 'subject' | 'unit'>>> = {
  Timeout: { category: 'performance', subject: 'timeout', unit: 's' },
  ReadTimeout: { category: 'performance', subject: 'timeout', unit: 's' },
  ReadHeaderTimeout: { category: 'performance', subject: 'timeout', unit: 's' },
  WriteTimeout: { category: 'performance', subject: 'timeout', unit: 's' },
  IdleTimeout: { category: 'performance', subject: 'timeout', unit: 's' },
  DialTimeout: { category: 'performance', subject: 'timeout', unit: 's' },
  MaxHeaderBytes: { category: 'capacity', subject: 'upload-size', unit: 'B' },
  BodyLimit: { category: 'capacity', subject: 'upload-size', unit: 'B' },
  MaxRetries: { category: 'reliability', subject: 'retries', unit: 'attempts' },
  PoolSize: { category: 'capacity', subject: 'concurrency', unit: 'connections' },
  TTL: { category: 'performance', subject: 'cache-lifetime', unit: 's' },
};

/** &http.Server{ReadTimeout: 5 * time.Second}. */
export const readFigure = (body: Body, node: Syntax): void => {
  const key = node.get('key')?.text ?? '';
  const kind = Object.hasOwn(figures, key) ? figures[key] : undefined;
  const figure = codeIn(node.get('value'))[0];
  const type = node.above('composite_literal')?.get('type')?.text ?? '';
  if (!kind || !figure || !/[\d]|time\.|[A-Z]/.test(figure.text)) return;
  body.drafts.measures.push({
    fact: {
      ...kind,
      what: `${key} of ${type || body.block.name}`,
      symbol: body.block.id,
      span: linesOf(body.path, node),
    },
    numbers: { value: value(body, figure) },
  });
};
