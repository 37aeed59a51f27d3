import type { Endpoint } from '#schemas/spec/facts.ts';
import { joinRoute } from '../../route.ts';
import { authorities } from '../security.ts';
import type { Entry, Types } from '../types.ts';
import { annotated } from '../values.ts';
import { statusesOf } from './statuses.ts';

const verbs = {
  doGet: 'GET',
  doPost: 'POST',
  doPut: 'PUT',
  doDelete: 'DELETE',
  doPatch: 'PATCH',
  service: 'ANY',
} as const;

/** What a class with @WebServlet answers. */
export const servletEndpoints = (entry: Entry, types: Types): Endpoint[] => {
  const annotation = annotated(entry.type.annotations, 'WebServlet');
  if (!annotation) return [];
  const paths = ['value', 'urlPatterns']
    .flatMap((name) => annotation.args[name] ?? [])
    .flatMap((value) => types.text(value, entry) ?? []);
  const base = types.setting('server.servlet.context-path') ?? '';
  return entry.type.methods.flatMap((method) => {
    const verb = verbs[method.name as keyof typeof verbs];
    if (!verb) return [];
    return paths.map((path) => {
      const route = joinRoute(base, path);
      return {
        verb,
        route,
        framework: 'servlet',
        handler: method.id,
        handlerName: `${entry.type.name}.${method.name}`,
        auth: authorities(types).of(verb, route, entry, entry, undefined),
        parameters: [],
        statuses: statusesOf(method, types),
        ...(method.doc ? { summary: method.doc } : entry.type.doc ? { summary: entry.type.doc } : {}),
        span: method.span,
      };
    });
  });
};
