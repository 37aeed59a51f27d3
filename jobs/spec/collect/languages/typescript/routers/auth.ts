import type { Auth } from '#schemas/spec/facts.ts';
import type { Resolver } from '../resolve.ts';
import type { Guard } from './model.ts';

/** Whether a middleware that is written here turns people away, by the statuses it answers with. */
export type GuardSense = {
  readonly resolver: Resolver;
  readonly statusesOf: (symbol: string | undefined) => readonly number[];
};

const guardNames =
  /auth(?!or(?!i[sz]))|jwt|passport|protect|guard|verify_?(token|user|session|access|login)|(is|ensure|require|check|must|needs?)_?(be_?)?_?(logged|sign|auth|user|login|admin|role|perm|member|owner|session|token)|restrict_?to|permi(t|ssion)|has_?(role|perm|scope)|acl|allow_?roles|admin_?only|only_?admin|bearer|current_?user|access_?control|api_?key|token_?required|authoriz/i;
const notGuards =
  /^(body|query|param|check|validate|validator|celebrate|header|cookie|initialize|session|cookieSession|expressSession)$|limit|throttl|slow|logger|parser/i;
const optional = /optional|maybe|try_?auth|anonymous|public|skip/i;
const roleNames = /role|restrict|permit|allow|admin|authoriz|acl|has_?(perm|scope)/i;
/** Strategies that let people in who have no session yet. */
const signInStrategies =
  /^(local|google|facebook|github|twitter|linkedin|microsoft|apple|saml|oauth2?|auth0|discord|gitlab|bitbucket|azure.*|openidconnect|login|signup|register|local-.*)$/i;

/** What guards say of whom they let in, the last word theirs who stand nearest to the handler. */
export const authOf = (guards: readonly Guard[], path: string, { resolver, statusesOf }: GuardSense): Auth => {
  let auth: Auth = { access: 'unknown', roles: [], policies: [] };
  for (const { name, texts, handler, span } of guards) {
    const last = name.split('.').at(-1) ?? '';
    const symbol =
      handler?.symbol ?? (handler?.import ? resolver.symbol(path, handler.import, handler.members) : undefined);
    const refuses = statusesOf(symbol).some((status) => status === 401 || status === 403);
    if (!refuses && (notGuards.test(last) || !guardNames.test(name))) continue;
    if (optional.test(last)) {
      auth = { ...auth, access: auth.access === 'required' ? 'required' : 'anonymous', span };
      continue;
    }
    if (/passport/.test(name) && texts.some((text) => signInStrategies.test(text))) {
      auth = { ...auth, access: auth.access === 'required' ? 'required' : 'anonymous' };
      continue;
    }
    const isRoles = roleNames.test(last);
    const policy = name === '' ? [] : [name];
    auth = {
      access: 'required',
      roles: [...new Set([...auth.roles, ...(isRoles ? texts : [])])],
      policies: [...new Set([...auth.policies, ...policy, ...(isRoles ? [] : texts)])],
      span,
    };
  }
  return auth;
};
