import type { DocumentEntity } from '#schemas/spec/document.ts';
import { printable } from '../pdf/covered.ts';

/** More than this nobody reads in pictures: the most connected stand for the rest. */
const mostEntities = 40;
const mostFields = 7;
const mostCharacters = 30;

/** An entity as a box: its name, and its main fields with their types. */
export type Box = { readonly name: string; readonly lines: readonly string[] };

export type End = 'one' | 'many';

/** A line between two boxes, by name, with what stands at each end. */
export type Tie = { readonly from: string; readonly to: string; readonly ends: readonly [End, End] };

export type Model = { readonly boxes: readonly Box[]; readonly ties: readonly Tie[]; readonly leftOut: number };

const endsOf: Readonly<Record<string, readonly [End, End]>> = {
  'one-to-one': ['one', 'one'],
  'one-to-many': ['one', 'many'],
  'many-to-one': ['many', 'one'],
  'many-to-many': ['many', 'many'],
};

const short = (text: string, most: number): string => {
  const all = [...printable(text)];
  return all.length <= most ? all.join('') : `${all.slice(0, most - 1).join('')}…`;
};

/** Two entities of one name are one box; both sides of a relation often say the same: it is drawn once. */
const tiesOf = (entities: ReadonlyMap<string, DocumentEntity>): Tie[] => {
  const ties = new Map<string, Tie>();
  for (const { name, relations } of entities.values()) {
    for (const { kind, target } of relations) {
      const ends = endsOf[kind];
      if (!ends || !entities.has(target)) continue;
      const tie: Tie =
        name <= target ? { from: name, to: target, ends } : { from: target, to: name, ends: [ends[1], ends[0]] };
      ties.set(JSON.stringify([tie.from, tie.to, tie.from === tie.to ? ends.toSorted() : tie.ends]), tie);
    }
  }
  return [...ties.values()];
};

/** The key, then what refers to others, then the rest as the source has them. */
const mainFields = ({ fields, relations }: DocumentEntity): readonly string[] => {
  const referring = new Set(relations.map(({ field }) => field));
  const rank = ({ name, constraints }: DocumentEntity['fields'][number]): number =>
    constraints.includes('key') ? 0 : referring.has(name) || /(?:Id|_id)$/.test(name) ? 1 : 2;
  const sorted = fields.toSorted((a, b) => rank(a) - rank(b));
  const shown = sorted.length > mostFields + 1 ? sorted.slice(0, mostFields) : sorted;
  const lines = shown.map(({ name, type }) => short(type === '' ? name : `${name}: ${type}`, mostCharacters));
  return shown.length < sorted.length ? [...lines, `… ${sorted.length - shown.length} more`] : lines;
};

/** What is drawn of the data model, in the document's order. */
export const modelOf = (entities: readonly DocumentEntity[]): Model => {
  const named = new Map(entities.toReversed().map((each) => [each.name, each]));
  const all = tiesOf(named);
  const degree = new Map<string, number>();
  for (const { from, to } of all) for (const name of [from, to]) degree.set(name, (degree.get(name) ?? 0) + 1);
  const names = [...new Set(entities.map(({ name }) => name))];
  const kept = new Set(names.toSorted((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0)).slice(0, mostEntities));
  return {
    boxes: names
      .filter((name) => kept.has(name))
      .flatMap((name) => {
        const entity = named.get(name);
        return entity ? [{ name, lines: mainFields(entity) }] : [];
      }),
    ties: all.filter(({ from, to }) => kept.has(from) && kept.has(to)),
    leftOut: names.length - kept.size,
  };
};

/** As a box is headed. */
export const titleOf = (name: string): string => short(name, mostCharacters) || '?';
