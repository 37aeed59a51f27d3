import type { Language } from '../../parse/language.ts';
import { linkPieces } from './link.ts';
import type { Piece } from './piece.ts';
import { readPiece } from './read.ts';

const typescriptFile = { name: 'typescript', grammar: 'tree-sitter-typescript.wasm' } as const;
const tsxFile = { name: 'typescript', grammar: 'tree-sitter-tsx.wasm' } as const;
const javascriptFile = { name: 'javascript', grammar: 'tree-sitter-javascript.wasm' } as const;

const dialects = {
  '.ts': typescriptFile,
  '.mts': typescriptFile,
  '.cts': typescriptFile,
  '.tsx': tsxFile,
  '.js': javascriptFile,
  '.jsx': javascriptFile,
  '.mjs': javascriptFile,
  '.cjs': javascriptFile,
} as const;

/** TypeScript and JavaScript: one language to read, for files of one import files of the other. */
export const typescript: Language<Piece> = {
  name: 'typescript',
  extensions: Object.keys(dialects),
  dialects,
  read: readPiece,
  link: linkPieces,
};
