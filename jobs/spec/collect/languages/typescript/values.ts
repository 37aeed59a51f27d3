import type { Syntax } from '../../parse/syntax.ts';
import type { SourceUnit } from './file.ts';
import { createdRouter, isRouterParameter, routerId } from './routers/creation.ts';
import { type Declaration, type Import, requiredBy } from './scopes.ts';
import {
  argumentsOf,
  bare,
  bodyOf,
  calleeOf,
  entriesOf,
  isCall,
  isClass,
  isFunction,
  membersOf,
  parametersOf,
  patternOf,
} from './syntax-tree.ts';

/** What an expression is worth where routers are concerned, as plain data: names of other modules stay open until all are read. */
export type Value =
  | { readonly kind: 'router'; readonly id: string }
  | { readonly kind: 'import'; readonly import: Import }
  | { readonly kind: 'member'; readonly of: Value; readonly name: string }
  | { readonly kind: 'call'; readonly of: Value; readonly arguments: readonly Value[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Value])[] }
  | {
      readonly kind: 'function';
      /** The routers it is given: at which argument, under which keys of it. */
      readonly takes: readonly { readonly index: number; readonly keys: readonly string[]; readonly id: string }[];
      readonly returns?: Value;
    }
  | { readonly kind: 'class'; readonly constructs: Value; readonly members: readonly (readonly [string, Value])[] }
  | { readonly kind: 'unknown' };

const unknown: Value = { kind: 'unknown' };
const deepest = 24;

const memos = new WeakMap<SourceUnit, Map<Syntax, Value>>();

/** Routers among the parameters of a function. */
const taken = (unit: SourceUnit, node: Syntax): Extract<Value, { kind: 'function' }>['takes'] =>
  parametersOf(node).flatMap((parameter, index) => {
    const pattern = patternOf(parameter);
    const names = pattern.type === 'object_pattern' ? pattern.named : [pattern];
    return names.flatMap((name) => {
      const declared = unit.scopes.find(bodyOf(node) ?? name, (name.get('value') ?? name).text);
      if (!declared || declared.node !== parameter || !isRouterParameter(declared)) return [];
      return [{ index, keys: declared.keys ?? [], id: routerId(unit, declared.node, declared.name) }];
    });
  });

const returned = (node: Syntax): Syntax | undefined => {
  const body = bodyOf(node);
  if (!body) return undefined;
  if (body.type !== 'statement_block') return body;
  let last: Syntax | undefined;
  for (const inner of body.within((one) => one === body || !(isFunction(one) || isClass(one)))) {
    if (inner.type === 'return_statement') last = inner.named[0] ?? last;
  }
  return last;
};

const functionValue = (unit: SourceUnit, node: Syntax, depth: number): Value => {
  const takes = taken(unit, node);
  const result = returned(node);
  const returns = result ? evaluate(unit, result, depth + 1) : unknown;
  if (takes.length === 0 && returns.kind === 'unknown') return unknown;
  return { kind: 'function', takes, ...(returns.kind === 'unknown' ? {} : { returns }) };
};

/** Where a class sets one of its members: a field's initial value, or this.name = … in it. */
const memberValue = (type: Syntax, name: string): Syntax | undefined => {
  for (const member of membersOf(type)) {
    const key = (member.get('name') ?? member.get('property'))?.text;
    if (key !== name) continue;
    if (isFunction(member)) return member;
    const value = member.get('value');
    if (value) return value;
  }
  for (const node of type.find('assignment_expression')) {
    if (node.get('left')?.text === `this.${name}`) return node.get('right');
  }
  return undefined;
};

/** this.app, of constructor(private app: Express) or of what the class sets it to. */
const ownMember = (unit: SourceUnit, node: Syntax, depth: number): Value => {
  const type = node.above('class_declaration', 'abstract_class_declaration', 'class');
  const name = node.get('property')?.text ?? '';
  if (!type) return unknown;
  const value = memberValue(type, name);
  if (value) return evaluate(unit, value, depth + 1);
  const maker = membersOf(type).find((member) => member.get('name')?.text === 'constructor');
  const given =
    maker && parametersOf(maker).find((one) => one.first('accessibility_modifier') && patternOf(one).text === name);
  const declared = maker && given ? unit.scopes.find(bodyOf(maker) ?? given, name) : undefined;
  return declared && isRouterParameter(declared)
    ? { kind: 'router', id: routerId(unit, declared.node, declared.name) }
    : unknown;
};

const classValue = (unit: SourceUnit, type: Syntax, depth: number): Value => {
  const names = new Set(membersOf(type).map((member) => (member.get('name') ?? member.get('property'))?.text ?? ''));
  for (const node of type.find('assignment_expression')) {
    const name = /^this\.(\w+)$/.exec(node.get('left')?.text ?? '')?.[1];
    if (name) names.add(name);
  }
  const maker = membersOf(type).find((member) => member.get('name')?.text === 'constructor');
  const constructs = maker ? functionValue(unit, maker, depth) : unknown;
  const members = [...names]
    .filter((name) => name !== 'constructor')
    .flatMap((name): (readonly [string, Value])[] => {
      const node = memberValue(type, name);
      const value = node ? evaluate(unit, node, depth + 1) : unknown;
      return value.kind === 'unknown' ? [] : [[name, value]];
    });
  return members.length === 0 && constructs.kind === 'unknown' ? unknown : { kind: 'class', constructs, members };
};

const declaredValue = (unit: SourceUnit, declared: Declaration, depth: number): Value => {
  if (declared.import) return { kind: 'import', import: declared.import };
  if (declared.kind === 'parameter')
    return isRouterParameter(declared) ? { kind: 'router', id: routerId(unit, declared.node, declared.name) } : unknown;
  if (declared.kind === 'variable') {
    let value = declared.value ? evaluate(unit, declared.value, depth + 1) : laterValue(unit, declared, depth);
    for (const name of declared.keys ?? []) value = memberOf(value, name);
    return value;
  }
  return evaluate(unit, declared.node, depth + 1);
};

/** let app; … app = express() */
const laterValue = (unit: SourceUnit, declared: Declaration, depth: number): Value => {
  const set = unit
    .all('assignment_expression')
    .find(
      (node) => node.get('left')?.text === declared.name && node.start >= declared.start && node.end <= declared.end,
    );
  return set ? evaluate(unit, set.get('right'), depth + 1) : unknown;
};

export const memberOf = (value: Value, name: string): Value => {
  if (value.kind === 'router' || value.kind === 'unknown') return value;
  if (value.kind === 'object') return value.members.find(([key]) => key === name)?.[1] ?? unknown;
  return { kind: 'member', of: value, name };
};

const callValue = (unit: SourceUnit, node: Syntax, depth: number): Value => {
  const required = requiredBy(node);
  if (required) return { kind: 'import', import: { from: required.from, name: '*' } };
  const created = createdRouter(unit, node);
  if (created) return { kind: 'router', id: created.id };
  const of = evaluate(unit, calleeOf(node), depth + 1);
  const given = argumentsOf(node).map((argument) => evaluate(unit, argument, depth + 1));
  if (of.kind === 'router') return of;
  if (of.kind === 'unknown' && given.every(({ kind }) => kind === 'unknown')) return unknown;
  return { kind: 'call', of, arguments: given };
};

const compute = (unit: SourceUnit, node: Syntax, depth: number): Value => {
  if (isFunction(node)) return functionValue(unit, node, depth);
  if (isClass(node)) return classValue(unit, node, depth);
  if (isCall(node)) return callValue(unit, node, depth);
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier') {
    const declared = unit.scopes.find(node, node.text);
    return declared ? declaredValue(unit, declared, depth) : unknown;
  }
  if (node.type === 'member_expression') {
    const object = bare(node.get('object'));
    if (object?.type === 'this') return ownMember(unit, node, depth);
    const required = requiredBy(node);
    if (required?.members.length === 1)
      return { kind: 'import', import: { from: required.from, name: required.members[0] ?? '*' } };
    return memberOf(evaluate(unit, object, depth + 1), node.get('property')?.text ?? '');
  }
  if (node.type === 'object') {
    const members = entriesOf(node).map(({ key, value }) => [key, evaluate(unit, value, depth + 1)] as const);
    const known = members.filter(([, value]) => value.kind !== 'unknown');
    return known.length > 0 ? { kind: 'object', members: known } : unknown;
  }
  return node.type === 'assignment_expression' ? evaluate(unit, node.get('right'), depth + 1) : unknown;
};

const evaluate = (unit: SourceUnit, node: Syntax | undefined, depth: number): Value => {
  const at = bare(node);
  if (!at || depth > deepest) return unknown;
  const memo = memos.get(unit) ?? new Map<Syntax, Value>();
  memos.set(unit, memo);
  const known = memo.get(at);
  if (known) return known;
  memo.set(at, unknown);
  const value = compute(unit, at, depth);
  memo.set(at, value);
  return value;
};

/** What an expression of a file is worth; `unknown` for whatever has nothing to do with routers. */
export const routerValue = (unit: SourceUnit, node: Syntax | undefined): Value => evaluate(unit, node, 0);
