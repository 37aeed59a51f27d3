import { isThing, termsOf, wordsOf } from './terms.ts';

const thingsOf = (part: string): string[] => wordsOf(part).filter((word) => termsOf(word).some(isThing));

/** "edit and delete articles": what is done without saying to what is done to what comes next. */
const withObjects = (parts: readonly string[]): string[] =>
  parts.map((part, at) => {
    if (thingsOf(part).length > 0) return part;
    const next = parts.slice(at + 1).find((other) => thingsOf(other).length > 0);
    return next === undefined ? part : `${part} ${thingsOf(next).join(' ')}`;
  });

/** What a description says one after the other; a part of one common word goes with the next. */
export const clausesOf = (description: string): string[] => {
  const parts = withObjects(description.split(/[,;.:]\s|\s(?:and|or|but|then|while)\s/i));
  const heads = parts.map(
    (part) => part.split(/\s(?:from|with|by|at|to|for|in|on|into|through|via|using|per|within)\s/i)[0] ?? '',
  );
  return [...new Set([...parts, ...heads])].filter((part) => part !== description && termsOf(part).length >= 2);
};
