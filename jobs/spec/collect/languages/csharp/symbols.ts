import type { CodeSymbol, Reference } from '#schemas/spec/facts.ts';
import { isTestPath } from '../../parse/is-test.ts';
import { type Declared, type Mention, resolveReferences } from '../../parse/resolve-references.ts';
import type { Attribute, Member, Type } from './piece.ts';
import { simpleName, unwrapped } from './type-name.ts';
import type { Workspace } from './workspace.ts';

const testAttributes = new Set([
  'Fact',
  'Theory',
  'Test',
  'TestCase',
  'TestMethod',
  'TestClass',
  'TestFixture',
  'SetUp',
]);

const isTestAttribute = ({ name }: Attribute): boolean => testAttributes.has(name);

const visibilityOf = (modifiers: readonly string[], fallback: CodeSymbol['visibility']): CodeSymbol['visibility'] => {
  if (modifiers.includes('public')) return 'public';
  if (modifiers.includes('protected')) return 'protected';
  if (modifiers.includes('internal')) return 'internal';
  return modifiers.includes('private') ? 'private' : fallback;
};

const kinds: Readonly<Record<Member['kind'], CodeSymbol['kind']>> = {
  method: 'method',
  property: 'property',
  field: 'field',
  constant: 'constant',
  constructor: 'constructor',
  'enum-member': 'enum-member',
};

const declaredType = (type: Type, isTest: boolean): Declared => ({
  symbol: {
    id: type.id,
    kind: type.kind,
    language: 'csharp',
    name: type.name,
    qualifiedName: type.qualifiedName,
    container: type.container,
    span: type.span,
    visibility: visibilityOf(type.modifiers, 'internal'),
    signature: type.signature,
    doc: type.doc,
    isTest,
  },
  bases: type.bases.map(simpleName),
});

const declaredMember = (type: Type, member: Member, isTest: boolean): Declared => {
  const open = type.kind === 'interface' || type.kind === 'enum';
  const isFunction = member.kind === 'method' || member.kind === 'constructor';
  // An extension method is called without its first argument.
  const isExtension = /\(\s*this\s/.test(member.signature) ? 1 : 0;
  const required = member.parameters.filter(({ optional }) => !optional).length;
  const isOpenEnded = /\bparams\b/.test(member.signature);
  return {
    symbol: {
      id: member.id,
      kind: kinds[member.kind],
      language: 'csharp',
      name: member.name,
      qualifiedName: `${type.qualifiedName}.${member.name}`,
      container: type.id,
      span: member.span,
      visibility: visibilityOf(member.modifiers, open ? 'public' : 'private'),
      signature: member.signature,
      doc: member.doc,
      isTest,
    },
    arguments: isFunction
      ? { min: required - isExtension, max: isOpenEnded ? Number.POSITIVE_INFINITY : member.parameters.length }
      : undefined,
  };
};

/** A function outside all types. */
const declaredFunction = ({ id, name, span, doc, signature }: Member, isTest: boolean): Declared => ({
  symbol: {
    id,
    kind: 'function',
    language: 'csharp',
    name,
    qualifiedName: name,
    span,
    visibility: 'internal',
    signature: signature || undefined,
    doc,
    isTest,
  },
});

const declaredIn = (workspace: Workspace): Declared[] =>
  workspace.pieces.flatMap((piece) => {
    const byPath = isTestPath(piece.path);
    const all = piece.types.flatMap((type) => {
      const isTest =
        byPath ||
        type.attributes.some(isTestAttribute) ||
        type.members.some(({ attributes }) => attributes.some(isTestAttribute));
      return [declaredType(type, isTest), ...type.members.map((member) => declaredMember(type, member, isTest))];
    });
    const alone = [piece.topLevel, ...piece.functions].filter((member) => member !== undefined);
    return [...all, ...alone.map((member) => declaredFunction(member, byPath))];
  });

/** Mentions with the names of the types that their receivers turn out to be. */
function* located(workspace: Workspace): Generator<Mention> {
  const ends = new Map<string, string | undefined>();
  for (const mention of workspace.pieces.flatMap(({ mentions }) => mentions)) {
    const { receiver, ...bare } = mention;
    if (receiver === undefined) {
      yield mention;
      continue;
    }
    if (!ends.has(receiver)) {
      const type = workspace.typeOfWay(receiver);
      ends.set(receiver, type && simpleName(unwrapped(type)));
    }
    const end = ends.get(receiver);
    yield end === undefined ? bare : { ...bare, receiver: end };
  }
}

/** Whether a symbol's namespace is one that the file is in or imports. */
const sees = (workspace: Workspace) => {
  const scopes = new Map(
    workspace.pieces.map(({ path, namespace, usings }) => [path, { namespace, usings: new Set(usings) }]),
  );
  return (from: CodeSymbol, to: CodeSymbol): boolean => {
    const scope = scopes.get(from.span.path);
    const namespace = scopes.get(to.span.path)?.namespace ?? '';
    return scope === undefined || scope.usings.has(namespace) || `${scope.namespace}.`.startsWith(`${namespace}.`);
  };
};

export const symbolsOf = (workspace: Workspace): { symbols: CodeSymbol[]; references: Reference[] } => {
  const declared = declaredIn(workspace);
  const references = resolveReferences(declared, located(workspace), { sees: sees(workspace) });
  return { symbols: declared.map(({ symbol }) => symbol), references };
};
