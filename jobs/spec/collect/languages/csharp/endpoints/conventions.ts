import type { Span } from '#schemas/spec/facts.ts';
import type { Argument, Call } from '../piece.ts';
import type { Workspace } from '../workspace.ts';
import { plainRoute } from './route.ts';

/** A route that is registered for controllers as a whole, or for one action. */
export type Convention = {
  readonly pattern: string;
  readonly controller: string | undefined;
  readonly action: string | undefined;
  readonly area: string | undefined;
  readonly span: Span;
};

const registers =
  /^(MapControllerRoute|MapAreaControllerRoute|MapRoute|MapLocalizedRoute|MapGenericPathRoute|MapAreaRoute|MapHttpRoute|MapDefaultControllerRoute|MapFallbackToController|MapDynamicControllerRoute)$/;

const usual = '{controller=Home}/{action=Index}/{id?}';

/** A constant that the archive does not hold, as the area it is most likely named after: AreaNames.ADMIN -> Admin. */
export const areaName = (text: string | undefined): string | undefined => {
  const unknown = text === undefined ? undefined : /^\{(\w+)\}$/.exec(text)?.[1];
  if (!unknown) return text || undefined;
  return unknown === unknown.toUpperCase() ? unknown.charAt(0) + unknown.slice(1).toLowerCase() : unknown;
};

const ofCall = (workspace: Workspace, call: Call, inType: string | undefined): Convention | undefined => {
  const { name, arguments: given, span } = call;
  if (name === 'MapDefaultControllerRoute')
    return { pattern: usual, controller: undefined, action: undefined, area: undefined, span };
  const isArea = /Area/.test(name);
  const positional = given.filter((one) => !one.name);
  const named = (...names: readonly string[]): Argument | undefined =>
    given.find((one) => one.name !== undefined && names.includes(one.name));
  const at = (index: number, ...names: readonly string[]): Argument | undefined => named(...names) ?? positional[index];
  const pattern = workspace.text(at(isArea ? 2 : 1, 'pattern', 'template', 'url', 'routeTemplate')?.value, inType);
  if (pattern === undefined) return undefined;
  const defaults = (named('defaults') ?? positional.slice(isArea ? 3 : 2).find(({ properties }) => properties))
    ?.properties;
  const saidOf = (key: string): string | undefined => workspace.text(defaults?.get(key), inType) || undefined;
  const area = isArea ? workspace.text(at(1, 'areaName')?.value, inType) : saidOf('area');
  const controller = saidOf('controller');
  const action = saidOf('action');
  // Fixed by its defaults, unless the pattern leaves it to the request.
  return {
    pattern,
    controller: /\{controller/i.test(pattern) ? undefined : controller,
    action: /\{action/i.test(pattern) ? undefined : action,
    area: areaName(area),
    span,
  };
};

export const conventionsOf = (workspace: Workspace): Convention[] =>
  workspace.pieces.flatMap(({ chains }) =>
    chains.flatMap(({ calls, type }) => {
      const call = calls.find(({ name }) => registers.test(name));
      const convention = call && ofCall(workspace, call, type);
      return convention ? [convention] : [];
    }),
  );

/** The routes that name this very action. */
export const routesTo = (
  conventions: readonly Convention[],
  controller: string,
  action: string,
  area: string | undefined,
): Convention[] =>
  conventions.filter(
    (one) =>
      one.controller?.toLowerCase() === controller.toLowerCase() &&
      one.action?.toLowerCase() === action.toLowerCase() &&
      (one.area ?? '').toLowerCase() === (area ?? '').toLowerCase(),
  );

/** The pattern of ASP.NET Web API 2, whose methods say the verb: no {action} in it. */
export const webApiPattern = (conventions: readonly Convention[]): string =>
  conventions.find(({ pattern }) => /\{controller/i.test(pattern) && !/\{action/i.test(pattern))?.pattern ??
  'api/{controller}/{id?}';

/** The pattern that holds for controllers of an area, or of none: the archive's first, else what most write. */
export const patternFor = (
  conventions: readonly Convention[],
  controller: string,
  area: string | undefined,
): string => {
  const open = conventions.filter(
    (one) => /\{action/i.test(one.pattern) && (one.controller ?? controller).toLowerCase() === controller.toLowerCase(),
  );
  const found = area
    ? (open.find((one) => one.area?.toLowerCase() === area.toLowerCase()) ??
      open.find(({ pattern }) => /\{area/i.test(pattern)))
    : open.find((one) => !one.area && !/\{area/i.test(one.pattern));
  return found?.pattern ?? (area ? `{area}/${usual}` : usual);
};

export const fixedRoute = ({ pattern }: Convention): string => plainRoute(pattern);
