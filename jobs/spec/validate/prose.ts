import type { Prose } from '#schemas/spec/document.ts';

/** All of it as one text, code among it. */
export const plain = (prose: Prose): string => prose.map(({ text }) => text).join('');

/** Stands for a piece of code where only the words around it are judged. */
export const codeMark = '▢';

/** The words alone: what is set as code is a name, and what is quoted is somebody else's wording. */
export const spoken = (prose: Prose): string =>
  prose
    .map(({ kind, text }) => (kind === 'code' ? codeMark : text))
    .join('')
    .replaceAll(/“[^”]*”|"[^"]*"/g, codeMark);

export const codeIn = (prose: Prose): readonly string[] =>
  prose.flatMap(({ kind, text }) => (kind === 'code' ? [text] : []));

/** The names in a piece of code or a text: what the languages call identifiers, in any script. */
export const namesIn = (text: string): readonly string[] => text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
