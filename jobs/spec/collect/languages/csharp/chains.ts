import { linesOf, oneLine } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { argumentOf, attributesOf, propertiesOf } from './attributes.ts';
import type { Body } from './declarations.ts';
import { parametersOf } from './declarations.ts';
import { isClient } from './interest.ts';
import type { Argument, Assignment, Call, Chain, Handler, Parameter, Template } from './piece.ts';
import { statusesOfType, statusesReturned } from './responses.ts';
import { type Scope, wayOf } from './scope.ts';
import { templateOf } from './template.ts';
import { itemType } from './type-name.ts';

/** Whether a call is one that some fact is made of: most calls are not, and are not kept. */
export type IsOfInterest = (name: string) => boolean;

const handlerOf =
  (path: string) =>
  (lambda: Syntax): Handler => {
    const list = lambda.get('parameters');
    const implicit: Parameter[] =
      list?.type === 'implicit_parameter'
        ? [{ name: list.text, type: undefined, attributes: [], optional: false }]
        : [];
    const returns = lambda.get('type')?.text;
    return {
      parameters: list?.type === 'parameter_list' ? parametersOf(path, list) : implicit,
      attributes: attributesOf(path, lambda),
      returns,
      statuses: [...new Set([...statusesReturned(lambda.get('body')), ...statusesOfType(returns ?? '')])].sort(
        (a, b) => a - b,
      ),
    };
  };

const nameOf = (callee: Syntax): { name: string; types: string[] } => {
  const last =
    callee.type === 'member_access_expression'
      ? callee.get('name')
      : callee.type === 'member_binding_expression'
        ? callee.get('name')
        : callee;
  if (last?.type !== 'generic_name') return { name: last?.text ?? '', types: [] };
  return {
    name: last.first('identifier')?.text ?? '',
    types: last.first('type_argument_list')?.named.map(({ text }) => text) ?? [],
  };
};

const argumentsOf = (path: string, list: Syntax | undefined, way?: (value: Syntax) => string | undefined) =>
  (list?.all('argument') ?? []).map((one) => argumentOf(one, handlerOf(path), way));

const creations = new Set(['object_creation_expression', 'implicit_object_creation_expression']);

/** What is made: of `new() { … }`, the type of the variable or the items of the collection that takes it. */
const createdType = (node: Syntax): string => {
  const said = node.get('type')?.text;
  if (said !== undefined) return said;
  const taker = node.above(
    'object_creation_expression',
    'array_creation_expression',
    'variable_declaration',
    'property_declaration',
    'argument',
    'block',
  );
  const type = taker?.get('type')?.text ?? '';
  return node.parent?.type === 'initializer_expression' ? (itemType(type) ?? '') : type;
};

const creationOf = (path: string, node: Syntax): Call => {
  const type = createdType(node);
  const properties = propertiesOf(node);
  const initializer: Argument[] = properties
    ? [
        {
          name: 'initializer',
          text: '',
          value: undefined,
          properties,
          selects: undefined,
          handler: undefined,
          way: undefined,
        },
      ]
    : [];
  return {
    name: `new ${type.replace(/<[\s\S]*$/, '')}`,
    types: /<([\s\S]*)>$/.exec(type)?.[1]?.split(/\s*,\s*/) ?? [],
    arguments: [...argumentsOf(path, node.get('arguments')), ...initializer],
    span: linesOf(path, node),
  };
};

/** Steps down the receivers of a call: the calls, the first one first, and what the first is made upon. */
const unrolled = (top: Syntax): { nodes: Syntax[]; root: Syntax | undefined } => {
  const nodes: Syntax[] = [];
  let node: Syntax | undefined = top;
  while (node) {
    if (node.type === 'invocation_expression') {
      nodes.unshift(node);
      const callee: Syntax | undefined = node.get('function');
      if (callee?.type === 'member_access_expression') node = callee.get('expression');
      else return { nodes, root: undefined };
    } else if (
      node.type === 'await_expression' ||
      node.type === 'parenthesized_expression' ||
      node.type === 'postfix_unary_expression'
    ) {
      node = node.named[0];
    } else if (creations.has(node.type)) {
      nodes.unshift(node);
      return { nodes, root: undefined };
    } else return { nodes, root: node };
  }
  return { nodes, root: undefined };
};

/** Whether a call is not itself what another one is made upon. */
const isTop = (node: Syntax): boolean => {
  let above = node.parent;
  while (above && /^(await_expression|parenthesized_expression|postfix_unary_expression)$/.test(above.type))
    above = above.parent;
  return !(above?.type === 'member_access_expression' && above.role === 'function');
};

const assignedTo = (node: Syntax): string | undefined => {
  let above = node.parent;
  while (above && /^(await_expression|parenthesized_expression|postfix_unary_expression)$/.test(above.type))
    above = above.parent;
  if (above?.type === 'variable_declarator') return above.get('name')?.text;
  if (above?.type === 'assignment_expression' && above.get('right')) return above.get('left')?.text;
  return above?.type === 'return_statement' || above?.type === 'arrow_expression_clause' ? 'return' : undefined;
};

/** configuration["Orders:MaxItems"], as a call by the name of `[]`. */
const lookupOf = (path: string, body: Body, node: Syntax): Chain | undefined => {
  const root = node.get('expression')?.text ?? '';
  if (!/config(uration)?$|GetSection\([^()]*\)$/i.test(root)) return undefined;
  const list = node.get('subscript') ?? node.first('bracketed_argument_list');
  const span = linesOf(path, node);
  const call: Call = { name: '[]', types: [], arguments: argumentsOf(path, list), span };
  return {
    from: body.id,
    type: body.ownerName,
    root: oneLine(root, 200),
    rootType: undefined,
    calls: [call],
    assignedTo: undefined,
    span,
  };
};

/** Texts that a function gives to variables of its own, for the calls that name them. */
const localsOf = (body: Body): ReadonlyMap<string, Template> => {
  const found = new Map<string, Template>();
  for (const variable of body.node.find('variable_declarator')) {
    const value = variable.has('=') ? templateOf(variable.named.at(-1)) : undefined;
    const name = variable.get('name')?.text;
    if (name && value?.some((part) => typeof part === 'string' && /\D/.test(part))) found.set(name, value);
  }
  return found;
};

const inlined = (
  template: Template | undefined,
  locals: ReadonlyMap<string, Template>,
  depth = 0,
): Template | undefined =>
  template?.flatMap((part) => {
    const local = typeof part === 'string' || depth > 3 ? undefined : locals.get(part.name);
    return local ? (inlined(local, locals, depth + 1) ?? [part]) : [part];
  });

const withLocals = (call: Call, locals: ReadonlyMap<string, Template>): Call =>
  locals.size === 0
    ? call
    : { ...call, arguments: call.arguments.map((one) => ({ ...one, value: inlined(one.value, locals) })) };

export const chainsOf = (path: string, body: Body, scope: Scope, isOfInterest: IsOfInterest): Chain[] => {
  const found: Chain[] = [];
  const locals = localsOf(body);
  const way = (value: Syntax): string | undefined => wayOf(value, scope, body.ownerName);
  for (const node of body.node.within()) {
    if (node.type === 'element_access_expression') {
      const lookup = lookupOf(path, body, node);
      if (lookup) found.push(lookup);
    }
    if (!(node.type === 'invocation_expression' || creations.has(node.type)) || !isTop(node)) continue;
    const { nodes, root } = unrolled(node);
    const names = nodes.map((one) =>
      creations.has(one.type)
        ? `new ${createdType(one).replace(/<[\s\S]*$/, '')}`
        : nameOf(one.get('function') ?? one).name,
    );
    const rootWay = root && wayOf(root, scope, body.ownerName);
    if (!names.some(isOfInterest) && !isClient(rootWay)) continue;
    const [first] = nodes;
    found.push({
      from: body.id,
      type: body.ownerName,
      root: root ? oneLine(root.text, 100) : '',
      rootType: rootWay,
      calls: nodes.map((one): Call => {
        if (creations.has(one.type)) return withLocals(creationOf(path, one), locals);
        const span = {
          path,
          start: (one.get('function')?.get('name') ?? one).startLine,
          end: Math.max(one.endLine, one.startLine),
        };
        return withLocals(
          { ...nameOf(one.get('function') ?? one), arguments: argumentsOf(path, one.get('arguments'), way), span },
          locals,
        );
      }),
      assignedTo: assignedTo(node),
      span: { path, start: (first ?? node).startLine, end: node.endLine },
    });
  }
  return found;
};

const withinOf = (node: Syntax): string => {
  const around = node.above('lambda_expression', 'initializer_expression');
  if (around?.type === 'initializer_expression') return `new ${around.parent?.get('type')?.text ?? ''}`.trim();
  const call = around?.above('invocation_expression');
  if (!call) return '';
  const { name, types } = nameOf(call.get('function') ?? call);
  return types.length > 0 ? `${name}<${types.at(-1)}>` : name;
};

/** `{ typeof(Order), "Orders" }` in a dictionary. */
const pairsOf = (path: string, body: Body): Assignment[] =>
  body.node.find('initializer_expression').flatMap((node) => {
    const [key, value, ...others] = node.named;
    if (key?.type !== 'typeof_expression' || !value || others.length > 0) return [];
    const target = `[${key.text}]`;
    return [
      {
        from: body.id,
        target,
        text: oneLine(value.text, 100),
        value: templateOf(value),
        within: '',
        span: linesOf(path, node),
      },
    ];
  });

/** What is given to properties: `x.Y = …`, and in initializers `new X { Y = … }`. */
export const assignmentsOf = (path: string, body: Body): Assignment[] => [
  ...pairsOf(path, body),
  ...body.node.find('assignment_expression').flatMap((node) => {
    const left = node.get('left');
    const right = node.get('right');
    if (
      !left ||
      !right ||
      !/literal|binary_expression|member_access|invocation|object_creation|identifier/.test(right.type)
    )
      return [];
    const inInitializer = node.parent?.type === 'initializer_expression';
    if (left.type !== 'member_access_expression' && !inInitializer) return [];
    return [
      {
        from: body.id,
        target: oneLine(left.text, 100),
        text: oneLine(right.text, 100),
        value: templateOf(right),
        within: withinOf(node),
        span: linesOf(path, node),
      },
    ];
  }),
];
