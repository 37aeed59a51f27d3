import { listen } from '../http/listen.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Place } from '../place.ts';
import { createAuthorizer } from './authorize/index.ts';
import { createGateway } from './gateway.ts';
import type { ApiOptions } from './options.ts';
import { type ApiParts, apiOf } from './parts.ts';
import { apiServer } from './server.ts';

export type StartApiOptions = {
  readonly place: Place;
  readonly api: ApiOptions;
  readonly functions: Functions;
  readonly report: (message: string) => void;
};

/**
 * Serves the stack's REST API on the loopback interface; undefined if it has none. Throws for an operation whose function
 * is not there, and for a port that cannot be had.
 */
export const startApi = async (parts: ApiParts, { place, api: options, functions, report }: StartApiOptions) => {
  const api = apiOf(parts);
  if (api === undefined) return undefined;
  for (const { operations } of api.definition.resources)
    for (const { integration } of Object.values(operations))
      if (integration.type === 'function') functions.definitionOf(integration.arn);
  const authorizer = createAuthorizer(options, place);
  const server = apiServer(createGateway(api, { place, authorizer, invoke: functions.invoke, report }));
  return { url: await listen(server, options.port), server };
};
