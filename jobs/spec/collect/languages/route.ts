import type { Endpoint } from '#schemas/spec/facts.ts';

/** The methods of HTTP as routers call them; frameworks add their own. */
export const verbs = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  head: 'HEAD',
  options: 'OPTIONS',
} as const satisfies Readonly<Record<string, Endpoint['verb']>>;

/** `{id:[0-9]+}`, `{id : \d{3}}`, `{*rest}`, `{$}` and `{?page}` as people say them: {id}, {id}, {rest}, nothing, nothing. */
const plainParameters = (route: string): string => {
  let plain = '';
  for (let at = 0; at < route.length; at++) {
    if (route[at] !== '{' || route[at - 1] === '$') {
      plain += route[at];
      continue;
    }
    let depth = 1;
    let end = at + 1;
    while (end < route.length && depth > 0) {
      if (route[end] === '{') depth++;
      if (route[end] === '}') depth--;
      end++;
    }
    const name = /^\{\s*[*/+#&]?\s*([\w.-]+)/.exec(route.slice(at, end))?.[1];
    if (name) plain += `{${name}}`;
    at = end - 1;
  }
  return plain;
};

/** Pieces of a route as one, from the root: one slash between them, none at the end. */
export const joinRoute = (...pieces: readonly string[]): string => {
  const joined = pieces
    .map((piece) => plainParameters(piece.trim()))
    .filter((piece) => piece !== '')
    .join('/');
  return `/${joined}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
};

/** Whether a route is one of those that an Ant pattern means: /admin/**, /orders/*, /orders/{id}. */
export const matchesPattern = (route: string, pattern: string): boolean => {
  const from = pattern.startsWith('/') ? pattern : `/${pattern}`;
  const source = from
    .split(/(\/\*\*|\*\*|\*|\{[^{}]*\})/)
    .map((part) => {
      if (part === '/**') return '(?:/.*)?';
      if (part === '**') return '.*';
      if (part === '*' || part.startsWith('{')) return '[^/]*';
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return from.length <= 300 && new RegExp(`^${source}/?$`).test(route);
};

/** Each verb and route once; where several answer the same, as a configuration chooses one of them, the first is taken. */
export const once = (endpoints: readonly Endpoint[]): Endpoint[] =>
  [...new Map(endpoints.toReversed().map((one) => [`${one.verb} ${one.route}`, one])).values()].toReversed();
