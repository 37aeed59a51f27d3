import { spoken } from '../prose.ts';
import { requirementCheck } from './statement-check.ts';

const listed = (lines: string): readonly string[] =>
  lines
    .split(',')
    .map((each) => each.trim().replaceAll(/\s+/g, ' '))
    .filter((each) => each !== '');

/** INCOSE Guide to Writing Requirements, rules 7, 8, 9 and 10. */
const rules = [
  {
    rule: 'R7, vague',
    words:
      listed(`some, any, allowable, several, many, a lot of, a few, few, almost, almost always, very nearly, nearly, close to, approximate,
      approximately, roughly, around, ancillary, relevant, routine, common, commonly, generic, significant, significantly, flexible, expandable, typical, typically, sufficient,
      sufficiently, adequate, adequately, appropriate, appropriately, suitable, suitably, efficient, efficiently, effective, effectively, proficient,
      reasonable, reasonably, customary, usual, usually, normal, normally, quick, quickly, fast, slow, rapid, rapidly, timely, promptly, soon, easy, easily, simple,
      user-friendly, intuitive, robust, seamless, seamlessly, smooth, smoothly, state-of-the-art, best practice, best practices, good, better, best, bad, nice, proper, properly,
      correctly, acceptable, high, low, large, small, minimal, minimise, minimize, maximise, maximize, optimal, optimise, optimize, various, numerous, modern, secure enough, gracefully, and others,
      regularly, often, sometimes, occasionally, frequently, periodically, generally, mostly, largely, somewhat, fairly, quite, very, etcetera`),
  },
  {
    rule: 'R8, escape clause',
    words:
      listed(`so far as is possible, as far as possible, as little as possible, where possible, as much as possible, if possible, when possible, wherever possible,
      if it should prove necessary, if necessary, when necessary, where necessary, as necessary, as needed, if needed, when needed, to the extent necessary, as appropriate, as required,
      to the extent practical, if practicable, if practical, where practical, where applicable, if applicable, as applicable, where feasible, if feasible, if required, unless otherwise, at least in part,
      try to, attempt to, aim to, intended to, designed to, supposed to, should it be, optionally`),
  },
  {
    rule: 'R9, open-ended',
    words: listed(
      'including but not limited to, but not limited to, etc, et cetera, and so on, and so forth, such as, and the like, for example, e.g',
    ),
  },
  {
    rule: 'R10, superfluous infinitive',
    words: listed(
      'be able to, be capable of, be designed to, support the ability, provide the ability, provide the capability, make sure, enable the possibility',
    ),
  },
] as const;

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = rules.map(({ rule, words }) => ({
  rule,
  // The longest first: "almost always" and not "almost".
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}-])(?:${[...words]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})(?![\\p{L}\\p{N}-])`,
    'giu',
  ),
}));

/** 413 (Content Too Large): names, and no wording. */
const reason = /\b\d{3} \([^)]*\)/g;

/** In the middle of a sentence a capital makes a name of it: the Simple Product. */
const isName = (word: string, at: number): boolean => at > 0 && /^\p{Lu}\p{Ll}/u.test(word);

/** The vague and escape words of a text, each with the rule that it breaks. */
export const vagueWords = (text: string): readonly string[] => {
  const own = text.replaceAll(reason, ' ');
  return patterns.flatMap(({ rule, pattern }) => {
    const found = [...own.matchAll(pattern)].filter(({ 0: word, index }) => !isName(word, index));
    return [...new Set(found.map(([word]) => word.toLowerCase()))].map((word) => `"${word}" (${rule})`);
  });
};

export const preciseWords = requirementCheck({
  id: 'precise-words',
  title: 'Requirements hold no vague, open-ended or escape wording',
  weight: 4,
  faults(statement, { source }) {
    const found = vagueWords(spoken(statement.prose));
    if (statement.kind !== 'functional' || statement.requirement.label !== 'gap') return found;
    // A gap repeats what was asked for: the words are not the document's.
    const asked = source.descriptor.features.find(({ id }) => id === statement.feature)?.description ?? '';
    const theirs = new Set(vagueWords(asked));
    return found.filter((each) => !theirs.has(each));
  },
});
