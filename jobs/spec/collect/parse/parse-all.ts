import { extname } from 'node:path/posix';
import type { Node, Parser } from 'web-tree-sitter';
import type { Facts, Language as LanguageName } from '#schemas/spec/facts.ts';
import { allLanguages } from '../languages/index.ts';
import { mergeFacts, noFacts } from './facts.ts';
import type { Language, TextFile } from './language.ts';
import { mergeEntities } from './merge-entities.ts';
import { forgetTreeSitter, treeSitter } from './tree-sitter.ts';

/** What became of a file. `language` is `text` where no language reads it; `reason` says why one could not. */
export type ParseOutcome = { readonly language: LanguageName; readonly parsed: boolean; readonly reason?: string };

export type ParseOptions = {
  /** For one file, in milliseconds: a grammar may take a time that grows with the square of what it can't make sense of. */
  readonly timeout?: number;
};

const defaultTimeout = 5_000;

/** The tree of a text, for as long as `use` runs. Throws where parsing takes too long. */
const withTree = <Result>(parser: Parser, text: string, timeout: number, use: (root: Node) => Result): Result => {
  const end = performance.now() + timeout;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
  if (!tree) {
    parser.reset();
    throw new Error(`could not be parsed within ${timeout / 1000} s`);
  }
  try {
    return use(tree.rootNode);
  } finally {
    tree.delete();
  }
};

/** After these, the parser's memory may be in any state. */
const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'RuntimeError' || error.name === 'RangeError');

const extensionOf = ({ path }: TextFile): string => extname(path).toLowerCase();

const read = async (language: Language, file: TextFile, timeout: number): Promise<unknown> => {
  const grammar = language.dialects?.[extensionOf(file)]?.grammar ?? language.grammar;
  if (!grammar) return language.read(file, undefined);
  const parser = await (await treeSitter()).parser(grammar);
  try {
    return withTree(parser, file.text, timeout, (root) => language.read(file, root));
  } catch (error) {
    if (isAbort(error)) forgetTreeSitter();
    throw error;
  }
};

/** A piece of a file that counts as text whatever comes of it. */
const readBeside = (language: Language, file: TextFile): readonly unknown[] => {
  try {
    return [language.read(file, undefined)];
  } catch {
    return [];
  }
};

const reasonOf = (error: unknown): string => {
  if (isAbort(error)) return 'the parser gave up on it';
  return error instanceof Error ? error.message : String(error);
};

/** A language's facts; none where they can't be put together, and then each of its files says so. */
const linked = (language: Language, pieces: readonly unknown[], outcomes: Map<string, ParseOutcome>): Facts => {
  try {
    return language.link(pieces);
  } catch (error) {
    const reason = `its facts could not be put together: ${error instanceof Error ? error.message : String(error)}`;
    const names = new Set([language, ...Object.values(language.dialects ?? {})].map(({ name }) => name));
    for (const [path, outcome] of outcomes) {
      if (outcome.parsed && names.has(outcome.language)) {
        outcomes.set(path, { language: outcome.language, parsed: false, reason });
      }
    }
    return noFacts();
  }
};

const byPath = (a: TextFile, b: TextFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/**
 * The facts of all files, one file's tree in memory at a time, and what became of each file by its path. A file that can't be parsed
 * counts as text and costs the others nothing. Same files, same facts, in whatever order they are given.
 */
export const parseAll = async (
  files: readonly TextFile[],
  languages: readonly Language[] = allLanguages,
  { timeout = defaultTimeout }: ParseOptions = {},
): Promise<{ facts: Facts; outcomes: ReadonlyMap<string, ParseOutcome> }> => {
  const byExtension = new Map(
    languages.flatMap((language) => language.extensions.map((of) => [of, language] as const)),
  );
  const pieces = new Map<Language, unknown[]>(languages.map((language) => [language, []]));
  const outcomes = new Map<string, ParseOutcome>();
  for (const file of files.toSorted(byPath)) {
    const language = byExtension.get(extensionOf(file));
    if (!language) {
      outcomes.set(file.path, { language: 'text', parsed: false });
      for (const one of languages) if (one.besides?.(file.path)) pieces.get(one)?.push(...readBeside(one, file));
      continue;
    }
    const { name } = language.dialects?.[extensionOf(file)] ?? language;
    try {
      pieces.get(language)?.push(await read(language, file, timeout));
      outcomes.set(file.path, { language: name, parsed: true });
    } catch (error) {
      outcomes.set(file.path, { language: name, parsed: false, reason: reasonOf(error) });
    }
  }
  const facts = languages.map((language) => linked(language, pieces.get(language) ?? [], outcomes));
  const merged = mergeFacts(facts);
  return { facts: { ...merged, entities: mergeEntities(merged.entities) }, outcomes };
};
