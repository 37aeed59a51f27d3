import type { Measure } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../parse/syntax.ts';
import {
  calleeName,
  isSettled,
  keyword,
  lastName,
  numberOf,
  ownPlace,
  positional,
  type SourceUnit,
  textOf,
  unitSpan,
} from './file.ts';

type Row = Omit<Measure, 'span' | 'symbol' | 'value'> & { readonly divide?: number };

/** Names of settings and arguments whose numbers say how much, how long, how often. */
const rows: readonly (readonly [RegExp, Row])[] = [
  [
    /^ACCESS_TOKEN_EXPIRE_MINUTES$|TOKEN_\w*MINUTES$/i,
    { category: 'security', subject: 'token-lifetime', unit: 'min', what: 'lifetime of tokens' },
  ],
  [/TOKEN_\w*HOURS$/i, { category: 'security', subject: 'token-lifetime', unit: 'h', what: 'lifetime of tokens' }],
  [/TOKEN_\w*DAYS$/i, { category: 'security', subject: 'token-lifetime', unit: 'days', what: 'lifetime of tokens' }],
  [
    /^(ACCESS|REFRESH)_TOKEN_LIFETIME$|JWT_\w*(EXPIRES|EXPIRATION)\w*$|^expires_delta$/i,
    { category: 'security', subject: 'token-lifetime', unit: 's', what: 'lifetime of tokens' },
  ],
  [
    /^(MAX_CONTENT_LENGTH|DATA_UPLOAD_MAX_MEMORY_SIZE|FILE_UPLOAD_MAX_MEMORY_SIZE|MAX_UPLOAD_SIZE)$/i,
    { category: 'capacity', subject: 'upload-size', unit: 'MB', divide: 1024 * 1024, what: 'size of a request body' },
  ],
  [
    /^(PAGE_SIZE|page_size|DEFAULT_PAGE_SIZE|MAX_PAGE_SIZE|max_page_size|paginate_by|per_page|default_limit)$/,
    { category: 'capacity', subject: 'page-size', unit: 'items', what: 'items of a page' },
  ],
  [/^timeout$|_TIMEOUT$|^TIMEOUT$/i, { category: 'performance', subject: 'timeout', unit: 's', what: 'timeout' }],
  [
    /^(max_retries|retries|MAX_RETRIES)$/,
    { category: 'reliability', subject: 'retries', unit: 'attempts', what: 'retries' },
  ],
  [
    /^(pool_size|max_workers|concurrency)$/,
    { category: 'capacity', subject: 'concurrency', unit: 'connections', what: 'connections or workers' },
  ],
  [
    /^(batch_size|chunk_size|BATCH_SIZE)$/,
    { category: 'capacity', subject: 'batch-size', unit: 'items', what: 'batch size' },
  ],
  [
    /^(cache_timeout|CACHE_TTL|CACHE_DEFAULT_TIMEOUT|ttl)$/i,
    { category: 'performance', subject: 'cache-lifetime', unit: 's', what: 'lifetime of what is cached' },
  ],
];

const measure = (unit: SourceUnit, node: Syntax, name: string, value: Syntax | undefined): Measure[] => {
  const row = rows.find(([pattern]) => pattern.test(name))?.[1];
  const number = row ? numberOf(unit, value) : undefined;
  if (!row || number === undefined) return [];
  const { divide = 1, ...told } = row;
  return [{ ...told, value: Math.round((number / divide) * 100) / 100, what: told.what, ...ownPlace(unit, node) }];
};

export const readMeasures = (unit: SourceUnit): Measure[] => {
  if (unit.isTest) return [];
  const named = [
    ...unit
      .all('keyword_argument')
      .flatMap((node) => measure(unit, node, node.get('name')?.text ?? '', node.get('value'))),
    ...unit.all('assignment').flatMap((node) => {
      const left = node.get('left');
      const key = left?.type === 'subscript' ? textOf(unit, left.get('subscript')) : left?.text;
      return key ? measure(unit, node, key, node.get('right')) : [];
    }),
    ...unit.all('pair').flatMap((node) => measure(unit, node, textOf(unit, node.get('key')) ?? '', node.get('value'))),
  ];
  const called = unit.all('call').flatMap((call): Measure[] => {
    const name = calleeName(call);
    const method = lastName(name);
    const at = ownPlace(unit, call);
    if (
      /^(bcrypt\.hashpw|generate_password_hash|make_password)$/.test(name) ||
      /(^|\.)(pwd_context|password_hash|bcrypt)\.(hash|generate_password_hash)$/.test(name)
    )
      return [{ category: 'security', subject: 'hashing', what: /bcrypt/.test(name) ? 'bcrypt' : method, ...at }];
    if (method === 'CryptContext')
      return [
        {
          category: 'security',
          subject: 'hashing',
          what: textOf(unit, keyword(call, 'schemes')?.named[0]) ?? 'password hashing',
          ...at,
        },
      ];
    if (/(^|\.)add_middleware$/.test(name) && positional(call)[0]?.text === 'CORSMiddleware')
      return [{ category: 'security', subject: 'cors', what: 'cross-origin requests', ...at }];
    if (name === 'CORS') return [{ category: 'security', subject: 'cors', what: 'cross-origin requests', ...at }];
    if (/(^|\.)limiter\.limit$|(^|\.)ratelimit$/.test(name)) {
      const text = textOf(unit, positional(call)[0] ?? keyword(call, 'rate')) ?? '';
      const [, count, per] = /^(\d+)\s*(?:per|\/)\s*(.+)$/.exec(isSettled(text) ? text : '') ?? [];
      return count
        ? [
            {
              category: 'security',
              subject: 'rate-limit',
              value: Number(count),
              unit: `requests per ${per}`,
              what: 'requests of one client',
              ...at,
            },
          ]
        : [];
    }
    if (/^(transaction\.atomic|session\.begin|db\.session\.begin_nested)$/.test(name))
      return [{ category: 'reliability', subject: 'transaction', what: at.symbol?.split('#')[1] ?? name, ...at }];
    return [];
  });
  const atomic = unit
    .all('decorator')
    .filter((one) => /^@transaction\.atomic\b/.test(one.text))
    .map((node): Measure => {
      const definition = node.parent?.get('definition');
      const symbol = definition ? unit.ids.get(definition) : undefined;
      return {
        category: 'reliability',
        subject: 'transaction',
        what: symbol?.split('#')[1] ?? 'transaction',
        ...(symbol ? { symbol } : {}),
        span: unitSpan(unit, node),
      };
    });
  return [...named, ...called, ...atomic].sort((a, b) => a.span.start - b.span.start);
};
