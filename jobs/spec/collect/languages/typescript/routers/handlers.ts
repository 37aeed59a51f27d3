import { docOf, oneLine } from '../../../parse/doc-comment.ts';
import type { Syntax } from '../../../parse/syntax.ts';
import { type SourceUnit, unitSpan } from '../file.ts';
import { addSymbol } from '../symbols.ts';
import {
  argumentsOf,
  bare,
  calleeOf,
  dottedName,
  entryOf,
  isCall,
  isClass,
  isFunction,
  membersOf,
  rootOf,
} from '../syntax-tree.ts';
import { isSettled, textsOf, valueNode } from '../texts.ts';
import type { Guard, HandlerRef } from './model.ts';

/** The class that a variable is an instance of: const users = new UsersController() */
const classOf = (unit: SourceUnit, root: Syntax): { name: Syntax; members: readonly string[] } | undefined => {
  const declared = unit.scopes.find(root, root.text);
  const value = bare(declared?.value);
  if (value?.type === 'new_expression') {
    const callee = calleeOf(value);
    return callee ? { name: callee, members: [] } : undefined;
  }
  return undefined;
};

/** The symbol of a member of a class or an object of this file. */
const ownMember = (unit: SourceUnit, declared: Syntax, names: readonly string[]): string | undefined => {
  let at: Syntax | undefined = declared;
  for (const name of names) {
    const holder: Syntax | undefined = at && !isClass(at) ? (bare(at.get('value') ?? at.get('right')) ?? at) : at;
    const members: readonly Syntax[] = isClass(holder) ? membersOf(holder) : (holder?.named ?? []);
    at = members.find((member) => (member.get('name') ?? member.get('key') ?? member.get('property'))?.text === name);
  }
  return at ? unit.ids.get(at) : undefined;
};

/** users.create, users.create.bind(users), this.create, new Users().create: as far as this file knows it. */
const named = (unit: SourceUnit, node: Syntax): HandlerRef => {
  const text = oneLine(node.text, 80);
  const full = dottedName(node).replace(/\(\)/g, '');
  const [, ...members] = full.split('.');
  const root = rootOf(node);
  if (!root) return { members: [], text };
  if (root.type === 'this') {
    const type = node.above('class_declaration', 'abstract_class_declaration', 'class');
    const symbol = type ? ownMember(unit, type, members) : undefined;
    return { members, text: full.replace(/^this\./, ''), ...(symbol ? { symbol } : {}) };
  }
  const made = classOf(unit, root);
  const subject = made?.name ?? root;
  const declared = unit.scopes.find(subject, rootOf(subject)?.text ?? '');
  if (!declared) return { members, text: full || text };
  if (declared.import) return { import: declared.import, members, text: full || text };
  const symbol = members.length > 0 ? ownMember(unit, declared.node, members) : unit.ids.get(declared.node);
  return { members, text: full || text, ...(symbol ? { symbol } : {}) };
};

/** wrap(handler), handler.bind(x), [Controller, 'method'] */
const unwrapped = (node: Syntax | undefined, depth = 0): Syntax | undefined => {
  const at = bare(node);
  if (!isCall(at) || depth > 4) return at;
  const callee = calleeOf(at);
  if (callee?.type === 'member_expression' && callee.get('property')?.text === 'bind') return callee.get('object');
  const inner = argumentsOf(at).map(bare);
  const candidates = inner.filter(
    (one) => isFunction(one) || /identifier|member_expression|call/.test(one?.type ?? ''),
  );
  return candidates.length === 1 ? unwrapped(candidates[0], depth + 1) : at;
};

/**
 * What answers a route. A function written where the route is becomes a symbol: named after its path, for that is what people would look for.
 */
export const handlerOf = (
  unit: SourceUnit,
  node: Syntax | undefined,
  inline: { readonly name: string; readonly path: string; readonly statement: Syntax; readonly verb: string },
): HandlerRef | undefined => {
  const at = unwrapped(node);
  if (!at) return undefined;
  if (!isFunction(at)) return named(unit, at);
  const known = unit.ids.get(at);
  if (known) return { symbol: known, members: [], text: inline.name };
  const doc = docOf(inline.statement);
  const symbol = addSymbol(unit, {
    kind: 'function',
    name: inline.name,
    qualifiedName: `${inline.verb.toLowerCase()} ${inline.path || '/'}`,
    node: at,
    span: unitSpan(unit, inline.statement),
    signature: oneLine(inline.statement.text.slice(0, Math.max(0, at.start - inline.statement.start)), 120),
    ...(doc ? { doc } : {}),
  });
  return { symbol, members: [], text: `${inline.verb} ${inline.path || '/'}` };
};

/** A middleware as it is named: auth, auth('admin'), passport.authenticate('jwt', { session: false }), [a, b] */
export const guardsOf = (unit: SourceUnit, node: Syntax | undefined, depth = 0): Guard[] => {
  const at = bare(node);
  if (!at || depth > 4) return [];
  const list = at.type === 'identifier' ? valueNode(unit, at) : at;
  if (list?.type === 'array') return list.named.flatMap((item) => guardsOf(unit, item, depth + 1));
  if (isFunction(at))
    return [
      { name: '', texts: [], span: unitSpan(unit, at), handler: { members: [], text: '', ...symbolFor(unit, at) } },
    ];
  const callee = isCall(at) ? calleeOf(at) : at;
  const name = dottedName(callee).replace(/\(\)/g, '');
  if (!name) return [];
  const texts = isCall(at)
    ? argumentsOf(at).flatMap((argument) => textsOf(unit, entryOf(argument, 'roles') ?? argument).filter(isSettled))
    : [];
  return [{ name, texts, handler: named(unit, callee ?? at), span: unitSpan(unit, at) }];
};

const symbolFor = (unit: SourceUnit, node: Syntax): { symbol?: string } => {
  const symbol = unit.ids.get(node);
  return symbol ? { symbol } : {};
};
