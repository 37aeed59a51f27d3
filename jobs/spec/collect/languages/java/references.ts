import type { Reference } from '#schemas/spec/facts.ts';
import { type Mention, resolveReferences } from '../../parse/resolve-references.ts';
import type { JavaPiece } from './model.ts';
import { simpleName } from './values.ts';

/** What the declarations of types say: what they extend, implement, and are annotated with. */
const ofTypes = (pieces: readonly JavaPiece[]): Mention[] =>
  pieces.flatMap(({ types }) =>
    types.flatMap(({ id, ...type }): Mention[] => [
      ...type.extends.map((name) => ({ from: id, name: simpleName(name), kind: 'extends' as const })),
      ...type.implements.map((name) => ({ from: id, name: simpleName(name), kind: 'implements' as const })),
      ...[type, ...type.fields].flatMap((one) =>
        one.annotations.map(({ name }) => ({ from: id, name, kind: 'uses' as const })),
      ),
      ...type.fields.flatMap((field) =>
        (field.type.match(/[A-Z][\w$]*/g) ?? []).map((name) => ({ from: id, name, kind: 'uses' as const })),
      ),
    ]),
  );

/** References between the symbols of all Java files. */
export const linkReferences = (pieces: readonly JavaPiece[]): Reference[] => {
  const packages = new Map(pieces.map((piece) => [piece.path, piece]));
  const sees = (from: { span: { path: string } }, to: { span: { path: string }; qualifiedName: string }): boolean => {
    const here = packages.get(from.span.path);
    const there = packages.get(to.span.path);
    if (!here || !there) return false;
    return (
      here.package === there.package ||
      here.imports.some(
        (name) => to.qualifiedName === name || to.qualifiedName.startsWith(`${name}.`) || name === `${there.package}.*`,
      )
    );
  };

  const members = new Set(pieces.flatMap(({ declared }) => declared.map(({ symbol }) => symbol.name)));
  const mentions = [...ofTypes(pieces), ...pieces.flatMap((piece) => piece.mentions)];
  return resolveReferences(
    pieces.flatMap(({ declared }) => declared),
    mentions.filter(({ name }) => members.has(name)),
    { sees },
  );
};
