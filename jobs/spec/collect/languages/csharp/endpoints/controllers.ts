import type { Endpoint } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../../parse/is-test.ts';
import { attributeNamed } from '../attributes.ts';
import type { Attribute, Member, Type } from '../piece.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';
import { type Access, accessBy, globalAccess, together } from './auth.ts';
import { accessInBody } from './auth-in-body.ts';
import {
  areaName,
  type Convention,
  conventionsOf,
  fixedRoute,
  patternFor,
  routesTo,
  webApiPattern,
} from './conventions.ts';
import { producedBy, sortedStatuses } from './described.ts';
import { parametersTaken, responseType } from './parameters.ts';
import { joined, ofPattern, plainRoute, routeParameters, type Tokens, withTokens } from './route.ts';

const verbAttributes: Readonly<Record<string, Endpoint['verb']>> = {
  HttpGet: 'GET',
  HttpPost: 'POST',
  HttpPut: 'PUT',
  HttpPatch: 'PATCH',
  HttpDelete: 'DELETE',
  HttpHead: 'HEAD',
  HttpOptions: 'OPTIONS',
};

const isVerb = (text: string): text is Endpoint['verb'] => /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(text);

type Controller = {
  readonly type: Type;
  readonly lineage: readonly Type[];
  readonly attributes: readonly Attribute[];
  /** Its name in routes: OrdersController -> Orders. */
  readonly name: string;
  readonly area: string | undefined;
  readonly isApi: boolean;
  /** ASP.NET Web API 2, where a method's name says its verb. */
  readonly isWebApi2: boolean;
};

const isController = (workspace: Workspace, type: Type): boolean => {
  if (type.kind !== 'class' || type.modifiers.includes('abstract') || type.modifiers.includes('static')) return false;
  if (isTestPath(type.span.path) || attributeNamed(type.attributes, 'NonController')) return false;
  const bases = workspace.basesOf(type).map(simpleName);
  const isOne =
    bases.some((base) => /Controller(Base)?$/.test(base)) ||
    attributeNamed(type.attributes, 'ApiController', 'Controller') !== undefined;
  return isOne && !/^(Fake|Mock|Stub)/.test(type.name);
};

const controllerOf = (workspace: Workspace, type: Type): Controller => {
  const lineage = workspace.lineage(type);
  const attributes = workspace.attributesOf(type);
  const bases = workspace.basesOf(type).map(simpleName);
  const marked = lineage.map((one) => [one, attributeNamed(one.attributes, 'Area')] as const).find(([, area]) => area);
  const said = marked && areaName(workspace.text(marked[1]?.arguments[0]?.value, marked[0].name));
  const byBase = bases.some((base) => /Admin\w*Controller$/.test(base) && !workspace.typeNamed(base))
    ? 'Admin'
    : undefined;
  return {
    type,
    lineage,
    attributes,
    name: type.name.replace(/Controller(`\d)?$/, '') || type.name,
    area: said ?? byBase ?? /(?:^|\/)Areas\/([^/]+)\/Controllers\//.exec(type.span.path)?.[1],
    isApi: attributeNamed(attributes, 'ApiController') !== undefined || bases.some((base) => base === 'ApiController'),
    isWebApi2: bases.includes('ApiController'),
  };
};

const hasRouting = ({ attributes }: Member): boolean =>
  attributes.some(({ name }) => name in verbAttributes || name === 'Route' || name === 'AcceptVerbs');

/** Public methods of the class, and those that it inherits. */
const actionsOf = ({ lineage, type }: Controller): Member[] => {
  const seen = new Set<string>();
  return lineage.flatMap((owner) =>
    owner.members.filter((member) => {
      if (member.kind !== 'method' || !member.modifiers.includes('public')) return false;
      if (/\b(static|abstract)\b/.test(member.modifiers.join(' ')) || attributeNamed(member.attributes, 'NonAction'))
        return false;
      if (
        owner !== type &&
        owner.qualifiedName !== type.qualifiedName &&
        !hasRouting(member) &&
        !/Result/.test(member.type ?? '')
      )
        return false;
      if (member.modifiers.includes('override') && !hasRouting(member) && !/Action/.test(member.type ?? ''))
        return false;
      if (/^(Dispose|DisposeAsync|OnActionExecut|ToString|Equals|GetHashCode)/.test(member.name)) return false;
      const key = `${member.name}(${member.parameters.map((one) => one.type).join()})`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
};

const templateIn = (workspace: Workspace, { arguments: given }: Attribute, inType: string): string | undefined => {
  const template = given.find(({ name }) => name === 'template' || name === 'Route') ?? given.find(({ name }) => !name);
  return workspace.text(template?.value, inType);
};

type Way = { readonly verb: Endpoint['verb'] | undefined; readonly template: string | undefined };

const waysOf = (workspace: Workspace, member: Member, inType: string): Way[] => {
  const verbs: Way[] = member.attributes.flatMap((attribute): Way[] => {
    const verb = verbAttributes[attribute.name];
    if (verb) return [{ verb, template: templateIn(workspace, attribute, inType) }];
    if (attribute.name !== 'AcceptVerbs') return [];
    const route = workspace.text(attribute.arguments.find(({ name }) => name === 'Route')?.value, inType);
    const said = attribute.arguments
      .filter(({ name }) => !name)
      .map((one) => (workspace.text(one.value, inType) ?? one.text).toUpperCase());
    return said
      .map((one) => one.split('.').at(-1) ?? '')
      .filter(isVerb)
      .map((one) => ({ verb: one, template: route }));
  });
  const routes = member.attributes
    .filter(({ name }) => name === 'Route')
    .map((one) => templateIn(workspace, one, inType) ?? '');
  if (routes.length === 0) return verbs;
  if (verbs.length === 0) return routes.map((template) => ({ verb: undefined, template }));
  const own = verbs.filter(({ template }) => template !== undefined);
  const bare = verbs.filter(({ template }) => template === undefined);
  return [...own, ...bare.flatMap(({ verb }) => routes.map((template) => ({ verb, template })))];
};

/** The verb of an action that names none: a page is asked for, a Web API 2 method's name says it. */
const usualVerb = ({ isWebApi2, isApi }: Controller, member: Member): Endpoint['verb'] => {
  const [, prefix] = /^(Get|Post|Put|Delete|Patch|Head|Options)(?=\p{Lu}|$)/u.exec(member.name) ?? [];
  const verb = prefix?.toUpperCase() ?? '';
  if (isWebApi2) return isVerb(verb) ? verb : 'POST';
  return isApi ? 'ANY' : 'GET';
};

const actionName = (workspace: Workspace, member: Member, inType: string): string =>
  workspace.text(attributeNamed(member.attributes, 'ActionName')?.arguments[0]?.value, inType) ??
  member.name.replace(/Async$/, '');

/** What an action gives; other public methods of a controller are there for its views and filters. */
const answers = /Result\b|^(void|Task|string|Task<string>|HttpResponseMessage)$|JToken|HttpResponseMessage/;

type Routed = { readonly verb: Endpoint['verb']; readonly route: string };

const attributeRouted = (
  workspace: Workspace,
  controller: Controller,
  ways: readonly Way[],
  tokens: Tokens,
  member: Member,
): Routed[] => {
  const { lineage, type } = controller;
  const owner = lineage.find((one) => attributeNamed(one.attributes, 'Route', 'RoutePrefix'));
  const prefixes = (owner?.attributes ?? [])
    .filter(({ name }) => name === 'Route' || name === 'RoutePrefix')
    .map((one) => templateIn(workspace, one, owner?.name ?? type.name) ?? '');
  const isRouted = prefixes.length > 0 || ways.some(({ template }) => template !== undefined);
  if (!isRouted) return [];
  const below = prefixes.length > 0 ? prefixes : [''];
  return (ways.length > 0 ? ways : [{ verb: undefined, template: undefined }]).flatMap(({ verb, template }) =>
    below.map((prefix) => ({
      verb: verb ?? (controller.isWebApi2 ? usualVerb(controller, member) : 'ANY'),
      route: plainRoute(withTokens(template ? joined(prefix, template) : prefix, tokens)),
    })),
  );
};

const conventional = (
  conventions: readonly Convention[],
  controller: Controller,
  ways: readonly Way[],
  tokens: Tokens,
  member: Member,
): Routed[] => {
  if (controller.isApi && !controller.isWebApi2) return [];
  if (!controller.isWebApi2 && ways.length === 0 && !answers.test(member.type ?? '')) return [];
  const named = ways.map(({ verb }) => verb).filter((verb) => verb !== undefined);
  const verbs = named.length > 0 ? named : [usualVerb(controller, member)];
  const fixed = routesTo(conventions, controller.name, tokens.action, controller.area).map(fixedRoute);
  const parameters = new Set(member.parameters.map(({ name }) => name.toLowerCase()));
  const pattern = controller.isWebApi2
    ? webApiPattern(conventions)
    : patternFor(conventions, controller.name, controller.area);
  const routes = fixed.length > 0 ? fixed : [ofPattern(pattern, tokens, parameters)];
  return [...new Set(routes)].flatMap((route) => verbs.map((verb) => ({ verb, route })));
};

const endpointsOf = (
  workspace: Workspace,
  conventions: readonly Convention[],
  everybody: Access,
  controller: Controller,
): Endpoint[] => {
  const { type, name, area, lineage } = controller;
  const byClass = lineage.map((one) => accessBy(workspace, one.attributes, one.name));
  const producedByClass = producedBy(controller.attributes);
  return actionsOf(controller).flatMap((member) => {
    const action = actionName(workspace, member, type.name);
    const tokens: Tokens = { controller: name, action, area };
    const ways = waysOf(workspace, member, type.name);
    const byAttributes = attributeRouted(workspace, controller, ways, tokens, member);
    const routed = byAttributes.length > 0 ? byAttributes : conventional(conventions, controller, ways, tokens, member);
    const own = accessBy(workspace, member.attributes, type.name);
    const said =
      own.access === 'anonymous' ? own : together([own, ...byClass, ...accessInBody(workspace, type, member)]);
    const produced = producedBy(member.attributes);
    return routed.map(({ verb, route }): Endpoint => {
      const inRoute = new Map(routeParameters(route).map((one) => [one.toLowerCase(), one]));
      const style = {
        inRoute,
        verb,
        body: controller.isApi || byAttributes.length > 0 ? 'body' : 'form',
        services: false,
      } as const;
      return {
        verb,
        route,
        framework: controller.isWebApi2 ? 'aspnet-webapi' : 'aspnet-mvc',
        handler: member.id,
        handlerName: `${type.name}.${member.name}`,
        auth: said.access === 'unknown' ? everybody : said,
        ...taken(workspace, member, style),
        response: produced.response ?? responseType(member.type),
        statuses: sortedStatuses(produced.statuses, producedByClass.statuses, member.statuses),
        summary: member.doc,
        span: member.span,
      };
    });
  });
};

const taken = (workspace: Workspace, member: Member, style: Parameters<typeof parametersTaken>[2]) =>
  parametersTaken(workspace, member.parameters, style);

/** Endpoints of MVC and API controllers: by attributes, by registered routes, by conventions. */
export const controllerEndpoints = (workspace: Workspace): Endpoint[] => {
  const conventions = conventionsOf(workspace);
  const { controllers: everybody } = globalAccess(workspace);
  const seen = new Set<string>();
  return workspace.types
    .filter((type) => isController(workspace, type))
    .filter(({ qualifiedName }) => !seen.has(qualifiedName) && seen.add(qualifiedName))
    .flatMap((type) => endpointsOf(workspace, conventions, everybody, controllerOf(workspace, type)));
};
