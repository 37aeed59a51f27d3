import type { Part } from '../parts.ts';
import { plain, spoken } from '../prose.ts';
import { termsOf } from '../terms.ts';
import { type Evidence, isRequired, partCheck } from './statement-check.ts';

const placeholder =
  /\b(?:TBD|TBC|TBR|TBS|TBA|TODO|FIXME|XXX+|N\.N\.)\b|\?{2,}|…{2,}|\.{4,}|\bto be (?:determined|confirmed|decided|defined|resolved|supplied|announced)\b|\blorem ipsum\b|\[(?:insert|your|placeholder|name)\b[^\]]*\]|<(?:insert|your|placeholder|name)\b[^>]*>/i;

const pronoun = /\b(it|they|them|he|she|him|these|those|this)\b/gi;

/** Nothing that the pronoun could stand for comes before it, the system and the verb left out (INCOSE R24). */
const openPronoun = (text: string): string | undefined => {
  for (const match of text.matchAll(pronoun)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const isDeterminer =
      /^(these|those|this)$/i.test(match[0]) && /^ (?!(?:is|are|was|were|shall|has|have)\b)[\p{L}▢]/u.test(after);
    const nouns = before.replace(/(?:^|,\s*)(?:then )?(?:the )?[^,]*? shall \S+/i, ' ');
    if (!isDeterminer && termsOf(nouns).size === 0 && !nouns.includes('▢')) return match[0];
  }
  return undefined;
};

/** A requirement may leave nothing open; what tells of a feature may repeat what was asked for. */
const leftOpen = (part: Part, { source: { descriptor } }: Evidence): string | undefined => {
  const left = placeholder.exec(plain(part.prose))?.[0];
  if (left === undefined || isRequired(part)) return left;
  const asked = descriptor.features.map(({ description }) => description.toLowerCase());
  return asked.some((description) => description.includes(left.toLowerCase())) ? undefined : left;
};

export const noPlaceholders = partCheck({
  id: 'no-placeholders',
  title: 'Nothing is left to be determined, and no pronoun is open',
  weight: 3,
  faults(part, evidence) {
    const left = leftOpen(part, evidence);
    const open = isRequired(part) ? openPronoun(spoken(part.prose)) : undefined;
    return [
      ...(left === undefined ? [] : [`leaves "${left}" open`]),
      ...(open === undefined ? [] : [`nothing says what "${open}" is`]),
    ];
  },
});
