import type { Syntax } from '../../parse/syntax.ts';

/**
 * The types of the variables in sight, each by the way to it: `IOrders`, or `IOrders.FindAsync()` where only another file can say what
 * that gives. `[]` stands for an item of a collection.
 */
export type Scope = ReadonlyMap<string, string>;

const transparent = new Set([
  'await_expression',
  'parenthesized_expression',
  'postfix_unary_expression',
  'argument',
  'checked_expression',
]);

/** Methods whose type argument is what they give. */
const givesItsType =
  /^(Get(Required)?(Keyed)?Service|Resolve|CreateInstance|Create|Deserialize|ReadFromJsonAsync|As|Cast|OfType)$/;

const mostSteps = 200;

const wayOfCall = (call: Syntax, scope: Scope, self: string | undefined): string | undefined => {
  const callee = call.get('function');
  if (!callee) return undefined;
  const name = callee.type === 'member_access_expression' ? callee.get('name') : callee;
  const types = name?.type === 'generic_name' ? (name.first('type_argument_list')?.named ?? []) : [];
  const bare = (name?.type === 'generic_name' ? name.first('identifier') : name)?.text ?? '';
  const [only] = types;
  if (only && types.length === 1 && givesItsType.test(bare)) return only.text;
  if (callee.type !== 'member_access_expression') return self && /^\w+$/.test(bare) ? `${self}.${bare}()` : undefined;
  const receiver = callee.get('expression');
  const way = receiver && wayOf(receiver, scope, self);
  return way === undefined ? undefined : `${way}.${bare}()`;
};

/** The way to the type of an expression. */
export const wayOf = (expression: Syntax, scope: Scope, self: string | undefined): string | undefined => {
  let node = expression;
  for (let step = 0; step < mostSteps; step++) {
    if (transparent.has(node.type)) {
      const inner = node.named.find(({ type }) => type !== 'comment');
      if (!inner) return undefined;
      node = inner;
      continue;
    }
    switch (node.type) {
      case 'identifier':
        return scope.get(node.text) ?? (/^\p{Lu}/u.test(node.text) ? node.text : undefined);
      case 'this':
      case 'this_expression':
      case 'base':
      case 'base_expression':
        return self;
      case 'cast_expression':
      case 'object_creation_expression':
        return node.get('type')?.text;
      case 'as_expression':
        return node.get('right')?.text;
      case 'member_access_expression': {
        const receiver = node.get('expression');
        const way = receiver && wayOf(receiver, scope, self);
        return way === undefined ? undefined : `${way}.${node.get('name')?.text}`;
      }
      case 'element_access_expression': {
        const receiver = node.get('expression');
        const way = receiver && wayOf(receiver, scope, self);
        return way === undefined ? undefined : `${way}[]`;
      }
      case 'invocation_expression':
        return wayOfCall(node, scope, self);
      case 'binary_expression':
        if (!node.has('??')) return undefined;
        node = node.get('left') ?? node;
        continue;
      default:
        return undefined;
    }
  }
  return undefined;
};

const isImplicit = (type: Syntax | undefined): boolean => !type || type.type === 'implicit_type' || type.text === 'var';

/** A scope with the parameters of a list. */
export const withParameters = (scope: Map<string, string>, list: Syntax | undefined): void => {
  for (const parameter of list?.all('parameter') ?? []) {
    const name = parameter.get('name')?.text;
    const type = parameter.get('type')?.text;
    if (name && type) scope.set(name, type);
  }
};

/** A builder's lambda has the builder of what its call is about: Entity<Order>(order => …). */
const ofConfigured = (lambda: Syntax): string | undefined => {
  const call = lambda.above('invocation_expression');
  const callee = call?.get('function');
  const name = callee?.get('name') ?? callee;
  if (name?.type === 'generic_name') return name.text.replace(/\s+/g, '');
  const selected = call?.get('arguments')?.named[0];
  const earlier = callee?.get('expression')?.get('arguments')?.named[0] ?? selected;
  if (name?.text === 'ChildRules') return `ChildRules<${earlier?.text.split('.').at(-1) ?? ''}>`;
  return undefined;
};

const lambdaParameters = (lambda: Syntax, scope: Map<string, string>): void => {
  const list = lambda.get('parameters');
  if (list?.type === 'parameter_list') withParameters(scope, list);
  const only =
    list?.type === 'implicit_parameter'
      ? list.text
      : list?.named.length === 1
        ? list.named[0]?.get('name')?.text
        : undefined;
  const type = only === undefined ? undefined : ofConfigured(lambda);
  if (only !== undefined && type) scope.set(only, type);
};

/** The variables of a body, added to a scope: first come, first served, as names seldom mean two things in one method. */
export const scopeOf = (
  body: Syntax,
  outer: Scope,
  parameters: Syntax | undefined,
  self: string | undefined,
): Scope => {
  const scope = new Map(outer);
  withParameters(scope, parameters);
  for (const node of body.within()) {
    if (node.type === 'variable_declaration') {
      const type = node.get('type');
      for (const variable of node.all('variable_declarator')) {
        const name = variable.get('name')?.text;
        const value = variable.named.at(-1);
        const way = isImplicit(type) ? value && wayOf(value, scope, self) : type?.text;
        if (name && way) scope.set(name, way);
      }
    } else if (node.type === 'foreach_statement') {
      const name = node.get('left')?.text;
      const right = node.get('right');
      const items = right && wayOf(right, scope, self);
      const way = isImplicit(node.get('type')) ? items && `${items}[]` : node.get('type')?.text;
      if (name && way) scope.set(name, way);
    } else if (node.type === 'declaration_pattern' || node.type === 'declaration_expression') {
      const name = node.get('name')?.text;
      const type = node.get('type');
      if (name && type && !isImplicit(type)) scope.set(name, type.text);
    } else if (node.type === 'lambda_expression') {
      lambdaParameters(node, scope);
    }
  }
  return scope;
};
