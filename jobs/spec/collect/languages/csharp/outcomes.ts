import type { Outcome } from '#schemas/spec/facts.ts';
import { linesOf, oneLine } from '../../parse/doc-comment.ts';
import { stringValue } from '../../parse/string-value.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Body } from './declarations.ts';
import { alternatives, responseOf } from './responses.ts';

const statements = new Set(['return_statement', 'throw_statement', 'throw_expression', 'expression_statement']);
const functions = /^(lambda_expression|local_function_statement|anonymous_method_expression)$/;

const negated = (condition: string): string => {
  const trimmed = condition.trim();
  if (/^![\w.]+(\([^()]*\))?$/.test(trimmed)) return trimmed.slice(1);
  return `!(${trimmed})`;
};

/** The condition of the nearest branch around a node, below its function. */
const conditionOf = (node: Syntax, top: Syntax): string | undefined => {
  let below: Syntax = node;
  for (let above = node.parent; above && below !== top; below = above, above = above.parent) {
    if (above.type === 'if_statement') {
      if (below.role === 'condition') continue;
      const condition = above.get('condition')?.text ?? '';
      return oneLine(below.role === 'alternative' ? negated(condition) : condition);
    }
    if (above.type === 'conditional_expression' && below.role !== 'condition') {
      const condition = above.get('condition')?.text ?? '';
      return oneLine(below.role === 'alternative' ? negated(condition) : condition);
    }
    if (above.type === 'binary_expression' && above.has('??') && below.role === 'right') {
      return oneLine(`${above.get('left')?.text.replace(/^await\s+/, '')} is null`);
    }
    if (above.type === 'switch_expression_arm') return oneLine(armCondition(above));
    if (above.type === 'switch_section') {
      const label = above.named.find(({ type }) => /pattern|label|literal|expression|identifier/.test(type))?.text;
      const value = above.above('switch_statement')?.get('value')?.text;
      return oneLine(label === undefined ? `no other case of ${value ?? 'the switch'}` : `${value ?? ''} is ${label}`);
    }
    if (above.type === 'catch_clause') {
      const caught = above.first('catch_declaration')?.get('type')?.text;
      return caught ? `${caught} is caught` : 'an exception is caught';
    }
    if (functions.test(above.type) && above !== top) return undefined;
  }
  return undefined;
};

const armCondition = (arm: Syntax): string => {
  const pattern = arm.named[0];
  const guard = arm.first('when_clause')?.text ?? '';
  const value = arm.parent?.named[0]?.text ?? '';
  if (pattern?.type === 'discard') return `no other case of ${value}`;
  return `${value} is ${pattern?.text ?? ''} ${guard}`.trim();
};

const messageOf = (call: Syntax | undefined): string | undefined => {
  for (const argument of call?.get('arguments')?.all('argument') ?? []) {
    const message = stringValue(argument);
    if (message?.includes(' ')) return oneLine(message, 500);
  }
  return undefined;
};

/** `ArgumentNullException.ThrowIfNull(x)`: the condition that the method's name says. */
const guards: Readonly<Record<string, (subject: string, second: string) => string>> = {
  ThrowIfNull: (subject) => `${subject} is null`,
  ThrowIfNullOrEmpty: (subject) => `${subject} is null or empty`,
  ThrowIfNullOrWhiteSpace: (subject) => `${subject} is null or white space`,
  ThrowIfNegative: (subject) => `${subject} < 0`,
  ThrowIfNegativeOrZero: (subject) => `${subject} <= 0`,
  ThrowIfZero: (subject) => `${subject} == 0`,
  ThrowIfGreaterThan: (subject, second) => `${subject} > ${second}`,
  ThrowIfGreaterThanOrEqual: (subject, second) => `${subject} >= ${second}`,
  ThrowIfLessThan: (subject, second) => `${subject} < ${second}`,
  ThrowIfLessThanOrEqual: (subject, second) => `${subject} <= ${second}`,
  ThrowIfEqual: (subject, second) => `${subject} == ${second}`,
  ThrowIf: (subject) => subject,
  Null: (subject) => `${subject} is null`,
  NullOrEmpty: (subject) => `${subject} is null or empty`,
  NullOrWhiteSpace: (subject) => `${subject} is null or white space`,
  NegativeOrZero: (subject) => `${subject} <= 0`,
  Negative: (subject) => `${subject} < 0`,
};

const guardOf = (body: Body, path: string, statement: Syntax): Outcome[] => {
  const call = statement.named[0];
  const callee = call?.type === 'invocation_expression' ? call.get('function') : undefined;
  const owner = callee?.get('expression')?.text ?? '';
  const guard = guards[callee?.get('name')?.text ?? ''];
  if (!guard || !(/Exception$/.test(owner) || /^Guard(\.Against)?$/.test(owner))) return [];
  const [subject = '', second = ''] = call?.get('arguments')?.named.map(({ text }) => text) ?? [];
  const type = /Exception$/.test(owner) ? owner : 'ArgumentException';
  return [
    {
      symbol: body.id,
      condition: oneLine(guard(subject, second)),
      effect: 'throws',
      type,
      span: linesOf(path, statement),
    },
  ];
};

const thrown = (body: Body, path: string, node: Syntax): Outcome[] => {
  const what = node.named.find(({ type }) => type !== 'comment');
  if (!what || what.type === 'identifier') return [];
  const type = what.type === 'object_creation_expression' ? what.get('type')?.text : undefined;
  const condition = conditionOf(node, body.node);
  return [{ symbol: body.id, condition, effect: 'throws', type, message: messageOf(what), span: linesOf(path, node) }];
};

const results = /^(Fail(ure)?|Error|Invalid|NotFound|Unauthorized|Forbidden|Conflict)$/;

/** What an answer under a condition is. A plain success needs none. */
const answered = (body: Body, path: string, node: Syntax): Outcome[] => {
  const what = node.named.find(({ type }) => type !== 'comment');
  const span = linesOf(path, node);
  if (!what) {
    const condition = conditionOf(node, body.node);
    return condition ? [{ symbol: body.id, condition, effect: 'returns', span }] : [];
  }
  return alternatives(what).flatMap((expression): Outcome[] => {
    const condition = conditionOf(expression, body.node);
    const response = responseOf(expression);
    if (response) {
      if (!condition && (response.status ?? 200) < 300) return [];
      const effect = response.redirect ? 'redirects' : 'responds';
      const { status, type, call } = response;
      return [{ symbol: body.id, condition, effect, status, type, message: messageOf(call), span }];
    }
    if (expression.type === 'throw_expression' || !condition) return [];
    if (/^(null|default|false|true)$/.test(expression.text)) {
      return [{ symbol: body.id, condition, effect: 'returns', type: expression.text, span }];
    }
    const callee =
      expression.type === 'invocation_expression' ? (expression.get('function')?.get('name')?.text ?? '') : '';
    if (!results.test(callee.replace(/<.*$/, ''))) return [];
    return [{ symbol: body.id, condition, effect: 'returns', type: callee, message: messageOf(expression), span }];
  });
};

const modelError = (body: Body, path: string, statement: Syntax): Outcome[] => {
  const call = statement.named[0];
  const name = call?.type === 'invocation_expression' ? call.get('function')?.get('name')?.text : undefined;
  if (name !== 'AddModelError') return [];
  const condition = conditionOf(statement, body.node);
  return [
    {
      symbol: body.id,
      condition,
      effect: 'responds',
      type: 'ModelState error',
      message: messageOf(call),
      span: linesOf(path, statement),
    },
  ];
};

/** What becomes of a request under a condition, in one function. */
export const outcomesOf = (path: string, body: Body): Outcome[] => {
  const found: Outcome[] = [];
  if (body.node.type === 'arrow_expression_clause') found.push(...answered(body, path, body.node));
  for (const node of body.node.within()) {
    if (!statements.has(node.type)) continue;
    if (node.type === 'return_statement') found.push(...answered(body, path, node));
    else if (node.type === 'expression_statement')
      found.push(...guardOf(body, path, node), ...modelError(body, path, node));
    else found.push(...thrown(body, path, node));
  }
  return found;
};
