import type { TextFile } from '../../parse/language.ts';
import { symbolIds } from '../../parse/symbol-ids.ts';
import type { Syntax } from '../../parse/syntax.ts';
import { assignmentsOf, chainsOf } from './chains.ts';
import { type Body, readDeclarations } from './declarations.ts';
import { isOfInterest } from './interest.ts';
import { mentionsOfBody, mentionsOfType } from './mentions.ts';
import { outcomesOf } from './outcomes.ts';
import type { Member, Piece, Type } from './piece.ts';
import { type Scope, scopeOf } from './scope.ts';

/** The fields, properties and primary constructor's parameters of a type, in sight of all its functions. */
const fieldsOf = (type: Type): Scope => {
  const scope = new Map<string, string>();
  for (const { name, type: of } of type.parameters) if (of) scope.set(name, of);
  for (const member of type.members) {
    if (member.type && member.kind !== 'method' && member.kind !== 'constructor') scope.set(member.name, member.type);
  }
  return scope;
};

/** The statements of a file without a class, as a function of its own. */
const topLevelOf = (file: TextFile, root: Syntax, id: string): { member: Member; body: Body } | undefined => {
  const statements = root.all('global_statement');
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) return undefined;
  const member: Member = {
    id,
    kind: 'method',
    name: 'Main',
    type: undefined,
    modifiers: [],
    attributes: [],
    parameters: [],
    value: undefined,
    valueText: undefined,
    computed: false,
    converts: undefined,
    statuses: [],
    signature: '',
    doc: undefined,
    span: { path: file.path, start: first.startLine, end: last.endLine },
  };
  return { member, body: { id, node: root, parameters: undefined, owner: undefined, ownerName: undefined } };
};

const usingsOf = (root: Syntax): { usings: string[]; globalUsings: string[] } => {
  const directives = root.find('using_directive').map(({ text }) => text);
  const named = (text: string): string => text.replace(/^(global\s+)?using\s+(static\s+)?|;$/g, '').trim();
  return {
    usings: directives.map(named),
    globalUsings: directives.filter((text) => text.startsWith('global ')).map(named),
  };
};

export const read = (file: TextFile, root: Syntax): Piece => {
  const ids = symbolIds(file.path);
  const { types, bodies, namespace, functions: own } = readDeclarations(file.path, root, ids);
  const topLevel = topLevelOf(file, root, ids('Main'));
  const scopes = new Map(types.map((type) => [type.id.replace(/^.*#/, ''), fieldsOf(type)]));
  const functions = topLevel ? [...bodies, { ...topLevel.body }] : bodies;
  const empty: Scope = new Map();
  const isElsewhere = (node: Syntax): boolean =>
    node.type.endsWith('_declaration') || node.first('local_function_statement') !== undefined;
  const piece = { chains: [], assignments: [], outcomes: [], mentions: types.flatMap(mentionsOfType) } as {
    -readonly [Key in 'chains' | 'assignments' | 'outcomes' | 'mentions']: Piece[Key][number][];
  };
  for (const one of functions) {
    const outer =
      scopes.get(
        one.id
          .replace(/^.*#/, '')
          .replace(/(~\d+)?$/, '')
          .replace(/\.[^.]*$/, ''),
      ) ?? empty;
    const parts = one.node === root ? root.named.filter((node) => !isElsewhere(node)) : [one.node];
    const scope = scopeOf(one.node, outer, one.parameters, one.ownerName);
    for (const node of parts) {
      const body = { ...one, node };
      piece.chains.push(...chainsOf(file.path, body, scope, isOfInterest));
      piece.assignments.push(...assignmentsOf(file.path, body));
      piece.outcomes.push(...outcomesOf(file.path, body));
      piece.mentions.push(...mentionsOfBody(body, scope));
    }
  }
  return { path: file.path, namespace, ...usingsOf(root), types, topLevel: topLevel?.member, functions: own, ...piece };
};
