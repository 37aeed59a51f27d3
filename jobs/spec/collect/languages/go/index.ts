import type { Language } from '../../parse/language.ts';
import { linkGo } from './link.ts';
import type { GoPiece } from './model.ts';
import { readGo } from './read.ts';

export const go: Language<GoPiece> = {
  name: 'go',
  extensions: ['.go'],
  grammar: 'tree-sitter-go.wasm',
  read(file, root) {
    if (!root) throw new Error('Go is read with its grammar');
    return readGo(file, root);
  },
  link: linkGo,
};
