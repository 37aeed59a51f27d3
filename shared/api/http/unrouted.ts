import { operations } from '#schemas/api/operations/index.ts';
import { ApiProblem } from '../api-problem.ts';

const methodsOf = (path: string): readonly string[] =>
  operations
    .filter((operation) => new RegExp(`^${operation.path.replace(/\{[^/]+\}/g, '[^/]+')}/?$`).test(path))
    .map(({ method }) => method);

/** For what no route takes. Throws METHOD_NOT_ALLOWED if others may be used there, NOT_FOUND if none. */
export const unrouted = ({ method, path }: { readonly method: string; readonly path: string }): never => {
  const allow = methodsOf(path);
  if (allow.length === 0) throw new ApiProblem('NOT_FOUND', 'GET /v1/openapi.json tells what there is.');
  const known = /^[A-Z]{1,10}$/.test(method) ? method : 'that method';
  throw new ApiProblem('METHOD_NOT_ALLOWED', `There is no ${known} here, but ${allow.join(' and ')}.`, { allow });
};
