/** /orders/:id(\\d+)? and /files/* as people read them: /orders/{id}, /files/{*}. */
export const routeOf = (...parts: readonly string[]): string => {
  const joined = `/${parts.join('/')}`
    .replace(/\(\?[:=!][^)]*\)/g, '')
    .replace(/:([A-Za-z_$][\w$]*)(?:\((?:[^()]|\([^()]*\))*\))?[?*+]?/g, '{$1}')
    .replace(/:([A-Za-z_$][\w$]*)\{[^{}]*\}/g, '{$1}')
    .replace(/\{\/\{(\w+)\}\}/g, '/{$1}')
    .replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
};

/** The names of a route's parameters. */
export const pathParameters = (route: string): string[] =>
  [...route.matchAll(/\{([\w$.-]+)\}/g)].map(([, name]) => name ?? '').filter(Boolean);
