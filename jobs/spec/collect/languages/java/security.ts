import type { Auth } from '#schemas/spec/facts.ts';
import { linesOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { matchesPattern } from '../route.ts';
import { type Body, chain } from './body.ts';
import type { Annotation, SecurityChain, SecurityRule } from './model.ts';
import type { Handler } from './routes/handlers.ts';
import type { Entry, Types } from './types.ts';
import { argumentsOf, valueIn } from './values.ts';

const matchers = new Set([
  'requestMatchers',
  'antMatchers',
  'mvcMatchers',
  'regexMatchers',
  'pathMatchers',
  'securityMatcher',
  'securityMatchers',
  'antMatcher',
  'mvcMatcher',
]);
const scopes = new Set(['securityMatcher', 'securityMatchers', 'antMatcher', 'mvcMatcher']);
const grants: Readonly<Record<string, 'anonymous' | 'required'>> = {
  permitAll: 'anonymous',
  anonymous: 'anonymous',
  authenticated: 'required',
  fullyAuthenticated: 'required',
  rememberMe: 'required',
  denyAll: 'required',
  hasRole: 'required',
  hasAnyRole: 'required',
  hasAuthority: 'required',
  hasAnyAuthority: 'required',
  access: 'required',
};

const nameOf = (call: Syntax | undefined): string => call?.get('name')?.text ?? '';

/** The patterns of requestMatchers(HttpMethod.POST, "/a", new AntPathRequestMatcher("/b")), and the verb; none for matchers that can't be told. */
const patternsOf = (call: Syntax): { verb?: string; patterns: SecurityRule['patterns'] } => {
  const verb = /\bHttpMethod\.([A-Z]+)/.exec(call.get('arguments')?.text ?? '')?.[1];
  const patterns = argumentsOf(call).flatMap((node) => {
    if (/^HttpMethod\./.test(node.text)) return [];
    const inner = /^(object_creation_expression|method_invocation)$/.test(node.type) ? argumentsOf(node) : [node];
    return inner
      .filter(({ text }) => !/^HttpMethod\./.test(text))
      .slice(0, node === inner[0] ? undefined : 1)
      .map(valueIn);
  });
  return { ...(verb && { verb }), patterns };
};

const ruleOf = (body: Body, grant: Syntax): SecurityRule | undefined => {
  const access = grants[nameOf(grant)];
  const target = grant.get('object');
  const isAny = /^(anyRequest|anyExchange)$/.test(nameOf(target));
  if (!access || !target || !(isAny || matchers.has(nameOf(target)))) return undefined;
  const { verb, patterns } = isAny ? { verb: undefined, patterns: [] } : patternsOf(target);
  if (!isAny && patterns.length === 0 && !verb) return undefined;
  const args = argumentsOf(grant).map(valueIn);
  const isRole = /Role$/.test(nameOf(grant));
  return {
    ...(verb && { verb }),
    patterns,
    access,
    roles: isRole ? args : [],
    policies: /Authority$|access/.test(nameOf(grant))
      ? args
      : nameOf(grant) === 'denyAll'
        ? [{ source: 'denyAll', text: ['denyAll'] }]
        : [],
    span: linesOf(body.path, grant),
  };
};

/** The rules of the security filter chains that a body builds, in the order they are asked. */
export const securityChains = (body: Body): SecurityChain[] => {
  if (!/anyRequest|anyExchange|[a-z]Matchers?\(/.test(body.node.text)) return [];
  const calls = body.node.find('method_invocation');
  const scope = calls
    .filter((call) => scopes.has(nameOf(call)) && !grants[nameOf(call.parent)])
    .flatMap((call) => patternsOf(call).patterns);
  const ignored = calls
    .filter((call) => matchers.has(nameOf(call)) && chain(call).some((one) => nameOf(one) === 'ignoring'))
    .map(
      (call): SecurityRule => ({
        ...patternsOf(call),
        access: 'anonymous',
        roles: [],
        policies: [],
        span: linesOf(body.path, call),
      }),
    );
  const rules = calls.flatMap((call) => ruleOf(body, call) ?? []);
  /** Of calls in a row the last stands outermost: the order of their ends is the order of the rules. */
  const ordered = [...rules].sort((a, b) => a.span.end - b.span.end);
  return ordered.length + ignored.length > 0 ? [{ owner: body.owner.id, scope, rules: [...ignored, ...ordered] }] : [];
};

const authAnnotations = new Set([
  'PreAuthorize',
  'PostAuthorize',
  'Secured',
  'RolesAllowed',
  'PermitAll',
  'DenyAll',
  'Authenticated',
  'PermissionsAllowed',
  'RequiresPermissions',
  'RequiresRoles',
  'SaCheckLogin',
  'SaCheckPermission',
  'SaCheckRole',
]);

const role = (name: string): string => name.replace(/^ROLE_/, '');
const quoted = (text: string): string[] => [...text.matchAll(/['"]([^'"]+)['"]/g)].map(([, one = '']) => one);

/** A SpEL expression: hasRole('ADMIN') and hasAuthority('orders:write'), isAuthenticated(), permitAll(). */
const ofExpression = (expression: string, from: Entry, types: Types): Omit<Auth, 'span'> => {
  const known = expression
    .replace(/@(\w+)\.(\w+)(?!\w*\()/g, (whole, bean: string, constant: string) => {
      const value = types.constant(`${bean.charAt(0).toUpperCase()}${bean.slice(1)}.${constant}`, from);
      return value === undefined ? whole : `'${value}'`;
    })
    .replace(/T\(([\w.]+)\)\.(\w+)/g, (whole, type: string, constant: string) => {
      const value = types.constant(`${type.split('.').at(-1)}.${constant}`, from);
      return value === undefined ? whole : `'${value}'`;
    });
  if (/permitAll|isAnonymous\(\)/.test(known)) return { access: 'anonymous', roles: [], policies: [] };
  const called = (name: RegExp): string[] => [...known.matchAll(name)].flatMap(([, args = '']) => quoted(args));
  const roles = called(/has(?:Any)?Role\(([^)]*)\)/g).map(role);
  const policies = called(/has(?:Any)?(?:Authority|Scope)\(([^)]*)\)/g);
  const rest = [...known.matchAll(/@?\w[\w.]*\([^()]*\)/g)]
    .map(([one]) => one)
    .filter((one) => !/^(has(Any)?(Role|Authority|Scope)|isAuthenticated|isFullyAuthenticated)\(/.test(one));
  return { access: 'required', roles, policies: [...policies, ...rest] };
};

const ofAnnotation = (annotation: Annotation, from: Entry, types: Types): Auth => {
  const values = (annotation.args.value ?? annotation.args.rolesAllowed ?? []).map(
    (value) => types.text(value, from) ?? value.source,
  );
  const span = annotation.span;
  if (annotation.name === 'PermitAll') return { access: 'anonymous', roles: [], policies: [], span };
  if (annotation.name === 'DenyAll') return { access: 'required', roles: [], policies: ['DenyAll'], span };
  if (/^P\w+Authorize$/.test(annotation.name)) return { ...ofExpression(values.join(' '), from, types), span };
  if (values.some((value) => /IS_ANONYMOUS|isAnonymous|IS_AUTHENTICATED_ANONYMOUSLY/.test(value)))
    return { access: 'anonymous', roles: [], policies: [], span };
  const named = values.filter((value) => !/IS_AUTHENTICATED|isAuthenticated/.test(value) && value !== '**');
  if (/Permission/.test(annotation.name)) return { access: 'required', roles: [], policies: named, span };
  return { access: 'required', roles: named.map(role), policies: [], span };
};

/** Whom requests are let in by, as annotations and filter chains say. */
type Authorities = {
  of(
    verb: string,
    route: string,
    owner: Entry | undefined,
    controller: Entry,
    handler: Pick<Handler, 'annotations' | 'from'> | undefined,
  ): Auth;
};

const remembered = new WeakMap<Types, Authorities>();

/** ["/a", "/b"] of a constant array. */
const patternTexts = (rule: SecurityRule, owner: Entry, types: Types): string[] =>
  rule.patterns.flatMap((value) => {
    const text = types.text(value, owner) ?? '';
    return /^(new String\s*\[\s*\])?\s*\{/.test(text) ? quoted(text) : text ? [types.filled(text)] : [];
  });

const settled = (
  rule: SecurityRule,
  owner: Entry,
  types: Types,
): { verb?: string; patterns: string[]; auth: Auth; isAny: boolean } => {
  const texts = (values: SecurityRule['roles']): string[] =>
    values.map((value) => types.text(value, owner) ?? value.source);
  return {
    ...(rule.verb && { verb: rule.verb }),
    patterns: patternTexts(rule, owner, types),
    isAny: rule.patterns.length === 0,
    auth: { access: rule.access, roles: texts(rule.roles).map(role), policies: texts(rule.policies), span: rule.span },
  };
};

const newAuthorities = (types: Types): Authorities => {
  const chains = [...new Set(types.all.map(({ piece }) => piece))].flatMap(({ security }) =>
    security.flatMap(({ owner, scope, rules }) => {
      const from = types.entry(owner);
      if (!from || from.type.isTest) return [];
      const paths = scope.flatMap((value) => types.text(value, from) ?? []);
      return [{ paths, rules: rules.map((rule) => settled(rule, from, types)) }];
    }),
  );
  const base = types.setting('server.servlet.context-path', 'spring.webflux.base-path') ?? '';
  const byChain = (verb: string, route: string): Auth | undefined => {
    const inner = base && route.startsWith(base) ? route.slice(base.length) || '/' : route;
    const scoped = chains.filter(({ paths }) => paths.some((path) => matchesPattern(inner, path)));
    const asked = scoped.length > 0 ? scoped : chains.filter(({ paths }) => paths.length === 0);
    const answers = asked.flatMap(
      ({ rules }) =>
        rules.find(
          (rule) =>
            (!rule.verb || rule.verb === verb || verb === 'ANY') &&
            (rule.isAny || rule.patterns.some((pattern) => matchesPattern(inner, pattern))),
        )?.auth ?? [],
    );
    return answers.find(({ access }) => access === 'required') ?? answers[0];
  };
  return {
    of(verb, route, owner, controller, handler) {
      const places = [
        { annotations: handler?.annotations ?? [], from: handler?.from ?? controller },
        { annotations: owner?.type.annotations ?? [], from: owner ?? controller },
        { annotations: controller.type.annotations, from: controller },
      ];
      for (const { annotations, from } of places) {
        const found = types.annotation(annotations, from, authAnnotations);
        if (found) return ofAnnotation(found, from, types);
      }
      return byChain(verb.split('.').at(-1) ?? verb, route) ?? { access: 'unknown', roles: [], policies: [] };
    },
  };
};

export const authorities = (types: Types): Authorities => {
  const known = remembered.get(types) ?? newAuthorities(types);
  remembered.set(types, known);
  return known;
};
