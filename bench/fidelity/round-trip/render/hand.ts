import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { File } from '../drop.ts';
import type { Live } from '../live.ts';
import { shown, type Tree, textOf } from '../tree.ts';

/** What was shown by hand. `taken` want no other rendering; `complete` not even of their parts. */
export type ByHand = {
  readonly files: readonly File[];
  readonly taken: ReadonlySet<Live>;
  readonly complete: ReadonlySet<Live>;
};

export const show = (tree: Tree | undefined): JsonValue | undefined => (tree ? shown(tree) : undefined);

export const present = (value: Record<string, JsonValue | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

export const property = ({ properties }: Live, name: string) => properties.fields.get(name);

export const ofType = (live: readonly Live[], type: string) => live.filter((each) => each.type.type === type);

export const tagsOf = (one: Live): JsonObject => present({ Tags: show(property(one, 'Tags')) });

export const number = (tree: Tree | undefined) => {
  const value = show(tree);
  return value === undefined ? undefined : Number(value);
};

export const namedBy = (parts: readonly Live[], name: string, id: string) =>
  parts.filter((each) => textOf(property(each, name)) === id);

export const joined = (all: readonly ByHand[]): ByHand => ({
  files: all.flatMap(({ files }) => files),
  taken: new Set(all.flatMap(({ taken }) => [...taken])),
  complete: new Set(all.flatMap(({ complete }) => [...complete])),
});
