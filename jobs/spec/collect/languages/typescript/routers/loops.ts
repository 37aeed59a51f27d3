import type { Syntax } from '../../../parse/syntax.ts';
import type { SourceUnit } from '../file.ts';
import { bare, calleeOf, functionAround, parametersOf, patternOf } from '../syntax-tree.ts';
import { type Bound, valueNode } from '../texts.ts';

const nothing: readonly Bound[] = [new Map()];

const boundTo = (pattern: Syntax | undefined, item: Syntax): Bound => {
  const bound = new Map<string, Syntax>();
  if (pattern?.type === 'identifier') bound.set(pattern.text, item);
  for (const name of pattern?.type === 'object_pattern' ? pattern.named : []) {
    const key = (name.get('key') ?? name).text;
    const local = (name.get('value') ?? name).text;
    const value = item.named.find((pair) => (pair.get('key') ?? pair).text === key);
    if (value) bound.set(local, bare(value.get('value')) ?? value);
  }
  return bound;
};

/** What a loop goes over and what it calls each item: list.forEach((item) => …), for (const item of list) */
const loopAround = (call: Syntax): { list: Syntax; pattern: Syntax } | undefined => {
  const loop = call.above('for_in_statement');
  const around = functionAround(call);
  if (loop && (!around || around.start < loop.start)) {
    const [list, pattern] = [loop.get('right'), loop.get('left')];
    return list && pattern ? { list, pattern } : undefined;
  }
  const iteration = around?.parent?.parent;
  const callee = calleeOf(iteration);
  if (!around || callee?.type !== 'member_expression' || !/^(forEach|map)$/.test(callee.get('property')?.text ?? ''))
    return undefined;
  const [parameter] = parametersOf(around);
  const list = callee.get('object');
  return list && parameter ? { list, pattern: patternOf(parameter) } : undefined;
};

/** The names of the loop around a call, for each item of a list that is written out; once, without names, where there is none. */
export const eachOf = (unit: SourceUnit, call: Syntax): readonly Bound[] => {
  const loop = loopAround(call);
  const list = loop ? valueNode(unit, loop.list) : undefined;
  if (!loop || list?.type !== 'array') return nothing;
  return list.named.filter(({ type }) => type !== 'comment').map((item) => boundTo(loop.pattern, bare(item) ?? item));
};
