import type { Auth } from '#schemas/spec/facts.ts';
import type { Attribute } from '../piece.ts';
import { simpleName } from '../type-name.ts';
import type { Workspace } from '../workspace.ts';

export type Access = Auth;

export const unknownAccess: Access = { access: 'unknown', roles: [], policies: [] };

const filterInterfaces =
  /^(IAuthorizationFilter|IAsyncAuthorizationFilter|AuthorizeAttribute|IAuthorizeData|AuthorizationFilterAttribute)$/;

/** Names of attributes that let nobody in without asking, in shops that write their own. */
const filterNames =
  /^(Authorize\w+|\w*Authorize|\w*Authorization|CheckPermissions?|HasPermission|Require(d)?(Permission|Role|Scope|Claim|Login)s?|RequiredScope|\w*Permission|PermissionFilter|AdminOnly|RequiresLogin)$/;

/** Those that check something else than who is asking. */
const notAuth = /AntiForgery|Antiforgery|IpAddress|Https|Cors|Captcha|HoneyPot|^Validate/i;

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const isFilter = (workspace: Workspace, name: string): boolean => {
  if (filterNames.test(name)) return true;
  if (notAuth.test(name)) return false;
  const type = workspace.typeNamed(`${name}Attribute`) ?? workspace.typeNamed(name);
  return type !== undefined && workspace.basesOf(type).some((base) => filterInterfaces.test(simpleName(base)));
};

/** What an attribute says of who may come in. */
const ofAttribute = (workspace: Workspace, attribute: Attribute, inType: string | undefined): Access | undefined => {
  const { name, span } = attribute;
  const textOf = (index: number): string | undefined => workspace.text(attribute.arguments[index]?.value, inType);
  const named = (argument: string): string | undefined =>
    workspace.text(attribute.arguments.find((one) => one.name?.toLowerCase() === argument)?.value, inType);
  if (name === 'AllowAnonymous') return { access: 'anonymous', roles: [], policies: [], span };
  if (name === 'Authorize') {
    const first = attribute.arguments[0];
    const policy = named('policy') ?? (first && !first.name ? textOf(0) : undefined);
    return { access: 'required', roles: list(named('roles')), policies: policy ? [policy] : [], span };
  }
  if (name === 'ServiceFilter' || name === 'TypeFilter') {
    const filter = /typeof\((\w+)/.exec(attribute.arguments[0]?.text ?? '')?.[1] ?? attribute.types[0] ?? '';
    return /auth|permission/i.test(filter) && !notAuth.test(filter)
      ? { access: 'required', roles: [], policies: [filter], span }
      : undefined;
  }
  if (!isFilter(workspace, name)) return undefined;
  if (
    attribute.arguments.some(({ name: of, text }) => of === 'ignore' && text === 'true') ||
    attribute.arguments[0]?.text === 'true'
  ) {
    return undefined;
  }
  const permissions = attribute.arguments
    .map((one) => workspace.text(one.value, inType)?.replace(/^\{(\w+)\}$/, '$1'))
    .filter((text): text is string => text !== undefined && !/^(true|false|\d+)$/.test(text));
  return { access: 'required', roles: [], policies: permissions.length > 0 ? permissions : [name], span };
};

/** Several demands together: all of them hold, unless one lets everybody in. */
export const together = (all: readonly Access[]): Access => {
  const open = all.find(({ access }) => access === 'anonymous');
  if (open) return open;
  const demands = all.filter(({ access }) => access === 'required');
  const first = demands.find(({ roles, policies }) => roles.length + policies.length > 0) ?? demands[0];
  if (!first) return unknownAccess;
  return {
    access: 'required',
    roles: [...new Set(demands.flatMap(({ roles }) => roles))],
    policies: [...new Set(demands.flatMap(({ policies }) => policies))],
    span: first.span,
  };
};

export const accessBy = (workspace: Workspace, attributes: readonly Attribute[], inType?: string): Access =>
  together(attributes.flatMap((attribute) => ofAttribute(workspace, attribute, inType) ?? []));

/** What holds for every endpoint that says nothing itself: a fallback policy, a global filter, MapControllers().RequireAuthorization(). */
export const globalAccess = (workspace: Workspace): { readonly all: Access; readonly controllers: Access } => {
  let all = unknownAccess;
  let controllers = unknownAccess;
  for (const { assignments, chains } of workspace.pieces) {
    const fallback = assignments.find(({ target, text }) => target.endsWith('.FallbackPolicy') && text !== 'null');
    if (fallback) all = { access: 'required', roles: [], policies: [], span: fallback.span };
    for (const { calls, span, root } of chains) {
      const names = calls.map(({ name }) => name);
      if (names.includes('SetFallbackPolicy')) all = { access: 'required', roles: [], policies: [], span };
      if (
        root.endsWith('Filters') &&
        /AuthorizeFilter/.test(calls[0]?.arguments[0]?.text ?? calls[0]?.types[0] ?? '')
      ) {
        controllers = { access: 'required', roles: [], policies: [], span };
      }
      if (
        /^MapControllers$|^MapControllerRoute$|^MapDefaultControllerRoute$/.test(names[0] ?? '') &&
        names.includes('RequireAuthorization')
      ) {
        controllers = { access: 'required', roles: [], policies: [], span };
      }
    }
  }
  return { all, controllers: controllers.access === 'unknown' ? all : controllers };
};
