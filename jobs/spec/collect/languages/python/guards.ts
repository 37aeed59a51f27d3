import type { Auth } from '#schemas/spec/facts.ts';
import type { Syntax } from '../../parse/syntax.ts';
import {
  decoratorName,
  decoratorsOf,
  dottedName,
  isSettled,
  itemsOf,
  keyword,
  lastName,
  positional,
  type SourceUnit,
  textsOf,
  unitSpan,
} from './file.ts';
import type { Guard } from './piece.ts';

const guardNames =
  /auth(?!or)|authoriz|login|logged|jwt|token|permission|permit|roles?_?(required|check|accepted)?|admin|superuser|staff|current_?(active_?)?(super)?user|require|api_?key|oauth|verify|protected|security|IsOwner|IsAuthor/i;
const notGuards =
  /require_(http_methods|GET|POST|safe)|csrf|throttle|rate|limit|cache|OAuth2PasswordRequestForm|(get_)?(db|session|settings|service|repo\w*)$|_service$/i;
const openNames = /^(AllowAny|anonymous|public|allow_anonymous|IsPublic|optional)|optional/i;
const roleNames = /role|permission|scope|accepted/i;

export const guardOf = (unit: SourceUnit, node: Syntax): Guard => {
  const isCall = node.type === 'call';
  const name = isCall ? dottedName(node.get('function')) : dottedName(node);
  const given = isCall ? [...positional(node), keyword(node, 'roles')].filter((one) => one !== undefined) : [];
  const isOptional =
    keyword(node, 'optional')?.text === 'True' ||
    ['required', 'auto_error'].some((name) => keyword(node, name)?.text === 'False');
  const optional = isCall && isOptional ? ['optional'] : [];
  return {
    name,
    texts: [...given.flatMap((one) => textsOf(unit, one)).filter(isSettled), ...optional],
    span: unitSpan(unit, node),
  };
};

/** Depends(current_user), Security(auth, scopes=['me']): what is depended on. */
export const dependency = (unit: SourceUnit, node: Syntax | undefined): Guard[] => {
  if (node?.type !== 'call' || !/^(Depends|Security|fastapi\.Depends)$/.test(dottedName(node.get('function'))))
    return [];
  const [target] = positional(node);
  const of = target ?? keyword(node, 'dependency');
  if (!of) return [];
  const scopes = textsOf(unit, keyword(node, 'scopes'));
  const guard = guardOf(unit, of);
  return [{ ...guard, texts: [...guard.texts, ...scopes] }];
};

/** dependencies=[Depends(a), Depends(b)] */
export const dependencies = (unit: SourceUnit, list: Syntax | undefined): Guard[] =>
  itemsOf(list).flatMap((one) => dependency(unit, one));

/** The decorators of a function that are no routes. */
export const decoratorGuards = (unit: SourceUnit, definition: Syntax): Guard[] =>
  decoratorsOf(definition)
    .filter((one) => guardNames.test(decoratorName(one)) || /^permission_classes$/.test(decoratorName(one)))
    .flatMap((one) => {
      if (!/permission_classes$/.test(decoratorName(one))) return [guardOf(unit, one)];
      return positional(one).flatMap((list) => permissionsIn(unit, list));
    });

/** [IsAuthenticated, IsOwner | IsAdminUser] */
export const permissionsIn = (unit: SourceUnit, list: Syntax | undefined): Guard[] => {
  const items =
    list && itemsOf(list).length > 0
      ? itemsOf(list)
      : list && list.type !== 'list' && list.type !== 'tuple'
        ? [list]
        : [];
  return items.flatMap((one) => {
    const names = one.find('identifier', 'attribute').filter((node) => node.parent?.type !== 'attribute');
    const strings =
      one.type === 'string'
        ? textsOf(unit, one).map((text) => ({ name: lastName(text), texts: [], span: unitSpan(unit, one) }))
        : [];
    return [...names.map((node) => ({ name: dottedName(node), texts: [], span: unitSpan(unit, node) })), ...strings];
  });
};

/** What guards say of whom they let in. `refuses` tells of a function whether it answers 401 or 403. */
export const authOf = (guards: readonly Guard[], refuses: (name: string) => boolean, verb?: string): Auth => {
  let auth: Auth = { access: 'unknown', roles: [], policies: [] };
  for (const { name, texts, span } of guards) {
    const last = lastName(name);
    if (openNames.test(last) || texts.includes('optional')) {
      auth = { access: 'anonymous', roles: [], policies: [], span };
      continue;
    }
    if (last === 'IsAuthenticatedOrReadOnly' || last === 'DjangoModelPermissionsOrAnonReadOnly') {
      const isReading = verb === undefined || /^(GET|HEAD|OPTIONS)$/.test(verb);
      auth = {
        ...auth,
        access: isReading ? 'anonymous' : 'required',
        policies: [...new Set([...auth.policies, last])],
        span,
      };
      continue;
    }
    if (notGuards.test(last) || !(guardNames.test(name) || /^Is[A-Z]/.test(last) || refuses(name))) continue;
    const isRole = roleNames.test(last);
    auth = {
      access: 'required',
      roles: [...new Set([...auth.roles, ...(isRole ? texts : [])])],
      policies: [...new Set([...auth.policies, name, ...(isRole ? [] : texts)])],
      span,
    };
  }
  return auth;
};
