import type { Node } from 'web-tree-sitter';
import type { Facts, Language as LanguageName } from '#schemas/spec/facts.ts';

/** A file as everything after the redaction sees it: LF line ends, no BOM, secrets replaced, as many lines as it had. */
export type TextFile = { readonly path: string; readonly text: string };

/**
 * How one language is read. `read` makes plain data of one file and its tree, which is freed right after; it must not keep a node,
 * may throw (the file then counts as text), and runs once for each file. `link` makes facts of all pieces: what needs more
 * than one file, such as a route's prefix that another file gives, is resolved there. A piece is a Piece of its own language only.
 */
export type Language<Piece = unknown> = {
  readonly name: LanguageName;
  /** With the dot, in lower case: .cs */
  readonly extensions: readonly string[];
  /** The grammar's file in @vscode/tree-sitter-wasm; none for a language that is read without a tree. */
  readonly grammar?: string;
  /** By extension, where one reader serves several languages or grammars: .tsx */
  readonly dialects?: Readonly<Record<string, { readonly name: LanguageName; readonly grammar: string }>>;
  /** Files of no language that `read` wants too, without a tree: settings that say what stands before a route, an API's contract. */
  readonly besides?: (path: string) => boolean;
  read(file: TextFile, root: Node | undefined): Piece;
  link(pieces: readonly Piece[]): Facts;
};
