import type { Outcome } from '#schemas/spec/facts.ts';
import { linesOf, oneLine } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { type Body, type Call, typeOf } from './body.ts';
import { conditionAround } from './conditions.ts';
import { statusOf } from './declarations.ts';
import type { Draft, Value } from './model.ts';
import { statusNumber, statusOfException } from './routes/statuses.ts';
import type { Types } from './types.ts';
import { argumentsOf, simpleName, valueIn } from './values.ts';

/** Members that say what an object is, not what becomes of a request. */
const dull = new Set(['equals', 'hashCode', 'toString', 'compareTo', 'main']);

const isText = (node: Syntax): boolean =>
  node.type === 'string_literal' ||
  (node.type === 'binary_expression' && node.has('+')) ||
  /^String\.format\(|\.formatted\(/.test(node.text);

/** What an exception is told: the first of its arguments that is a text, its own or an inner exception's. */
const messageOf = (made: Syntax): Value | undefined => {
  const args = argumentsOf(made);
  const text =
    args.find(isText) ??
    args
      .flatMap((one) =>
        one.type === 'method_invocation' || one.type === 'object_creation_expression' ? argumentsOf(one) : [],
      )
      .find(isText);
  const constant = args.find((one) => /^[\w.]*[A-Z][A-Z0-9_]{2,}$/.test(one.text) && !/Status\./.test(one.text));
  return text ? valueIn(text) : constant ? valueIn(constant) : undefined;
};

const push = (body: Body, fact: Omit<Outcome, 'symbol'>, message?: Value): void => {
  const { condition, ...rest } = fact;
  const draft: Draft<Outcome> = {
    fact: { symbol: body.symbol, ...(condition && { condition: oneLine(condition) }), ...rest },
    ...(message && { texts: { message } }),
    owner: body.owner.id,
  };
  body.drafts.outcomes.push(draft);
};

const statusIn = (node: Syntax): number | undefined => {
  for (const inner of [node, ...node.find('method_invocation', 'object_creation_expression', 'method_reference')]) {
    const status = statusNumber(statusOf(inner));
    if (status) return status;
  }
  return undefined;
};

const readThrow = (body: Body, node: Syntax): void => {
  const made = node.named.find(({ type }) => type === 'object_creation_expression');
  const [thrown] = node.named;
  if (!thrown || (thrown.type === 'identifier' && thrown.above('catch_clause'))) return;
  const type = made ? simpleName(made.get('type')?.text ?? '') : simpleName(typeOf(thrown, body) ?? '');
  const factory = made ? undefined : thrown.get('name')?.text;
  const condition = conditionAround(node, body.node);
  const status = statusIn(thrown);
  push(
    body,
    {
      ...(condition && { condition }),
      effect: 'throws',
      ...(status && { status }),
      ...((type || factory) && { type: type || factory }),
      span: linesOf(body.path, node),
    },
    messageOf(made ?? thrown),
  );
};

const builds = /\b(ResponseEntity|ServerResponse|Response|HttpResponse|RestResponse)\b/;

const readReturn = (body: Body, node: Syntax): void => {
  const [value] = node.named;
  const branches =
    value?.type === 'ternary_expression'
      ? [value.get('consequence'), value.get('alternative')].filter((one): one is Syntax => one !== undefined)
      : [value];
  for (const branch of branches) {
    const condition = conditionAround(branch ?? node, body.node);
    const status = branch && builds.test(branch.text) ? statusIn(branch) : undefined;
    const redirect = branch && /^"redirect:/.test(branch.text);
    const isTold = branch && /\.(orElse|orElseGet|orElseThrow|defaultIfEmpty)\(/.test(branch.text);
    if (!condition && !redirect && !(status && status >= 300 && !isTold)) continue;
    if (isTold && !status) continue;
    const message = branch && isText(branch) ? branch : undefined;
    const type = branch && (typeOf(branch, body) ?? (isText(branch) ? undefined : oneLine(branch.text, 80)));
    push(
      body,
      {
        ...(condition && { condition }),
        effect: redirect ? 'redirects' : status ? 'responds' : 'returns',
        ...(status && { status }),
        ...(type && !status && !redirect && { type: simpleName(type) === type ? type : oneLine(type, 80) }),
        span: linesOf(body.path, node),
      },
      message && valueIn(message),
    );
  }
};

/** Throws, and returns under a condition: what becomes of a request that is not as it should be. */
export const readOutcomes = (body: Body): void => {
  if (dull.has(body.name)) return;
  for (const node of body.node.find('throw_statement', 'return_statement')) {
    if (
      node.above('class_body') !==
        body.node.above('class_body', 'enum_body', 'interface_body', 'enum_body_declarations') &&
      node.above('class_body')?.parent?.type === 'object_creation_expression'
    )
      continue;
    if (node.type === 'throw_statement') readThrow(body, node);
    else if (!node.above('lambda_expression') || builds.test(node.text)) readReturn(body, node);
  }
};

const orElse = new Set(['orElseThrow', 'switchIfEmpty', 'onItem']);
const guards: Readonly<Record<string, { readonly holds: boolean; readonly type: string }>> = {
  isTrue: { holds: true, type: 'IllegalArgumentException' },
  checkArgument: { holds: true, type: 'IllegalArgumentException' },
  state: { holds: true, type: 'IllegalStateException' },
  checkState: { holds: true, type: 'IllegalStateException' },
  notNull: { holds: false, type: 'IllegalArgumentException' },
  hasText: { holds: false, type: 'IllegalArgumentException' },
  notEmpty: { holds: false, type: 'IllegalArgumentException' },
  requireNonNull: { holds: false, type: 'NullPointerException' },
  checkNotNull: { holds: false, type: 'NullPointerException' },
};

/** orElseThrow, orElse(ResponseEntity…), Assert and Preconditions, response.sendError. */
export const readOutcomeCall = (call: Call): void => {
  const { body, name, node, object, arguments: args } = call;
  const [first] = args;
  if (orElse.has(name) && object) {
    const made = first?.find('object_creation_expression')[0];
    const reference = /([\w.]+)::new/.exec(first?.text ?? '')?.[1];
    const type = simpleName(
      made?.get('type')?.text ?? reference ?? (name === 'orElseThrow' ? (first ? '' : 'NoSuchElementException') : ''),
    );
    if (!type && name !== 'orElseThrow') return;
    const status = made && statusIn(made);
    push(
      body,
      {
        condition: `${oneLine(object.text, 240)} is empty`,
        effect: 'throws',
        ...(status && { status }),
        ...(type && { type }),
        span: call.span,
      },
      made && messageOf(made),
    );
  } else if (/^(orElseGet|orElse|defaultIfEmpty)$/.test(name) && object && first && builds.test(first.text)) {
    const status = statusIn(first);
    if (status)
      push(body, {
        condition: `${oneLine(object.text.replace(/\s*\.map\([\s\S]*$/, ''), 240)} is empty`,
        effect: 'responds',
        status,
        span: call.span,
      });
  } else if (guards[name] && /^(Assert|Preconditions|Validate|Objects|Guard)$/.test(object?.text ?? '') && first) {
    const guard = guards[name];
    const condition = guard.holds
      ? `!(${oneLine(first.text, 280)})`
      : name === 'hasText' || name === 'notEmpty'
        ? `${first.text} is empty`
        : `${first.text} == null`;
    push(
      body,
      { condition, effect: 'throws', type: guard.type, span: call.span },
      args[1] && isText(args[1]) ? valueIn(args[1]) : undefined,
    );
  } else if (/^(sendError|setStatus|sendRedirect)$/.test(name) && object && !/ResponseEntity/.test(object.text)) {
    const status = statusNumber(statusOf(node));
    const condition = conditionAround(node, body.node);
    if (name === 'sendRedirect')
      push(body, { ...(condition && { condition }), effect: 'redirects', span: call.span }, first && valueIn(first));
    else if (status)
      push(
        body,
        { ...(condition && { condition }), effect: 'responds', status, span: call.span },
        args[1] && isText(args[1]) ? valueIn(args[1]) : undefined,
      );
  }
};

/** What an exception's type answers with is known when every type is. */
export const linkOutcomes = (outcomes: readonly Outcome[], types: Types): Outcome[] =>
  outcomes.map((one) => {
    const status = one.status ?? (one.effect === 'throws' && one.type ? statusOfException(one.type, types) : undefined);
    const message = one.effect === 'redirects' ? one.message?.replace(/^redirect:/, '') : one.message;
    return { ...one, ...(status !== undefined && { status }), ...(message !== undefined && { message }) };
  });
