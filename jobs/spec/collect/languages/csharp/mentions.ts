import type { Mention } from '../../parse/resolve-references.ts';
import type { Syntax } from '../../parse/syntax.ts';
import type { Body } from './declarations.ts';
import type { Type } from './piece.ts';
import { type Scope, wayOf } from './scope.ts';
import { simpleName, typeArguments } from './type-name.ts';

const predefined = new Set([
  'string',
  'int',
  'bool',
  'decimal',
  'long',
  'double',
  'object',
  'void',
  'Guid',
  'DateTime',
  'Task',
  'List',
  'var',
  'dynamic',
]);

/** Every name in a type as it is spelled. */
const namesIn = (type: string | undefined): string[] =>
  [...(type ?? '').matchAll(/[\p{L}_]\w*/gu)]
    .map(([name]) => name)
    .filter((name) => !predefined.has(name) && /^\p{Lu}/u.test(name));

/** Mentions that the declarations of a type make: what it extends and what its members are of. */
export const mentionsOfType = (type: Type): Mention[] => {
  const found: Mention[] = [];
  for (const base of type.bases) {
    const name = simpleName(base);
    const kind = /^I\p{Lu}/u.test(name) && type.kind !== 'interface' ? 'implements' : 'extends';
    found.push({ from: type.id, name, kind });
    for (const argument of typeArguments(base).flatMap(namesIn))
      found.push({ from: type.id, name: argument, kind: 'uses' });
  }
  for (const name of type.parameters.flatMap((one) => namesIn(one.type)))
    found.push({ from: type.id, name, kind: 'uses' });
  for (const member of type.members) {
    const names = [...namesIn(member.type), ...member.parameters.flatMap((one) => namesIn(one.type))];
    const from = member.kind === 'method' || member.kind === 'constructor' ? member.id : type.id;
    for (const name of names) found.push({ from, name, kind: 'uses' });
    for (const { name } of member.attributes) found.push({ from, name: `${name}Attribute`, kind: 'uses' });
  }
  return counted(found);
};

const ofCall = (body: Body, scope: Scope, call: Syntax): Mention | undefined => {
  const callee = call.get('function');
  if (!callee) return undefined;
  const last = callee.type === 'member_access_expression' ? callee.get('name') : callee;
  const name = (last?.type === 'generic_name' ? last.first('identifier') : last)?.text;
  if (!name || name.length > 100) return undefined;
  const count = call.get('arguments')?.all('argument').length ?? 0;
  const mention = { from: body.id, name, kind: 'calls', arguments: count } as const;
  if (callee.type !== 'member_access_expression') return mention;
  const target = callee.get('expression');
  const receiver = target && wayOf(target, scope, body.ownerName);
  return receiver === undefined ? mention : { ...mention, receiver };
};

/** The same mention once, with how often. */
const counted = (mentions: readonly Mention[]): Mention[] => {
  if (mentions.length < 2) return [...mentions];
  const found = new Map<string, Mention>();
  for (const mention of mentions) {
    const key = `${mention.kind} ${mention.name} ${mention.receiver} ${mention.arguments} ${mention.from}`;
    const known = found.get(key);
    found.set(key, known ? { ...known, count: (known.count ?? 1) + 1 } : mention);
  }
  return [...found.values()];
};

/** Mentions that a body makes: calls, creations, and constants and members of types by name. */
export const mentionsOfBody = (body: Body, scope: Scope): Mention[] => {
  const found: Mention[] = [];
  for (const node of body.node.within()) {
    if (node.type === 'invocation_expression') {
      const mention = ofCall(body, scope, node);
      if (mention) found.push(mention);
    } else if (node.type === 'object_creation_expression') {
      const name = simpleName(node.get('type')?.text ?? '');
      const count = node.get('arguments')?.all('argument').length ?? 0;
      found.push({ from: body.id, name, kind: 'calls', arguments: count });
    } else if (node.type === 'member_access_expression' && node.role !== 'function') {
      const owner = node.get('expression');
      const name = node.get('name')?.text;
      const receiver =
        owner?.type === 'identifier'
          ? (scope.get(owner.text) ?? (/^\p{Lu}/u.test(owner.text) ? owner.text : undefined))
          : undefined;
      if (name && receiver) found.push({ from: body.id, name, kind: 'uses', receiver });
    } else if (node.type === 'generic_name') {
      for (const one of node.first('type_argument_list')?.named ?? []) {
        for (const name of namesIn(one.text)) found.push({ from: body.id, name, kind: 'uses' });
      }
    }
  }
  return counted(found);
};
