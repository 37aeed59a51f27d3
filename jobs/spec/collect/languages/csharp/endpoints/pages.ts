import type { Endpoint } from '#schemas/spec/facts.ts';
import type { Member, Type } from '../piece.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { accessBy, globalAccess, together } from './auth.ts';
import { parametersTaken } from './parameters.ts';
import { plainRoute } from './route.ts';

/** OnGet, OnPostDeleteAsync: the verb, and the handler's name if it has one. */
const handler = /^On(Get|Post|Put|Delete|Patch|Head)(\p{Lu}\w*?)?(Async)?$/u;

/** The route of a page by where its file lies: Pages/Orders/Index.cshtml.cs -> /Orders. */
const pageRoute = (path: string): string | undefined => {
  const [, area, page] = /(?:^|\/)(?:Areas\/([^/]+)\/)?Pages\/(.+)\.cshtml\.cs$/.exec(path) ?? [];
  return page === undefined ? undefined : plainRoute(`${area ?? ''}/${page.replace(/(^|\/)Index$/, '')}`);
};

const endpointOf = (workspace: Workspace, type: Type, member: Member, route: string): Endpoint[] => {
  const [, verb, name] = handler.exec(member.name) ?? [];
  if (verb === undefined || !member.modifiers.includes('public')) return [];
  const said = together(workspace.lineage(type).map((one) => accessBy(workspace, one.attributes, one.name)));
  const style = {
    inRoute: new Map<string, string>(),
    verb: verb.toUpperCase(),
    body: 'form',
    services: false,
  } as const;
  const { parameters, request } = parametersTaken(workspace, member.parameters, style);
  return [
    {
      verb: verb.toUpperCase() as Endpoint['verb'],
      route: name && name !== 'Async' ? `${route}?handler=${name}` : route,
      framework: 'razor-pages',
      handler: member.id,
      handlerName: `${type.name}.${member.name}`,
      auth: said.access === 'unknown' ? globalAccess(workspace).all : said,
      parameters,
      request,
      statuses: [...member.statuses],
      summary: member.doc ?? type.doc,
      span: member.span,
    },
  ];
};

/** Endpoints of Razor Pages: OnGet, OnPost and the like of page models. */
export const pageEndpoints = (workspace: Workspace): Endpoint[] =>
  workspace.types.flatMap((type) => {
    const route = pageRoute(type.span.path);
    const isPage = route !== undefined && workspace.basesOf(type).some((base) => /PageModel$/.test(simpleName(base)));
    return isPage ? type.members.flatMap((member) => endpointOf(workspace, type, member, route)) : [];
  });
