import type { Language } from '../../parse/language.ts';
import { linkJava } from './link.ts';
import type { JavaPiece } from './model.ts';
import { emptyPiece, readJava } from './read.ts';
import { besideJava, readBesideJava } from './settings.ts';

export const java: Language<JavaPiece> = {
  name: 'java',
  extensions: ['.java'],
  grammar: 'tree-sitter-java.wasm',
  besides: besideJava,
  read(file, root) {
    return root ? readJava(file, root) : readBesideJava(file, emptyPiece(file.path));
  },
  link: linkJava,
};
