/** The parameters of a route: {id}, also of {id:int?}, {*path} and {id=1}. */
export const routeParameters = (route: string): string[] =>
  [...route.matchAll(/\{\*{0,2}(\w+)/g)].map(([, name = '']) => name);

/** From the root, without constraints, defaults and doubled slashes: `orders/{id:int?}/` -> `/orders/{id}`. */
export const plainRoute = (template: string): string => {
  const bare = template
    .replace(/^~/, '')
    .replace(/\{\*{0,2}(\w+)(?:[^{}]|\{[^{}]*\})*\}/g, '{$1}')
    .replace(/\/{2,}/g, '/')
    .replace(/^\/|\/$/g, '');
  return `/${bare}`;
};

/** A template below another one; one that begins at the root stands alone. */
export const joined = (prefix: string, template: string): string =>
  /^~?\//.test(template) ? template : `${prefix.replace(/\/$/, '')}/${template}`;

/** Below a group's prefix, where a leading slash says nothing. */
export const below = (prefix: string, template: string): string =>
  `${prefix.replace(/\/$/, '')}/${template.replace(/^\//, '')}`;

export type Tokens = { readonly controller: string; readonly action: string; readonly area: string | undefined };

/** [controller], [action] and [area] of attribute routes. */
export const withTokens = (template: string, { controller, action, area }: Tokens): string =>
  template
    .replace(/\[controller\]/gi, controller)
    .replace(/\[action\]/gi, action)
    .replace(/\[area\]/gi, area ?? '');

/**
 * What a conventional pattern comes to for an action: `{area:exists}/{controller=Home}/{action=Index}/{id?}`. The action's name is left
 * out where it is the default and nothing follows; an optional parameter is there only if the action takes it.
 */
export const ofPattern = (pattern: string, tokens: Tokens, parameters: ReadonlySet<string>): string => {
  const segments = pattern.split('/').filter(Boolean);
  const kept: { text: string; isDefault: boolean }[] = [];
  for (const segment of segments) {
    const [, name, rest = ''] = /^\{\*{0,2}(\w+)((?:[^{}]|\{[^{}]*\})*)\}$/.exec(segment) ?? [];
    if (name === undefined) {
      kept.push({ text: segment, isDefault: false });
      continue;
    }
    const fallback = /=([^:?]*)/.exec(rest)?.[1];
    const token = { area: tokens.area ?? '', controller: tokens.controller, action: tokens.action }[name.toLowerCase()];
    if (token !== undefined) kept.push({ text: token, isDefault: fallback?.toLowerCase() === token.toLowerCase() });
    else if (!(rest.includes('?') || fallback !== undefined) || parameters.has(name.toLowerCase())) {
      kept.push({ text: `{${name}}`, isDefault: false });
    }
  }
  while (kept.at(-1)?.isDefault) kept.pop();
  return plainRoute(kept.map(({ text }) => text).join('/'));
};
