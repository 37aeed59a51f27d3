import type { CustomResponse } from './custom-response.ts';
import type { ApiDefinition } from './definition.ts';
import type { Api } from './gateway.ts';
import type { Stage } from './request-context.ts';

/** What the stack's resources say of its REST API, each a part of it. */
export type ApiParts = {
  readonly definitions: { readonly apiId: string; readonly definition: ApiDefinition }[];
  readonly stages: Stage[];
  readonly responses: { readonly apiId: string; readonly type: string; readonly response: CustomResponse }[];
};

/** The API made of its parts; undefined if the stack has none. Throws for more than one: there is one port. */
export const apiOf = ({ definitions, stages, responses }: ApiParts): Api | undefined => {
  const [first, ...others] = definitions;
  if (first === undefined) return undefined;
  if (others.length > 0) throw new Error('The embedded cloud serves one REST API, and the stack has more');
  const [stage, ...more] = stages.filter(({ apiId }) => apiId === first.apiId);
  if (stage === undefined || more.length > 0) throw new Error(`The REST API has ${more.length + 1} stages, not one`);
  const own = responses
    .filter(({ apiId }) => apiId === first.apiId)
    .map(({ type, response }) => [type, response] as const);
  const { definition } = first;
  return { stage, definition: { ...definition, responses: { ...definition.responses, ...Object.fromEntries(own) } } };
};
