import type { Span } from '#schemas/spec/facts.ts';
import { linesOf } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Drafts, JavaType, Value } from './model.ts';
import { argumentsOf, simpleName, valueIn } from './values.ts';

/** A method, a constructor, an initialiser: what is said in it is said of its symbol. */
export type Body = {
  readonly path: string;
  readonly symbol: string;
  readonly name: string;
  readonly owner: JavaType;
  readonly node: Syntax;
  /** Types of fields, parameters and local variables, as they are spelled. */
  readonly variables: ReadonlyMap<string, string>;
  readonly drafts: Drafts;
};

/** A call in a body. */
export type Call = {
  readonly body: Body;
  readonly node: Syntax;
  readonly name: string;
  readonly object?: Syntax;
  /** The simple name of the receiver's type, where it can be told. */
  readonly type?: string;
  readonly arguments: readonly Syntax[];
  readonly span: Span;
};

/** The type of an expression, as far as names tell it. */
export const typeOf = (node: Syntax | undefined, body: Pick<Body, 'variables' | 'owner'>): string | undefined => {
  switch (node?.type) {
    case 'identifier': {
      const known = body.variables.get(node.text);
      return known ?? (/^[A-Z]/.test(node.text) ? node.text : undefined);
    }
    case 'this':
      return body.owner.name;
    case 'field_access': {
      const name = node.get('field')?.text ?? '';
      const known = node.get('object')?.type === 'this' ? body.variables.get(name) : undefined;
      return known ?? (/^[A-Z]/.test(name) ? name : undefined);
    }
    case 'object_creation_expression':
      return node.get('type')?.text;
    case 'string_literal':
      return 'String';
    case 'parenthesized_expression':
      return typeOf(node.named[0], body);
    case 'cast_expression':
      return node.get('type')?.text;
    case 'method_invocation':
      return factoryType(node, body);
    default:
      return undefined;
  }
};

/** Builders and factories give what they are called on: WebClient.builder().baseUrl(x).build(). */
const factoryType = (node: Syntax, body: Pick<Body, 'variables' | 'owner'>): string | undefined => {
  let inner: Syntax | undefined = node;
  while (inner?.type === 'method_invocation') inner = inner.get('object');
  return inner?.type === 'identifier' && /^[A-Z]/.test(inner.text) ? typeOf(inner, body) : undefined;
};

export const callOf = (node: Syntax, body: Body): Call => {
  const object = node.get('object');
  const type = typeOf(object, body);
  return {
    body,
    node,
    name: node.get('name')?.text ?? '',
    ...(object && { object }),
    ...(type !== undefined && { type: simpleName(type) }),
    arguments: argumentsOf(node),
    span: linesOf(body.path, node),
  };
};

/** The nth argument, if there is one, as a value. */
export const argumentValue = (call: Call, index: number): Value | undefined => {
  const node = call.arguments[index];
  return node && valueIn(node);
};

/** The calls in a row that end in this one, this one first: a.b(x).c(y) -> c, b. */
export const chain = (node: Syntax): Syntax[] => {
  const found: Syntax[] = [];
  let inner: Syntax | undefined = node;
  while (inner?.type === 'method_invocation' && found.length < 200) {
    found.push(inner);
    inner = inner.get('object');
  }
  return found;
};
