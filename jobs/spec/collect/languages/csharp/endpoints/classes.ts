import type { Endpoint } from '#schemas/spec/facts.ts';
import type { Chain, Type } from '../piece.ts';
import { simpleName, typeArguments } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { type Access, globalAccess, unknownAccess } from './auth.ts';
import { parametersTaken } from './parameters.ts';
import { plainRoute, routeParameters } from './route.ts';

const bases = /^(Endpoint|EndpointWithoutRequest|EndpointWithMapping|EndpointWithMapper)$/;
const verbs = /^(Get|Post|Put|Patch|Delete|Head)$/;

const accessOf = (workspace: Workspace, type: Type, chains: readonly Chain[]): Access => {
  const calls = chains.flatMap((chain) => chain.calls);
  const open = calls.find(({ name }) => name === 'AllowAnonymous');
  if (open) return { ...unknownAccess, access: 'anonymous', span: open.span };
  const texts = (call: string): string[] =>
    calls
      .filter(({ name }) => name === call)
      .flatMap((one) => one.arguments.flatMap(({ value }) => workspace.text(value, type.name) ?? []));
  const demand = calls.find(({ name }) => /^(Roles|Policies|Permissions|Claims)$/.test(name));
  const policies = [...texts('Policies'), ...texts('Permissions'), ...texts('Claims')];
  // FastEndpoints lets in only who is signed in, unless it is told otherwise.
  return { access: 'required', roles: texts('Roles'), policies, span: demand?.span ?? type.span };
};

const endpointsOf = (workspace: Workspace, type: Type): Endpoint[] => {
  const configure = type.members.find(({ name }) => name === 'Configure');
  const chains = (workspace.piece(type.span.path)?.chains ?? []).filter(({ from }) => from === configure?.id);
  const base = type.bases.find((one) => bases.test(simpleName(one))) ?? '';
  const [first, second] = typeArguments(base);
  const [request, response] = /^EndpointWithoutRequest/.test(simpleName(base)) ? [undefined, first] : [first, second];
  const auth = accessOf(workspace, type, chains);
  const everybody = globalAccess(workspace).all;
  return chains.flatMap(({ calls, root }) =>
    calls.flatMap((call): Endpoint[] => {
      if (root !== '' || !verbs.test(call.name)) return [];
      return call.arguments.flatMap(({ value }): Endpoint[] => {
        const template = workspace.text(value, type.name);
        if (template === undefined) return [];
        const route = plainRoute(template);
        const verb = call.name.toUpperCase() as Endpoint['verb'];
        const inRoute = new Map(routeParameters(route).map((one) => [one.toLowerCase(), one]));
        const { parameters } = parametersTaken(workspace, [], { inRoute, verb, body: 'body', services: true });
        return [
          {
            verb,
            route,
            framework: 'fast-endpoints',
            handler: type.id,
            handlerName: type.name,
            auth: auth.access === 'unknown' ? everybody : auth,
            parameters,
            request,
            response,
            statuses: [],
            summary: type.doc,
            span: type.span,
          },
        ];
      });
    }),
  );
};

/** Endpoints that are a class each: FastEndpoints. https://fast-endpoints.com/docs/get-started */
export const classEndpoints = (workspace: Workspace): Endpoint[] =>
  workspace.types
    .filter(
      ({ bases: of, modifiers }) => !modifiers.includes('abstract') && of.some((base) => bases.test(simpleName(base))),
    )
    .flatMap((type) => endpointsOf(workspace, type));
