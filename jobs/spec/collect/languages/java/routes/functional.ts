import { linesOf } from '../../../parse/doc-comment.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import { verbs } from '../../route.ts';
import { type Body, typeOf } from '../body.ts';
import type { FunctionalRoute, Value } from '../model.ts';
import { argumentsOf, simpleName, valueIn } from '../values.ts';

const httpVerbs = new Set<string>(Object.values(verbs));
const routing = new Set(['route', 'andRoute']);

/** The path that path("/x", …) and nest(path("/x"), …) put before what they hold. */
const prefixOf = (call: Syntax, inner: Syntax): Value | undefined => {
  const name = call.get('name')?.text;
  const [first, ...rest] = argumentsOf(call);
  if (!first || !rest.some((one) => one.start <= inner.start && inner.end <= one.end)) return undefined;
  if (name === 'path') return valueIn(first);
  if (!/^(nest|andNest)$/.test(name ?? '')) return undefined;
  const predicate = [first, ...first.find('method_invocation')].find((one) => one.get('name')?.text === 'path');
  const [path] = predicate ? argumentsOf(predicate) : [];
  return path && valueIn(path);
};

const prefixesOf = (node: Syntax, body: Syntax): Value[] => {
  const found: Value[] = [];
  for (let around = node.parent; around && around !== body; around = around.parent) {
    if (around.type !== 'method_invocation') continue;
    const prefix = prefixOf(around, node);
    if (prefix) found.unshift(prefix);
  }
  return found;
};

/** route(GET("/x"), handler::one) names its handler beside it, route().GET("/x", handler::one) within it. */
const handlerNode = (node: Syntax): Syntax | undefined => {
  const within = argumentsOf(node).slice(1).at(-1);
  if (within) return within;
  let inner = node;
  for (let around = node.parent; around; around = around.parent) {
    if (
      around.type === 'method_invocation' &&
      routing.has(around.get('name')?.text ?? '') &&
      argumentsOf(around)[0] === inner
    )
      return argumentsOf(around)[1];
    if (around.type !== 'argument_list') inner = around;
  }
  return undefined;
};

const handlerOf = (node: Syntax | undefined, body: Body): FunctionalRoute['handler'] => {
  const named = node?.type === 'method_reference' ? node.named : [];
  const call = node?.type === 'lambda_expression' ? node.find('method_invocation')[0] : undefined;
  const target = named[0] ?? call?.get('object');
  const method = named[1]?.text ?? call?.get('name')?.text;
  const type = typeOf(target, body);
  return type && method ? { type: simpleName(type), method } : undefined;
};

/** The routes of Spring's RouterFunctions in a body. */
export const functionalRoutes = (body: Body): FunctionalRoute[] => {
  if (!/RouterFunction|RouterFunctions|\broute\(/.test(body.node.text)) return [];
  return body.node
    .find('method_invocation')
    .filter((node) => httpVerbs.has(node.get('name')?.text ?? ''))
    .map((node) => {
      const [first] = argumentsOf(node);
      const handler = handlerOf(handlerNode(node), body);
      const isPath = first && !/lambda|method_reference/.test(first.type);
      return {
        verb: node.get('name')?.text ?? '',
        path: [...prefixesOf(node, body.node), ...(isPath ? [valueIn(first)] : [])],
        ...(handler && { handler }),
        symbol: body.symbol,
        span: { ...linesOf(body.path, first ?? node) },
      };
    });
};
