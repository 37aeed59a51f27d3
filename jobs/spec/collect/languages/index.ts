import type { Language } from '../parse/language.ts';

/** Every language that is parsed. A new one is a folder and a row here. Pieces are a language's own: nobody else opens them. */
export const allLanguages: readonly Language[] = [];
