import type { Measure } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { type SourceUnit, symbolAt, unitSpan } from './file.ts';
import { argumentsOf, bare, calleeOf, dottedName, entriesOf, entryOf } from './syntax-tree.ts';
import { isSettled, numberOf, textOf, valueNode } from './texts.ts';

type Told = Pick<Measure, 'category' | 'subject' | 'what'> & {
  readonly value?: number | undefined;
  readonly unit?: string | undefined;
};

const spelled: Readonly<Record<string, [number, string]>> = {
  b: [1, 'B'],
  kb: [1, 'KB'],
  mb: [1, 'MB'],
  gb: [1, 'GB'],
  ms: [1, 'ms'],
  s: [1, 's'],
  sec: [1, 's'],
  second: [1, 's'],
  m: [1, 'min'],
  min: [1, 'min'],
  minute: [1, 'min'],
  h: [1, 'h'],
  hr: [1, 'h'],
  hour: [1, 'h'],
  d: [1, 'days'],
  day: [1, 'days'],
  w: [7, 'days'],
  week: [7, 'days'],
  y: [365, 'days'],
};

/** '15m', '100kb', '7 days' */
const quantity = (text: string | undefined): { value: number; unit: string } | undefined => {
  const [, digits = '', word = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+?)s?$/i.exec(text?.trim() ?? '') ?? [];
  const known = spelled[word.toLowerCase()] ?? (word.toLowerCase() === 'm' ? spelled.m : undefined);
  return known && digits ? { value: Number(digits) * known[0], unit: known[1] } : undefined;
};

const bytes = (value: number): { value: number; unit: string } =>
  value >= 1024 * 1024
    ? { value: Math.round((value / 1024 / 1024) * 100) / 100, unit: 'MB' }
    : value >= 1024
      ? { value: Math.round((value / 1024) * 100) / 100, unit: 'KB' }
      : { value, unit: 'B' };

const amount = (unit: SourceUnit, node: Syntax | undefined, plain: string): { value?: number; unit?: string } => {
  const number = numberOf(unit, node);
  if (number !== undefined) return plain === 'bytes' ? bytes(number) : { value: number, unit: plain };
  const text = textOf(unit, node);
  return (text !== undefined && isSettled(text) ? quantity(text) : undefined) ?? {};
};

const known = (of: { value?: number }): boolean => of.value !== undefined;

/** Keys of options whose numbers say how much, how long, how often; wherever they stand in a call's options. */
const options: Readonly<
  Record<string, Omit<Told, 'value' | 'unit'> & { readonly plain: string; readonly of?: RegExp }>
> = {
  timeout: { category: 'performance', subject: 'timeout', what: 'timeout', plain: 'ms' },
  requestTimeout: { category: 'performance', subject: 'timeout', what: 'request timeout', plain: 'ms' },
  connectionTimeout: { category: 'performance', subject: 'timeout', what: 'connection timeout', plain: 'ms' },
  connectionTimeoutMillis: { category: 'performance', subject: 'timeout', what: 'connection timeout', plain: 'ms' },
  retries: { category: 'reliability', subject: 'retries', what: 'retries', plain: 'attempts' },
  maxRetries: { category: 'reliability', subject: 'retries', what: 'retries', plain: 'attempts' },
  attempts: { category: 'reliability', subject: 'retries', what: 'attempts', plain: 'attempts' },
  concurrency: { category: 'capacity', subject: 'concurrency', what: 'concurrency', plain: 'jobs' },
  fileSize: { category: 'capacity', subject: 'upload-size', what: 'size of an uploaded file', plain: 'bytes' },
  bodyLimit: { category: 'capacity', subject: 'upload-size', what: 'size of a request body', plain: 'bytes' },
  expiresIn: { category: 'security', subject: 'token-lifetime', what: 'lifetime of tokens', plain: 's' },
  batchSize: { category: 'capacity', subject: 'batch-size', what: 'batch size', plain: 'items' },
  poolSize: { category: 'capacity', subject: 'concurrency', what: 'connections of the pool', plain: 'connections' },
  take: { category: 'capacity', subject: 'page-size', what: 'items of a page', plain: 'items' },
  pageSize: { category: 'capacity', subject: 'page-size', what: 'items of a page', plain: 'items' },
  ttl: { category: 'performance', subject: 'cache-lifetime', what: 'lifetime of what is cached', plain: 's' },
};

const ofOptions = (unit: SourceUnit): { told: Told; node: Syntax }[] =>
  unit.all('object').flatMap((object) =>
    entriesOf(object).flatMap(({ key, value, node }) => {
      const row = Object.hasOwn(options, key) ? options[key] : undefined;
      const found = row ? amount(unit, value, row.plain) : {};
      return row && known(found)
        ? [{ told: { category: row.category, subject: row.subject, what: row.what, ...found }, node }]
        : [];
    }),
  );

const rateLimit = (unit: SourceUnit, call: Syntax): Told | undefined => {
  const object = valueNode(unit, argumentsOf(call)[0]);
  const window = numberOf(unit, entryOf(object, 'windowMs') ?? entryOf(object, 'timeWindow'));
  const max = numberOf(unit, entryOf(object, 'max') ?? entryOf(object, 'limit') ?? entryOf(object, 'points'));
  if (max === undefined) return undefined;
  const per = window === undefined ? 'requests' : `requests per ${window / 1000} s`;
  return { category: 'security', subject: 'rate-limit', value: max, unit: per, what: 'requests of one client' };
};

/** Calls that are a measure by themselves. */
const ofCall = (unit: SourceUnit, call: Syntax): Told | undefined => {
  const callee = dottedName(calleeOf(call));
  const last = callee.split('.').at(-1) ?? '';
  const [first, second, third] = argumentsOf(call);
  if (/^(rateLimit|rateLimiter|RateLimit|slowDown|RateLimiter\w*)$/i.test(last)) return rateLimit(unit, call);
  if (/^(json|urlencoded|raw|text|bodyParser)$/.test(last) && /express|bodyParser|^json$|koaBody/i.test(callee)) {
    const found = amount(unit, entryOf(first, 'limit'), 'bytes');
    return known(found)
      ? { category: 'capacity', subject: 'upload-size', what: 'size of a request body', ...found }
      : undefined;
  }
  if (/^bcrypt(js)?\.(hash|hashSync|genSalt|genSaltSync)$/.test(callee)) {
    const rounds = numberOf(unit, /genSalt/.test(last) ? first : second);
    return {
      category: 'security',
      subject: 'hashing',
      what: 'bcrypt',
      ...(rounds === undefined ? {} : { value: rounds, unit: 'rounds' }),
    };
  }
  if (/^argon2\.hash$/.test(callee)) return { category: 'security', subject: 'hashing', what: 'Argon2' };
  if (/(^|\.)(scrypt|scryptSync)$/.test(callee)) return { category: 'security', subject: 'hashing', what: 'scrypt' };
  if (/(^|\.)pbkdf2(Sync)?$/.test(callee))
    return {
      category: 'security',
      subject: 'hashing',
      what: 'PBKDF2',
      value: numberOf(unit, third),
      unit: 'iterations',
    };
  if (/(^|\.)createCipheriv$/.test(callee))
    return { category: 'security', subject: 'encryption', what: textOf(unit, first) ?? 'cipher' };
  if (callee === 'helmet' || last === 'helmet')
    return { category: 'security', subject: 'transport', what: 'helmet: secure HTTP headers' };
  if (callee === 'cors' || last === 'enableCors')
    return {
      category: 'security',
      subject: 'cors',
      what: textOf(unit, entryOf(valueNode(unit, first), 'origin')) ?? 'cross-origin requests',
    };
  if (/^(csurf|csrf|lusca\.csrf|doubleCsrf)$/.test(callee))
    return { category: 'security', subject: 'anti-forgery', what: callee };
  if (/(^|\.)(\$transaction|startTransaction|withTransaction|transaction)$/.test(callee))
    return { category: 'reliability', subject: 'transaction', what: symbolAt(unit, call)?.split('#')[1] ?? callee };
  if (last === 'limit' && calleeOf(call)?.type === 'member_expression') {
    const value = numberOf(unit, first);
    return value === undefined || value < 2
      ? undefined
      : { category: 'capacity', subject: 'page-size', what: 'items of a list', value, unit: 'items' };
  }
  return undefined;
};

export const readMeasures = (unit: SourceUnit): Measure[] => {
  if (unit.isTest) return [];
  const calls = unit.all('call_expression').flatMap((node) => {
    const told = ofCall(unit, node);
    return told ? [{ told, node }] : [];
  });
  return [...ofOptions(unit), ...calls]
    .sort((a, b) => a.node.start - b.node.start)
    .map(({ told: { value, unit: of, what, ...rest }, node }) => {
      const symbol = symbolAt(unit, node);
      const owner = /^(timeout|lifetime of tokens|items of a page|items of a list)$/.test(what)
        ? bare(node.above('call_expression'))
        : undefined;
      const whose = owner && owner.type === 'call_expression' ? dottedName(calleeOf(owner)).replace(/\(\)/g, '') : '';
      return {
        ...rest,
        ...(value === undefined ? {} : { value, ...(of ? { unit: of } : {}) }),
        what: (whose ? `${what} (${whose})` : isSettled(what) ? what : 'cross-origin requests').slice(0, 300),
        ...(symbol ? { symbol } : {}),
        span: unitSpan(unit, node),
      };
    });
};
