import type { Piece } from './map-part.ts';
import { canonical } from './merge.ts';

/** Sets of indices that are joined as it turns out that they are one. */
class Sets {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }

  root(index: number): number {
    let at = index;
    for (let up = this.#parent[at] ?? at; up !== at; up = this.#parent[at] ?? at) {
      this.#parent[at] = this.#parent[up] ?? up;
      at = up;
    }
    return at;
  }

  join(one: number, other: number): void {
    const [left, right] = [this.root(one), this.root(other)];
    this.#parent[Math.max(left, right)] = Math.min(left, right);
  }
}

const isElsewhere = (one: Piece, other: Piece): boolean => {
  const [left, right] = [one.parts[0], other.parts[0]];
  const differ = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b;
  return differ(left?.region, right?.region) || differ(left?.account, right?.account);
};

/** CloudFormation that names no physical resource is the same only if it says the same. */
const ownKey = (piece: Piece): string | undefined => {
  const [part] = piece.parts;
  if (part?.dialect !== 'cloudformation' || part.logicalId === undefined) return undefined;
  return `${part.logicalId} ${canonical(part.properties)} ${canonical(part.attributes)}`;
};

/** Keys by which a piece is known: its own, by which others may call it, comes first. */
const keysOf = (piece: Piece): readonly string[] =>
  [...piece.identity, ownKey(piece)].filter((key) => key !== undefined).map((key) => `${piece.type}|${key}`);

/**
 * Groups the pieces of one resource: those of a type where one's surest identifier is among the other's, in the same account and
 * region as far as both say. In order of first appearance; linear in the number of identifiers.
 */
export const grouped = (pieces: readonly Piece[]): readonly (readonly Piece[])[] => {
  const sets = new Sets(pieces.length);
  const bySurest = new Map<string, number[]>();
  pieces.forEach((piece, index) => {
    const [surest] = keysOf(piece);
    if (surest === undefined) return;
    const there = bySurest.get(surest) ?? [];
    const twin = there.find((other) => !isElsewhere(piece, pieces[other] ?? piece));
    if (twin === undefined) bySurest.set(surest, [...there, index]);
    else sets.join(twin, index);
  });
  pieces.forEach((piece, index) => {
    for (const key of keysOf(piece)) {
      const twin = bySurest.get(key)?.find((other) => !isElsewhere(piece, pieces[other] ?? piece));
      if (twin !== undefined) sets.join(twin, index);
    }
  });
  const groups = Map.groupBy(pieces.keys(), (index) => sets.root(index));
  return [...groups.values()].map((members) => members.flatMap((index) => pieces[index] ?? []));
};
