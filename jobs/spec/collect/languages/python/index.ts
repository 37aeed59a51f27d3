import type { Language } from '../../parse/language.ts';
import { linkPieces } from './link.ts';
import type { Piece } from './piece.ts';
import { readPiece } from './read.ts';

/** Python: FastAPI, Flask, Django; SQLAlchemy, Django's models, SQLModel; Pydantic. */
export const python: Language<Piece> = {
  name: 'python',
  extensions: ['.py'],
  grammar: 'tree-sitter-python.wasm',
  read: readPiece,
  link: linkPieces,
};
