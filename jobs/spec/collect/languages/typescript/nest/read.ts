import type { Auth, Endpoint, Parameter } from '#schemas/spec/facts.ts';
import { spanOf } from '../../../parse/doc-comment.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import { type SourceUnit, unitSpan } from '../file.ts';
import { statusOf } from '../statuses.ts';
import {
  argumentsOf,
  awaited,
  bare,
  calleeOf,
  type Decorator,
  decoratorsOf,
  dottedName,
  entryOf,
  isClass,
  isFunction,
  membersOf,
  parametersOf,
  patternOf,
  typeText,
} from '../syntax-tree.ts';
import { isSettled, textOf, textsOf, valueNode } from '../texts.ts';
import { defaultsOf, globalGuards, middlewaresOf, modulesOf, notAuth, prefixOf, versioningOf } from './application.ts';
import type { NestController, NestFile, NestRoute } from './model.ts';

const verbs: Readonly<Record<string, Endpoint['verb']>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  All: 'ANY',
  Sse: 'GET',
};
const openNames = /^(Public|IsPublic|SkipAuth|NoAuth|AllowAnonymous|AllowUnauthorized|Anonymous|Unprotected)/;
const roleNames = /^(Roles?|HasRoles?|RequireRoles?|AllowedRoles|AuthRoles)$/;
const policyNames = /^(Permissions?|RequirePermissions?|Scopes?|Policies|CheckPolicies|Acl|RequiresFeature|Feature)$/;
const authDecorators = /^(Auth|Authenticated|Authorized?|RequireAuth|JwtAuth|UseAuth)$/;

/** What decorators say of whom they let in. */
export const authByDecorators = (unit: SourceUnit, decorators: readonly Decorator[], from: Auth): Auth => {
  let auth = from;
  for (const { name, arguments: given, node } of decorators) {
    const span = unitSpan(unit, node);
    const texts = given.flatMap((one) => namesOf(unit, one));
    if (openNames.test(name)) auth = { access: 'anonymous', roles: [], policies: [], span };
    else if (name === 'UseGuards') {
      const guards = given.map((one) => guardName(unit, one)).filter((one) => one && !notAuth.test(one));
      if (guards.length === 0) continue;
      const optional = guards.every((one) => /optional|anonymous/i.test(one));
      auth = {
        ...auth,
        access: optional ? 'anonymous' : 'required',
        policies: [...new Set([...auth.policies, ...guards])],
        span,
      };
    } else if (roleNames.test(name))
      auth = { ...auth, access: 'required', roles: [...new Set([...auth.roles, ...texts])], span };
    else if (policyNames.test(name))
      auth = { ...auth, access: 'required', policies: [...new Set([...auth.policies, ...texts])], span };
    else if (authDecorators.test(name))
      auth = { access: 'required', roles: [...new Set([...auth.roles, ...texts])], policies: auth.policies, span };
  }
  return auth;
};

/** 'admin', Role.Admin, [RoleEnum.admin]: the texts, or the names where the values are not known here. */
const namesOf = (unit: SourceUnit, node: Syntax): string[] => {
  const at = valueNode(unit, node) ?? bare(node);
  const items = at?.type === 'array' ? at.named : [node];
  return items.flatMap((item) => {
    const text = textOf(unit, item);
    if (text !== undefined && isSettled(text)) return [text];
    return bare(item)?.type === 'member_expression' ? [dottedName(item).split('.').at(-1) ?? ''] : [];
  });
};

/** JwtAuthGuard, AuthGuard('jwt') -> AuthGuard(jwt) */
const guardName = (unit: SourceUnit, node: Syntax): string => {
  const at = bare(node);
  if (at?.type !== 'call_expression') return dottedName(at) || dottedName(calleeOf(at));
  const texts = textsOf(unit, argumentsOf(at)[0]);
  return `${dottedName(calleeOf(at))}${texts.length > 0 ? `(${texts.join()})` : ''}`;
};

const places: Readonly<Record<string, Parameter['in']>> = {
  Param: 'path',
  Query: 'query',
  Headers: 'header',
  Body: 'body',
  UploadedFile: 'form',
  UploadedFiles: 'form',
};

const parametersIn = (unit: SourceUnit, method: Syntax): { parameters: Parameter[]; request?: string } => {
  const parameters: Parameter[] = [];
  let request: string | undefined;
  for (const parameter of parametersOf(method)) {
    const type = typeText(parameter.get('type'));
    for (const { name, arguments: given } of decoratorsOf(parameter)) {
      const place = places[name];
      if (!place) continue;
      const key = textOf(unit, given[0]);
      if (place === 'body' && key === undefined) {
        request = type;
        continue;
      }
      const required = place === 'path' || !(parameter.type === 'optional_parameter' || parameter.get('value'));
      const shown = key ?? (place === 'path' || place === 'query' ? patternOf(parameter).text : name);
      parameters.push({ name: shown, in: place, required, ...(type ? { type } : {}) });
    }
  }
  return { parameters, ...(request ? { request } : {}) };
};

const versionsOf = (unit: SourceUnit, decorators: readonly Decorator[], options: Syntax | undefined) => {
  const own = decorators.find(({ name }) => name === 'Version')?.arguments[0] ?? entryOf(options, 'version');
  const versions = own ? textsOf(unit, own) : [];
  return versions.length > 0 ? { versions } : {};
};

const statusesOf = (unit: SourceUnit, decorators: readonly Decorator[], verb: Endpoint['verb']): number[] => {
  const said = decorators.find(({ name }) => name === 'HttpCode')?.arguments[0];
  const success = said ? statusOf(unit, said) : verb === 'POST' ? 201 : 200;
  const described = decorators.flatMap(({ name, arguments: given }) => {
    if (name === 'ApiResponse') return [statusOf(unit, entryOf(given[0], 'status'))];
    const status = /^Api(\w+)Response$/.exec(name)?.[1];
    return status ? [statusOf(unit, undefined, status)] : [];
  });
  return [...new Set([success, ...described])].filter((status) => status !== undefined).sort((a, b) => a - b);
};

const routesOf = (unit: SourceUnit, type: Syntax, auth: Auth): NestRoute[] =>
  membersOf(type)
    .filter((member) => isFunction(member))
    .flatMap((method) => {
      const decorators = decoratorsOf(method);
      const symbol = unit.ids.get(method);
      const response = awaited(typeText(method.get('return_type')));
      return decorators.flatMap((decorator): NestRoute[] => {
        const verb = verbs[decorator.name];
        if (!verb) return [];
        const paths = textsOf(unit, decorator.arguments[0]);
        return [
          {
            verb,
            paths: paths.length > 0 ? paths : [''],
            ...versionsOf(unit, decorators, undefined),
            method: method.get('name')?.text ?? '',
            ...(symbol ? { symbol } : {}),
            auth: authByDecorators(unit, decorators, auth),
            ...parametersIn(unit, method),
            ...(response && response !== 'any' ? { response } : {}),
            statuses: statusesOf(unit, decorators, verb),
            span: spanOf(unit.path, method),
          },
        ];
      });
    });

const nobody: Auth = { access: 'unknown', roles: [], policies: [] };

const baseOf = (unit: SourceUnit, type: Syntax): Pick<NestController, 'base'> => {
  const value = type.first('class_heritage')?.first('extends_clause')?.get('value');
  const name = dottedName(isClass(value) ? undefined : value);
  const found = name && value ? unit.scopes.find(value, name) : undefined;
  return name ? { base: { name, ...(found?.import ? { import: found.import } : {}) } } : {};
};

const controllersOf = (unit: SourceUnit): NestController[] =>
  unit.all('class_declaration', 'abstract_class_declaration').flatMap((type): NestController[] => {
    const decorators = decoratorsOf(type);
    const controller = decorators.find(({ name }) => /^(\w+)?Controller$/.test(name));
    const routes = routesOf(unit, type, authByDecorators(unit, decorators, nobody));
    const base = baseOf(unit, type);
    if (!controller && routes.length === 0) return [];
    const [first] = controller?.arguments ?? [];
    const options = valueNode(unit, first);
    const isObject = options?.type === 'object';
    const paths = controller ? textsOf(unit, isObject ? entryOf(options, 'path') : first) : [];
    const symbol = unit.ids.get(type);
    return [
      {
        name: type.get('name')?.text ?? '',
        ...(symbol ? { symbol } : {}),
        // Without @Controller it is a base class: its routes count where a controller extends it.
        paths: controller ? (paths.length > 0 ? paths : ['']) : [],
        ...versionsOf(unit, decorators, isObject ? options : undefined),
        routes,
        ...base,
      },
    ];
  });

export const readNest = (unit: SourceUnit): NestFile =>
  unit.isTest
    ? { controllers: [], middlewares: [], guards: [], defaults: [], modules: [], modulePaths: [] }
    : {
        controllers: controllersOf(unit),
        middlewares: middlewaresOf(unit),
        ...prefixOf(unit),
        ...versioningOf(unit),
        guards: globalGuards(unit),
        defaults: defaultsOf(unit),
        ...modulesOf(unit),
      };
