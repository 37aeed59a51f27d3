import type { Inline, Prose } from '#schemas/spec/document.ts';

export const code = (text: string): Inline => ({ kind: 'code', text });

/** Text in which `{}` stands for code, in order: nothing of the code is read as markup. */
export const prose = (text: string, ...codes: readonly string[]): Prose => {
  const parts = text.split('{}');
  return joined(
    parts.flatMap((part, at): Inline[] => [
      { kind: 'text', text: part },
      ...(at < codes.length && at < parts.length - 1 ? [code(codes[at] ?? '')] : []),
    ]),
  );
};

/** Prose of parts: neighbouring texts are one. */
export const joined = (parts: readonly (Inline | string | Prose)[]): Prose => {
  const all: Inline[] = [];
  for (const part of parts.flatMap((each): Inline[] =>
    typeof each === 'string' ? [{ kind: 'text', text: each }] : Array.isArray(each) ? each : [each],
  )) {
    const last = all.at(-1);
    if (part.text === '') continue;
    if (part.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + part.text };
    else all.push(part);
  }
  return all;
};

export const textOf = (said: Prose): string => said.map(({ text }) => text).join('');

/** Codes as a list: `A`, `B` or `C`. */
export const codeList = (codes: readonly string[], word: 'and' | 'or'): Prose =>
  joined(codes.flatMap((each, at) => [at === 0 ? '' : at === codes.length - 1 ? ` ${word} ` : ', ', code(each)]));

export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
