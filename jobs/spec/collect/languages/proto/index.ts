import type { Facts, Reference } from '#schemas/spec/facts.ts';
import { noFacts } from '../../parse/facts.ts';
import type { Language } from '../../parse/language.ts';
import { type ProtoPiece, readProto } from './read.ts';

const lastName = (type: string): string => type.split('.').at(-1) ?? type;

const link = (pieces: readonly ProtoPiece[]): Facts => {
  const symbols = pieces.flatMap((piece) => piece.symbols);
  const types = Map.groupBy(
    symbols.filter(({ kind }) => kind === 'class' || kind === 'enum'),
    ({ name }) => name,
  );
  const found = new Map<string, Reference>();
  for (const { from, type } of pieces.flatMap(({ uses }) => uses)) {
    const named = types.get(lastName(type)) ?? [];
    const target = named.find(({ qualifiedName }) => qualifiedName.endsWith(type)) ?? named[0];
    if (!target || target.id === from) continue;
    const key = `${from} ${target.id}`;
    found.set(key, { from, to: target.id, kind: 'uses', count: (found.get(key)?.count ?? 0) + 1 });
  }
  return {
    ...noFacts(),
    symbols,
    references: [...found.values()],
    endpoints: pieces.flatMap((piece) => piece.endpoints),
  };
};

/** Protocol Buffers: services and what they exchange. */
export const proto: Language<ProtoPiece> = {
  name: 'proto',
  extensions: ['.proto'],
  read: (file) => readProto(file),
  link,
};
