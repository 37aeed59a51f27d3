import type { Measure, Span } from '#schemas/spec/facts.ts';
import { type Call, typeOf } from './body.ts';
import { amountOf } from './durations.ts';
import type { Annotation, Drafts, JavaType, Value } from './model.ts';
import { simpleName, valueIn } from './values.ts';

type Kind = Pick<Measure, 'category' | 'subject' | 'unit'>;

const push = (
  drafts: Drafts,
  owner: string,
  symbol: string,
  span: Span,
  kind: Kind,
  what: string,
  value?: Value,
): void => {
  drafts.measures.push({
    fact: { ...kind, what: what.slice(0, 300), symbol, span },
    ...(value && { numbers: { value } }),
    owner,
  });
};

/** Annotations that say how well something is done: their kind, the argument that holds the figure, what is said of it. */
const annotations: Readonly<
  Record<
    string,
    {
      readonly kind: Kind;
      readonly argument?: readonly string[];
      readonly what: (at: string, annotation: Annotation) => string;
    }
  >
> = {
  Transactional: {
    kind: { category: 'reliability', subject: 'transaction' },
    what: (at, { args }) => (args.readOnly?.[0]?.source === 'true' ? `${at}, read only` : at),
  },
  Cacheable: {
    kind: { category: 'performance', subject: 'cache-lifetime' },
    what: (at, { args }) =>
      `cache ${(args.value ?? args.cacheNames ?? []).map(({ source }) => source.replace(/"/g, '')).join(', ') || at}`,
  },
  Retryable: {
    kind: { category: 'reliability', subject: 'retries', unit: 'attempts' },
    argument: ['maxAttempts', 'maxRetries'],
    what: (at) => at,
  },
  Retry: {
    kind: { category: 'reliability', subject: 'retries', unit: 'attempts' },
    argument: ['maxRetries'],
    what: (at) => at,
  },
  CircuitBreaker: { kind: { category: 'reliability', subject: 'other' }, what: (at) => `circuit breaker around ${at}` },
  RateLimiter: { kind: { category: 'capacity', subject: 'rate-limit' }, what: (at) => at },
  TimeLimiter: { kind: { category: 'performance', subject: 'timeout' }, what: (at) => at },
  Bulkhead: { kind: { category: 'capacity', subject: 'concurrency' }, argument: ['value'], what: (at) => at },
  CrossOrigin: { kind: { category: 'security', subject: 'cors' }, what: (at) => `calls from other origins to ${at}` },
  EnableAsync: {
    kind: { category: 'performance', subject: 'concurrency' },
    what: () => 'work that goes on in the background',
  },
  MultipartConfig: {
    kind: { category: 'capacity', subject: 'upload-size', unit: 'B' },
    argument: ['maxFileSize'],
    what: (at) => at,
  },
  PageableDefault: {
    kind: { category: 'performance', subject: 'page-size', unit: 'items' },
    argument: ['size', 'value'],
    what: (at) => at,
  },
  BatchSize: {
    kind: { category: 'performance', subject: 'batch-size', unit: 'items' },
    argument: ['size'],
    what: (at) => at,
  },
  Version: { kind: { category: 'reliability', subject: 'concurrency' }, what: (at) => `optimistic locking of ${at}` },
};

const ofAnnotations = (
  list: readonly Annotation[],
  at: string,
  owner: JavaType,
  symbol: string,
  drafts: Drafts,
): void => {
  for (const annotation of list) {
    const known = Object.hasOwn(annotations, annotation.name) ? annotations[annotation.name] : undefined;
    if (!known) continue;
    const value = known.argument?.flatMap((name) => annotation.args[name] ?? [])[0];
    push(drafts, owner.id, symbol, annotation.span, known.kind, known.what(at, annotation), value);
    const timeout = annotation.name === 'Transactional' ? annotation.args.timeout?.[0] : undefined;
    if (timeout)
      push(
        drafts,
        owner.id,
        symbol,
        annotation.span,
        { category: 'performance', subject: 'timeout', unit: 's' },
        `the transaction of ${at}`,
        timeout,
      );
  }
};

const named: readonly { readonly pattern: RegExp; readonly kind: Kind }[] = [
  {
    pattern: /^(DEFAULT_|MAX_)?PAGE_?SIZE$|^(default|max)?[pP]ageSize$|^(DEFAULT|MAX)_(PAGE_)?(SIZE|LIMIT)$/,
    kind: { category: 'performance', subject: 'page-size', unit: 'items' },
  },
  {
    pattern: /^(MAX|max)_?(RETRIES|Retries|RETRY_COUNT|RetryCount|RETRY_ATTEMPTS|Attempts|ATTEMPTS)$/,
    kind: { category: 'reliability', subject: 'retries', unit: 'attempts' },
  },
  { pattern: /^BATCH_SIZE$|^batchSize$/, kind: { category: 'performance', subject: 'batch-size', unit: 'items' } },
  {
    pattern: /^(MAX|max)_?(FILE|UPLOAD|File|Upload)_?(SIZE|Size)(_BYTES)?$/,
    kind: { category: 'capacity', subject: 'upload-size', unit: 'B' },
  },
  {
    pattern: /^(MIN_?PASSWORD_?LENGTH|PASSWORD_?MIN_?LENGTH|minPasswordLength|passwordMinLength)$/,
    kind: { category: 'security', subject: 'password-length', unit: 'characters' },
  },
  {
    pattern: /^(MAX_?(LOGIN|FAILED)_?\w*ATTEMPTS?|max(Login|Failed)\w*Attempts?)$/,
    kind: { category: 'security', subject: 'lockout', unit: 'attempts' },
  },
];

const timeSuffix: Readonly<Record<string, string>> = {
  MS: 'ms',
  MILLIS: 'ms',
  MILLISECONDS: 'ms',
  SECONDS: 's',
  SEC: 's',
  SECS: 's',
  MINUTES: 'min',
  HOURS: 'h',
  DAYS: 'days',
};

/** What annotations and constants with telling names say. */
export const readMeasures = (type: JavaType, drafts: Drafts): void => {
  ofAnnotations(type.annotations, type.name, type, type.id, drafts);
  for (const method of type.methods) {
    ofAnnotations(
      [...method.annotations, ...method.parameters.flatMap((one) => one.annotations)],
      `${type.name}.${method.name}`,
      type,
      method.id,
      drafts,
    );
  }
  for (const field of type.fields) {
    ofAnnotations(field.annotations, `${type.name}.${field.name}`, type, type.id, drafts);
    if (!field.value || !/^[\d(]/.test(field.value.source)) continue;
    const known = named.find(({ pattern }) => pattern.test(field.name));
    const suffix =
      /_?(MS|MILLIS|MILLISECONDS|SECONDS|SECS?|MINUTES|HOURS|DAYS)$/i.exec(field.name)?.[1]?.toUpperCase() ?? '';
    const isTime = /timeout|ttl|expir|lifetime|validity/i.test(field.name) && timeSuffix[suffix];
    if (known) push(drafts, type.id, type.id, field.span, known.kind, `${type.name}.${field.name}`, field.value);
    else if (isTime)
      push(
        drafts,
        type.id,
        type.id,
        field.span,
        { ...timeKind(field.name), unit: isTime },
        `${type.name}.${field.name}`,
        field.value,
      );
  }
};

/** What a period with a telling name limits. */
const timeKind = (name: string): Kind =>
  /token|jwt|session/i.test(name)
    ? { category: 'security', subject: 'token-lifetime' }
    : /ttl|expir|cache/i.test(name)
      ? { category: 'performance', subject: 'cache-lifetime' }
      : { category: 'performance', subject: 'timeout' };

const encoders: Readonly<Record<string, string>> = {
  BCryptPasswordEncoder: 'BCrypt',
  Argon2PasswordEncoder: 'Argon2',
  SCryptPasswordEncoder: 'scrypt',
  Pbkdf2PasswordEncoder: 'PBKDF2',
  DelegatingPasswordEncoder: 'the encoder that a password names',
};

const timeouts =
  /^(set)?(connect|read|response|write|call|request|socket|connection|idle)?_?[tT]imeout$|^(setConnectTimeout|setReadTimeout|setConnectionRequestTimeout|connectTimeout|readTimeout|responseTimeout|block|timeout)$/;
const lifetimes = /^(expireAfterWrite|expireAfterAccess|entryTtl|ttl|timeToLive|refreshAfterWrite|expire)$/;

const security: Readonly<Record<string, (text: string) => { readonly kind: Kind; readonly what: string } | undefined>> =
  {
    csrf: (text) => ({
      kind: { category: 'security', subject: 'anti-forgery' },
      what: /disable/.test(text) ? 'CSRF protection is off' : 'CSRF protection is on',
    }),
    cors: (text) =>
      /disable/.test(text)
        ? undefined
        : { kind: { category: 'security', subject: 'cors' }, what: 'calls from other origins are configured' },
    requiresSecure: () => ({ kind: { category: 'security', subject: 'transport' }, what: 'requests over HTTPS only' }),
    maximumSessions: () => ({
      kind: { category: 'security', subject: 'concurrency', unit: 'sessions' },
      what: 'sessions of a user at the same time',
    }),
  };

const timeOf = (call: Call): { value: Value; unit: string } | undefined => {
  const [first, second] = call.arguments;
  const amount = amountOf(first);
  if (amount) return amount;
  const unit = /^(?:TimeUnit|ChronoUnit)?\.?(\w+)$/.exec(second?.text ?? '')?.[1];
  const known =
    unit && { SECONDS: 's', MINUTES: 'min', HOURS: 'h', DAYS: 'days', MILLISECONDS: 'ms', MILLIS: 'ms' }[unit];
  if (first && known) return { value: valueIn(first), unit: known };
  return first && /^(set\w*Timeout|timeout)$/.test(call.name) && /^[\d_]+$|[A-Z_]{4,}$/.test(first.text)
    ? { value: valueIn(first), unit: 'ms' }
    : undefined;
};

/** Timeouts, lifetimes of caches, pages, password encoders, what a filter chain protects from. */
export const readMeasureCall = (call: Call): void => {
  const { body, name, arguments: args, object } = call;
  const at = (kind: Kind, what: string, value?: Value): void =>
    push(body.drafts, body.owner.id, body.symbol, call.span, kind, what, value);
  if (call.node.type === 'object_creation_expression') {
    const made = simpleName(call.node.get('type')?.text ?? '');
    const strength = made === 'BCryptPasswordEncoder' && call.arguments[0] ? valueIn(call.arguments[0]) : undefined;
    if (encoders[made])
      at(
        { category: 'security', subject: 'hashing', ...(strength && { unit: 'rounds (log2)' }) },
        encoders[made],
        strength,
      );
    return;
  }
  if (timeouts.test(name) || lifetimes.test(name)) {
    const time = timeOf(call);
    const subject = lifetimes.test(name) ? 'cache-lifetime' : 'timeout';
    if (time)
      at(
        { category: 'performance', subject, unit: time.unit },
        `${name} of ${simpleName((object && typeOf(object, body)) ?? body.owner.name)}`,
        time.value,
      );
  } else if (name === 'of' && object?.text === 'PageRequest' && args[1]) {
    at(
      { category: 'performance', subject: 'page-size', unit: 'items' },
      `${body.owner.name}.${body.name}`,
      valueIn(args[1]),
    );
  } else if (/^(setMaxFileSize|setMaxUploadSize|setMaxRequestSize|maxInMemorySize)$/.test(name) && args[0]) {
    const amount = amountOf(args[0]);
    at(
      { category: 'capacity', subject: 'upload-size', unit: amount?.unit ?? 'B' },
      `${name} of ${body.owner.name}`,
      amount?.value ?? valueIn(args[0]),
    );
  } else if (
    /^(newFixedThreadPool|setMaxPoolSize|setCorePoolSize|setConcurrency|newScheduledThreadPool)$/.test(name) &&
    args[0]
  ) {
    at(
      { category: 'capacity', subject: 'concurrency', unit: 'threads' },
      `${name} of ${body.owner.name}`,
      valueIn(args[0]),
    );
  } else if (/^(maxAttempts|setMaxAttempts|retry)$/.test(name) && args[0] && /^[\d]|[A-Z_]{3,}$/.test(args[0].text)) {
    at(
      { category: 'reliability', subject: 'retries', unit: 'attempts' },
      `${body.owner.name}.${body.name}`,
      valueIn(args[0]),
    );
  } else if (/^create(Delegating)?PasswordEncoder$/.test(name)) {
    at({ category: 'security', subject: 'hashing' }, 'BCrypt, by the encoder that a password names');
  } else if (
    Object.hasOwn(security, name) &&
    /http|chain|security|csrf|session/i.test(body.node.get('parameters')?.text ?? '')
  ) {
    const said = security[name]?.(
      `${call.node.get('arguments')?.text ?? ''}${call.node.parent?.get('name')?.text ?? ''}`,
    );
    if (said) at(said.kind, said.what, args[0] && /^\d/.test(args[0].text) ? valueIn(args[0]) : undefined);
  }
};
