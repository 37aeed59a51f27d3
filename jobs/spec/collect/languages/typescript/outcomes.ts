import type { Outcome } from '#schemas/spec/facts.ts';
import { oneLine } from '../../parse/doc-comment.ts';
import { statusByName } from '../../parse/statuses.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { withoutSecrets } from '../../parse/without-secrets.ts';
import { type SourceUnit, symbolAt, unitSpan } from './file.ts';
import { statusOf } from './statuses.ts';
import { argumentsOf, bare, calleeOf, dottedName, entriesOf, entryOf, isCall, isFunction } from './syntax-tree.ts';
import { isSettled, textOf, valueNode } from './texts.ts';

const withoutBrackets = (node: Syntax | undefined): string => oneLine(bare(node)?.text ?? '');

/** Under what condition a node is reached: the nearest `if`, `case` or `?:` of its function. */
const conditionOf = (node: Syntax): string | undefined => {
  for (let at: Syntax = node; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if (parent.type === 'if_statement' && at.role !== 'condition') {
      const condition = withoutBrackets(parent.get('condition'));
      return at.role === 'alternative' ? `!(${condition})` : condition;
    }
    if (parent.type === 'switch_case') {
      const subject = parent.above('switch_statement')?.get('value');
      return oneLine(`${withoutBrackets(subject)} === ${parent.get('value')?.text ?? ''}`);
    }
    if (parent.type === 'switch_default' || parent.type === 'catch_clause') return undefined;
    if (parent.type === 'ternary_expression' && at.role !== 'condition') {
      const condition = withoutBrackets(parent.get('condition'));
      return at.role === 'alternative' ? `!(${condition})` : condition;
    }
    if (parent.type === 'binary_expression' && at.role === 'right') {
      const left = withoutBrackets(parent.get('left'));
      if (parent.has('&&')) return left;
      if (parent.has('||') || parent.has('??')) return `!(${left})`;
    }
  }
  return undefined;
};

const messageKeys = ['message', 'error', 'msg', 'detail', 'errors', 'description', 'title', 'reason'];

/** The text that goes with an answer: a literal, or what { message: … } says. */
const messageOf = (unit: SourceUnit, node: Syntax | undefined, depth = 0): string | undefined => {
  const at = bare(node);
  if (!at || depth > 3) return undefined;
  const value = at.type === 'object' ? at : valueNode(unit, at);
  if (value?.type === 'object') {
    for (const key of messageKeys) {
      const found = messageOf(unit, entryOf(value, key), depth + 1);
      if (found !== undefined) return found;
    }
    const only = entriesOf(value);
    return only.length === 1 && depth > 0 ? messageOf(unit, only[0]?.value, depth + 1) : undefined;
  }
  const text = textOf(unit, at);
  return text !== undefined && isSettled(text) && /\p{L}{2}/u.test(text) ? text.slice(0, 500) : undefined;
};

type Thrown = Pick<Outcome, 'type' | 'status' | 'message'>;

/** new NotFoundException('…'), new ApiError(httpStatus.NOT_FOUND, '…'), createError(404, '…'), Boom.notFound('…') */
const thrownBy = (unit: SourceUnit, node: Syntax | undefined): Thrown | undefined => {
  const at = bare(node);
  if (!isCall(at)) return undefined;
  const type = dottedName(calleeOf(at));
  if (!type) return undefined;
  const given = argumentsOf(at);
  const last = type.split('.').at(-1) ?? type;
  const values = given.map((one) => valueNode(unit, one) ?? one);
  const status =
    [...given, ...values.flatMap((one) => ['status', 'statusCode', 'code'].map((key) => entryOf(one, key)))]
      .map((one) => statusOf(unit, one))
      .find((one) => one !== undefined && one >= 300) ?? statusByName(last);
  const message = values.map((one) => messageOf(unit, one)).find((one) => one !== undefined);
  return {
    type: type.replace(/\(\)/g, ''),
    ...(status === undefined ? {} : { status }),
    ...(message === undefined ? {} : { message }),
  };
};

const outcome = (unit: SourceUnit, node: Syntax, effect: Outcome['effect'], told: Thrown): Outcome[] => {
  const symbol = symbolAt(unit, node);
  const condition = conditionOf(node);
  return symbol
    ? [
        {
          symbol,
          ...(condition ? { condition: withoutSecrets(condition) } : {}),
          effect,
          ...told,
          span: unitSpan(unit, node),
        },
      ]
    : [];
};

const thrown = (unit: SourceUnit): Outcome[] =>
  unit.all('throw_statement').flatMap((node) => {
    const told = thrownBy(
      unit,
      node.named.find(({ type }) => type !== 'comment'),
    );
    return told ? outcome(unit, node, 'throws', told) : [];
  });

/** next(createError(404)), reject(new Error('…')), done(new Error('…')) */
const handedOn = (unit: SourceUnit, call: Syntax, name: string): Outcome[] => {
  if (!/^(next|done|cb|callback|reject|Promise\.reject)$/.test(name)) return [];
  const told = thrownBy(unit, argumentsOf(call)[0]);
  return told && /error|exception|boom|http/i.test(told.type ?? '') ? outcome(unit, call, 'throws', told) : [];
};

const senders = /^(json|send|end|render|jsonp|sendStatus|redirect|throw|code|status|text|html|body|notFound)$/;
const receivers = /^(res|response|reply|ctx|c|context|rep|h|NextResponse|Response|h\.response)(\.|$)/;

/** res.status(404).json({ … }): the statuses and bodies along the calls of one answer, outermost first. */
const answerOf = (unit: SourceUnit, call: Syntax): (Thrown & { effect: Outcome['effect'] }) | undefined => {
  let status: number | undefined;
  let message: string | undefined;
  let effect: Outcome['effect'] = 'responds';
  let at: Syntax | undefined = call;
  for (let steps = 0; isCall(at) && steps < 12; steps++) {
    const callee = calleeOf(at);
    const name = callee?.get('property')?.text ?? '';
    const [first, second] = argumentsOf(at);
    if (!senders.test(name)) return undefined;
    if (name === 'redirect') effect = 'redirects';
    if (/^(status|code|sendStatus|throw)$/.test(name)) status ??= statusOf(unit, first);
    else
      status ??=
        statusOf(unit, entryOf(second, 'status') ?? second) ??
        (name === 'redirect' ? statusOf(unit, first) : undefined);
    if (name === 'throw') effect = 'throws';
    if (name !== 'status' && name !== 'code')
      message ??= messageOf(unit, name === 'throw' || name === 'redirect' ? second : first);
    at = bare(callee?.get('object'));
    const isAnswer = !isCall(at) || dottedName(calleeOf(at)) === 'h.response';
    if (isAnswer && receivers.test(dottedName(at))) {
      return { effect, ...(status === undefined ? {} : { status }), ...(message === undefined ? {} : { message }) };
    }
  }
  return undefined;
};

/** new Response('…', { status: 404 }), and ctx.status = 404 */
const plainAnswers = (unit: SourceUnit): Outcome[] => [
  ...unit.all('new_expression').flatMap((node) => {
    const [body, options] = argumentsOf(node);
    const status = /^(Next)?Response$/.test(dottedName(calleeOf(node)))
      ? statusOf(unit, entryOf(options, 'status'))
      : undefined;
    const message = messageOf(unit, body);
    return status && status >= 300 ? outcome(unit, node, 'responds', { status, ...(message ? { message } : {}) }) : [];
  }),
  ...unit.all('assignment_expression').flatMap((node) => {
    const isStatus = /^(ctx|context|res|response|ctx\.response)\.(status|statusCode)$/.test(
      dottedName(node.get('left')),
    );
    const status = isStatus ? statusOf(unit, node.get('right')) : undefined;
    return status && status >= 300 ? outcome(unit, node, 'responds', { status }) : [];
  }),
];

export type Answers = { readonly outcomes: Outcome[]; readonly statuses: { symbol: string; status: number }[] };

/** What becomes of requests: what is thrown, what is answered under a condition; and the statuses of every answer. */
export const readOutcomes = (unit: SourceUnit): Answers => {
  const outcomes = [...thrown(unit), ...plainAnswers(unit)];
  const statuses: { symbol: string; status: number }[] = [];
  for (const call of unit.all('call_expression')) {
    const name = dottedName(calleeOf(call));
    outcomes.push(...handedOn(unit, call, name));
    const isPart = call.parent?.type === 'member_expression' && call.parent.parent?.type === 'call_expression';
    if (isPart) continue;
    const answer = answerOf(unit, call);
    if (!answer) continue;
    const { effect, ...told } = answer;
    const symbol = symbolAt(unit, call);
    if (symbol && told.status !== undefined) statuses.push({ symbol, status: told.status });
    const matters =
      (told.status ?? 0) >= 400 || effect === 'throws' || (effect === 'redirects' && conditionOf(call) !== undefined);
    if (matters) outcomes.push(...outcome(unit, call, effect, told));
  }
  return { outcomes: outcomes.sort((a, b) => a.span.start - b.span.start), statuses };
};
