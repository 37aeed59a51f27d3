import type { Outcome } from '#schemas/spec/facts.ts';
import { linesOf, oneLine } from '../../parse/doc-comment.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Body } from './body.ts';
import { argumentsOf, codeIn, exprOf } from './expressions.ts';
import type { Expr } from './model.ts';
import { statusOf } from './statuses.ts';

/** The condition under which a node is reached, within the function or function literal that it belongs to. */
const conditionAround = (node: Syntax): string | undefined => {
  let inner = node;
  for (let around = node.parent; around; around = around.parent) {
    if (/^(function_declaration|method_declaration|func_literal)$/.test(around.type)) return undefined;
    if (around.type === 'if_statement') {
      const condition = oneLine(around.get('condition')?.text ?? '');
      const initializer = around.get('initializer');
      const full =
        initializer && /^\w*[eE]rr\w* != nil$|^!ok$/.test(condition)
          ? `${oneLine(initializer.text, 200)}; ${condition}`
          : condition;
      if (around.get('consequence') === inner) return oneLine(full);
      if (around.get('alternative') === inner && inner.type !== 'if_statement') return oneLine(`!(${condition})`);
    }
    if (around.type === 'expression_case') {
      const value = around.above('expression_switch_statement')?.get('value')?.text;
      const label = around.get('value')?.text ?? '';
      return oneLine(value ? `${value} == ${label}` : label);
    }
    if (around.type === 'default_case') return undefined;
    inner = around;
  }
  return undefined;
};

const isText = ({ type }: Syntax): boolean => /string_literal$/.test(type);
const makesError =
  /^(errors\.(New|Errorf|Wrap\w*)|fmt\.Errorf|status\.(Error|Errorf)|echo\.NewHTTPError|fiber\.NewError|huma\.Error\w*|xerrors\.\w+)$/;

const push = (body: Body, node: Syntax, effect: Outcome['effect'], extra: Partial<Outcome>, message?: Expr): void => {
  const condition = conditionAround(node);
  body.drafts.outcomes.push({
    fact: { symbol: body.block.id, ...(condition && { condition }), effect, ...extra, span: linesOf(body.path, node) },
    ...(message && { texts: { message } }),
  });
};

const readCall = (body: Body, call: Syntax): void => {
  const name = call.get('function')?.text ?? '';
  const args = argumentsOf(call);
  const text = lastText(args);
  const status = statusOf(call);
  const isInner =
    call.above('argument_list')?.parent?.type === 'call_expression' &&
    statusOf(call.above('argument_list')?.parent ?? call) !== undefined;
  if (name === 'panic')
    push(body, call, 'throws', { type: 'panic' }, text && exprOf(text, { path: body.path, symbol: body.block.id }));
  else if (/^http\.Redirect$|\.Redirect$/.test(name) && args.length > 1)
    push(body, call, 'redirects', { ...(status && { status }) });
  else if (
    status &&
    !isInner &&
    !call
      .above('return_statement')
      ?.find('call_expression')
      .some(
        (one) =>
          one !== call &&
          makesError.test(one.get('function')?.text ?? '') &&
          one.start <= call.start &&
          call.end <= one.end,
      )
  ) {
    if (status < 400 && !conditionAround(call)) return;
    const message = text && !/^"(application|text)\//.test(text.text) ? text : undefined;
    push(body, call, 'responds', { status }, message && exprOf(message, { path: body.path, symbol: body.block.id }));
  }
};

const isSaid = (node: Syntax): boolean =>
  isText(node) ||
  (node.type === 'binary_expression' && node.has('+') && node.find('interpreted_string_literal').length > 0) ||
  (node.type === 'call_expression' &&
    /^(fmt\.(Sprintf|Errorf)|errors\.(New|Errorf))$/.test(node.get('function')?.text ?? ''));

/** The text that is said to the caller: an argument, or the last value of a map or struct among them. */
const lastText = (args: readonly Syntax[]): Syntax | undefined =>
  args.find(isSaid) ??
  args
    .flatMap((one) => [...one.within((node) => !isSaid(node))].filter(isSaid))
    .filter(({ parent }) => !(parent?.type === 'literal_element' && parent.role === 'key'))
    .at(-1);

const readReturn = (body: Body, node: Syntax): void => {
  const values = codeIn(codeIn(node)[0]);
  const error = values.find(
    (value) => value.type === 'call_expression' && makesError.test(value.get('function')?.text ?? ''),
  );
  const named = values.find(
    ({ type, text }) => (type === 'identifier' || type === 'selector_expression') && /^(\w+\.)?Err[A-Z]\w*$/.test(text),
  );
  const condition = conditionAround(node);
  if (error && statusOf(error) === undefined) {
    const text = isSaid(error) ? error : argumentsOf(error).find(isText);
    push(
      body,
      node,
      'throws',
      { type: error.get('function')?.text ?? 'error' },
      text && exprOf(text, { path: body.path, symbol: body.block.id }),
    );
  } else if (named) push(body, node, 'throws', { type: named.text });
  else if (
    condition &&
    values.length > 0 &&
    !error &&
    !/\berr\b/.test(values.map(({ text }) => text).join(' ')) &&
    !values.some((one) => one.find('call_expression').some((call) => statusOf(call) !== undefined))
  ) {
    push(body, node, 'returns', { type: oneLine(values.map(({ text }) => text).join(', '), 80) });
  }
};

/** What a function answers, returns or panics with when something is not as it should be. */
export const readOutcomes = (body: Body): void => {
  if (/^(String|Error|Len|Less|Swap|MarshalJSON|UnmarshalJSON)$/.test(body.block.name)) return;
  for (const node of body.block.node.find('call_expression', 'return_statement')) {
    if (node.type === 'call_expression') readCall(body, node);
    else readReturn(body, node);
  }
};
