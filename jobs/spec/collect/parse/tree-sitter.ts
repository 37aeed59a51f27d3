import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Language, Parser } from 'web-tree-sitter';

const load = createRequire(import.meta.url);

/** Where a file of the parser lies. In a bundle, beside it, under the last part of its name: scripts/esbuild-plugins.mjs. */
const fileOf = (name: string): string => load.resolve(name);

const libraryWasm = 'web-tree-sitter/web-tree-sitter.wasm';

let made = 0;

/** web-tree-sitter keeps one WebAssembly instance for each time it is imported: the query makes it another one. */
const importLibrary = async (): Promise<typeof import('web-tree-sitter')> => {
  const wasm = fileOf(libraryWasm);
  const library: typeof import('web-tree-sitter') = await import(
    `${pathToFileURL(wasm.replace(/\.wasm$/, '.js')).href}?${++made}`
  );
  await library.Parser.init({ wasmBinary: await readFile(wasm) });
  return library;
};

/** One WebAssembly instance with the grammars that were asked of it. */
export type TreeSitter = {
  /** A parser of a grammar, by its file in @vscode/tree-sitter-wasm; the grammar is read once. */
  parser(grammar: string): Promise<Parser>;
};

const newTreeSitter = async (): Promise<TreeSitter> => {
  const library = await importLibrary();
  const parsers = new Map<string, Promise<Parser>>();
  const newParser = async (grammar: string): Promise<Parser> => {
    const language: Language = await library.Language.load(
      await readFile(fileOf(`@vscode/tree-sitter-wasm/wasm/${grammar}`)),
    );
    return new library.Parser().setLanguage(language);
  };
  return {
    parser(grammar) {
      const known = parsers.get(grammar) ?? newParser(grammar);
      parsers.set(grammar, known);
      return known;
    },
  };
};

let current: Promise<TreeSitter> | undefined;

/** The parsers of this process, made at the first call: a megabyte or five of WebAssembly for each language. */
export const treeSitter = (): Promise<TreeSitter> => {
  current ??= newTreeSitter();
  return current;
};

/** After an abort, an instance's memory can't be trusted any more: the next call of `treeSitter` makes another one. */
export const forgetTreeSitter = (): void => {
  current = undefined;
};
