import { vagueWords } from '../../../validate/checks/precise-words.ts';

/** What is still open, what asks for another duty, and what says nothing. */
const loose =
  /\b(?:TBD|TBC|TBS|TBR|TODO|FIXME|XXX|HACK|to be (?:determined|decided|defined|confirmed)|maybe|perhaps|should|could|may|might|would|will|must|can|needs?|currently|obsolete|deprecated|legacy|helper|utility|stuff|things?|something|somehow|basically|actually|just|about|any|and\/or|i\.e)\b/i;

/** Without what it stands for. "that" and "which" are left out: they mostly belong to the noun before them. */
const pronouns =
  /\b(?:it|its|it's|itself|this|these|those|they|them|their|theirs|he|she|him|her|his|hers|we|us|our|you|your|i|my|me|one|ones|above|below|here|there|former|latter|such)\b/i;

const instructions = /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules?|above|previous)\b/i;

const controls = /[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** Text of the source as plain words on a line: no tags, no backticks, no signs of Markdown. */
export const plain = (text: string): string =>
  text
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/\{@\w+\s+([^{}]*)\}/g, '$1')
    .replace(/[`*\\]+|^#+\s|(?<!\w)_+|_+(?!\w)/g, '')
    .replace(/[<>|]/g, ' ')
    .replace(controls, ' ')
    .trim();

export const isVague = (text: string): boolean => loose.test(text) || vagueWords(text).length > 0;
export const hasPronoun = (text: string): boolean => pronouns.test(text);
export const holdsShall = (text: string): boolean => /\bshall\b/i.test(text);
export const isInstruction = (text: string): boolean => instructions.test(text);

/** Whether words of a comment can stand in a requirement as they are. */
export const isSayable = (text: string): boolean =>
  text !== '' &&
  !isVague(text) &&
  !hasPronoun(text) &&
  !holdsShall(text) &&
  !isInstruction(text) &&
  !/[:;“”"{}[\]=]|\/\//.test(text);

const longestMessage = 140;
const mostMessageWords = 20;

/** A message as users see it, for between quotation marks; nothing if it can't be shown as it is. */
export const quotable = (message: string | undefined): string | undefined => {
  if (message === undefined) return undefined;
  const text = plain(message).replace(/[“”"]/g, "'");
  if (text.split(' ').length > mostMessageWords) return undefined;
  if (text.length < 2 || text.length > longestMessage || !/\p{L}/u.test(text)) return undefined;
  if (/:$/.test(text) || /^\p{Ll}[\p{L}\d]*(?:[._/]|\p{Lu})[\p{L}\d._/-]*$/u.test(text)) return undefined;
  if (holdsShall(text) || isInstruction(text) || /\b(?:TBD|TBC|TODO|FIXME)\b/.test(text)) return undefined;
  return text;
};
