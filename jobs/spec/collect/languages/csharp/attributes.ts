import { linesOf, oneLine } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Argument, Attribute, Handler } from './piece.ts';
import { templateOf } from './template.ts';

const objects = new Set([
  'anonymous_object_creation_expression',
  'object_creation_expression',
  'implicit_object_creation_expression',
]);

/** `new { a = "x", b.C }`, `new() { A = 1 }`: what the names are set to. */
export const propertiesOf = (node: Syntax): Map<string, NonNullable<ReturnType<typeof templateOf>>> | undefined => {
  if (!objects.has(node.type)) return undefined;
  const found = new Map<string, NonNullable<ReturnType<typeof templateOf>>>();
  const set = (name: string | undefined, value: Syntax | undefined): void => {
    const template = templateOf(value);
    if (name && template) found.set(name, template);
  };
  if (node.type === 'anonymous_object_creation_expression') {
    const { children } = node;
    for (const [at, child] of children.entries()) if (child.type === '=') set(children[at - 1]?.text, children[at + 1]);
    return found;
  }
  for (const one of node.first('initializer_expression')?.all('assignment_expression') ?? []) {
    set(one.get('left')?.text, one.get('right'));
  }
  return found;
};

const memberOf = (node: Syntax): string | undefined => {
  if (node.type === 'member_access_expression') return node.text.replace(/[!?]/g, '').split('.').slice(1).join('.');
  const inner = /^(cast_expression|parenthesized_expression|postfix_unary_expression)$/.test(node.type);
  return inner ? memberOf(node.get('value') ?? node.named.at(-1) ?? node) : undefined;
};

const selectedBy = (lambda: Syntax): string[] | undefined => {
  const body = lambda.get('body');
  if (!body) return undefined;
  if (body.type === 'anonymous_object_creation_expression') {
    const names = body.named.map(memberOf).filter((name) => name !== undefined);
    return names.length > 0 ? names : undefined;
  }
  const name = memberOf(body);
  return name === undefined ? undefined : [name];
};

/** An argument of a call or an attribute. `handlerOf` reads a lambda as a handler. */
export const argumentOf = (
  node: Syntax,
  handlerOf?: (lambda: Syntax) => Handler,
  way?: (value: Syntax) => string | undefined,
): Argument => {
  const assigned = node.first('assignment_expression');
  const isAttribute = node.type === 'attribute_argument';
  const name = isAttribute ? (assigned?.get('left')?.text ?? node.get('name')?.text) : node.get('name')?.text;
  const value =
    (isAttribute && assigned?.get('right')) ||
    node.named.filter(({ role, type }) => role !== 'name' && type !== 'comment').at(-1) ||
    node;
  const isLambda = value.type === 'lambda_expression';
  return {
    name,
    text: oneLine(value.text.length > 400 ? value.text.slice(0, 400) : value.text, 200),
    value: templateOf(value),
    properties: propertiesOf(value),
    selects: isLambda ? selectedBy(value) : undefined,
    handler: isLambda ? handlerOf?.(value) : undefined,
    way: /^(identifier|object_creation_expression|member_access_expression)$/.test(value.type)
      ? way?.(value)
      : undefined,
  };
};

/** The attributes of a declaration, parameter or lambda: their names without `Attribute`. */
export const attributesOf = (path: string, node: Syntax): Attribute[] =>
  node.all('attribute_list').flatMap((list) =>
    list.all('attribute').map((attribute) => {
      const name = attribute.get('name');
      const generic = name?.type === 'generic_name' ? name : name?.first('generic_name');
      const bare = (generic?.first('identifier') ?? name)?.text.split('.').at(-1) ?? '';
      return {
        name: bare.replace(/(?<=.)Attribute$/, ''),
        types: generic?.first('type_argument_list')?.named.map(({ text }) => text) ?? [],
        arguments:
          attribute
            .first('attribute_argument_list')
            ?.all('attribute_argument')
            .map((one) => argumentOf(one)) ?? [],
        span: linesOf(path, attribute),
      };
    }),
  );

export const attributeNamed = (attributes: readonly Attribute[], ...names: readonly string[]): Attribute | undefined =>
  attributes.find(({ name }) => names.includes(name));
