import type { Language } from '../../parse/language.ts';
import { linkJava } from './link.ts';
import type { JavaPiece } from './model.ts';
import { readJava } from './read.ts';

export const java: Language<JavaPiece> = {
  name: 'java',
  extensions: ['.java'],
  grammar: 'tree-sitter-java.wasm',
  read(file, root) {
    if (!root) throw new Error('Java is read with its grammar');
    return readJava(file, root);
  },
  link: linkJava,
};
