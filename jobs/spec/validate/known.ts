import type { Source } from '#schemas/spec/source.ts';
import { namesIn } from './prose.ts';
import type { Texts } from './spans.ts';

/** What the source holds, by the ways a specification names it. */
export type Known = {
  /** A name of the symbol table, of another fact, of the descriptor, or of a text. */
  hasName(name: string): boolean;
  /** A route as facts have it, with or without its verb; a path of a file or folder; a configuration key. */
  hasPlace(text: string): boolean;
  /** A line of a text holds exactly this. */
  hasLiteral(text: string): boolean;
};

/** Without trailing slash and whatever the parameters are called: a route is the same then. */
export const routeKey = (route: string): string =>
  route
    .replace(/\?.*$/, '')
    .replaceAll(/\{[^}/]*\}|:[A-Za-z_]\w*|<[^>/]+>/g, '{}')
    .replace(/(?<=.)\/+$/, '')
    .toLowerCase();

const placesOf = ({ files, facts, descriptor }: Source): ReadonlySet<string> => {
  const places = new Set<string>();
  for (const { path } of files) {
    const segments = path.split('/');
    for (let depth = 1; depth <= segments.length; depth += 1) {
      places.add(segments.slice(0, depth).join('/'));
      places.add(segments.slice(-depth).join('/'));
    }
  }
  for (const { verb, route } of facts.endpoints) {
    places.add(routeKey(route));
    places.add(`${verb.toLowerCase()} ${routeKey(route)}`);
  }
  for (const { key } of facts.configuration) places.add(key);
  for (const { id } of descriptor.features) places.add(id);
  places.add(descriptor.moduleName);
  return places;
};

function* factNames({ facts, descriptor }: Source): Generator<string | undefined> {
  for (const { name, qualifiedName } of facts.symbols) {
    yield name;
    yield qualifiedName;
  }
  const { symbols: _symbols, references: _references, ...others } = facts;
  yield JSON.stringify(others);
  yield JSON.stringify(descriptor);
}

const gather = (texts: Iterable<string | undefined>, into: Set<string>): Set<string> => {
  for (const text of texts) for (const name of namesIn(text ?? '')) into.add(name);
  return into;
};

function* linesIn(texts: Texts): Generator<string> {
  for (const lines of texts.values()) yield* lines;
}

const build = (source: Source, texts: Texts): Known => {
  const places = placesOf(source);
  const names = gather(factNames(source), new Set());
  const literals = new Map<string, boolean>();
  // Read only if a name is in no fact: a repository's texts are a hundred times its facts.
  let ofTexts: ReadonlySet<string> | undefined;
  return {
    hasName(name) {
      if (names.has(name)) return true;
      ofTexts ??= gather(linesIn(texts), new Set());
      return ofTexts.has(name);
    },
    hasPlace: (text) => places.has(text) || places.has(routeKey(text)) || places.has(text.replace(/\/$/, '')),
    hasLiteral(text) {
      const before = literals.get(text);
      if (before !== undefined) return before;
      const found = linesIn(texts).some((line) => line.includes(text));
      literals.set(text, found);
      return found;
    },
  };
};

const built = new WeakMap<Source, Known>();

/** Made once for a source: every check and every gate asks it. */
export const knownOf = ({ source, texts }: { readonly source: Source; readonly texts: Texts }): Known => {
  const known = built.get(source) ?? build(source, texts);
  built.set(source, known);
  return known;
};
