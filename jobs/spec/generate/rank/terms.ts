/** Words that tell nothing of what a feature is about. */
const stopWords = new Set(
  (
    'a an the and or nor not no of to in on at by for from with without into onto over under as is are was were be been being do does did done ' +
    'it its this that these those they them their he she his her we our you your i my who whom whose which what when where why how if then else than so such ' +
    'can could may might must shall should will would has have had having all any each every both either only own same also just very too more most other others another ' +
    'there here up down out off again once about after before while during between through via per within upon across until ' +
    'able allow allows enable enables let lets make makes provide provides support supports feature features functionality module system application app plugin plug extension component software ' +
    'nobody somebody someone anyone everyone anybody everybody themselves itself himself herself themself today still now already yet while back ' +
    'one two three new e g eg ie etc new various using use uses used want wants need needs get gets set sets be able'
  ).split(' '),
);

/** Who does something: it tells features apart less than what is done. */
const actors = new Set(
  'user users client clients customer customers buyer buyers admin admins administrator administrators people person staff operator operators office staff employee employees member members visitor visitors owner owners manager managers'.split(
    ' ',
  ),
);

/** The words of a text or a name: camelCase, snake_case and acronyms apart, in lower case. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/\b(?:log|sign)[\s_-]?(?:in|on)\b/g, 'login')
    .replace(/\b(?:log|sign)[\s_-]?(?:out|off)\b/g, 'logout')
    .replace(/\bsign[\s_-]?up\b/g, 'register')
    .match(/\p{L}+/gu) ?? [];

const undoubled = (word: string): string => word.replace(/([bdfgklmnprstz])\1$/, '$1');

/** calculate and calculation, but not create: what is left must be a word. */
const shortest = (word: string): string => undoubled(word.replace(/(?<=.{4})at$/, ''));

/** In this order: the first that fits, once. */
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/(?:ments?|ings?|ions?)$/, ''],
  [/(?:ies|ied)$/, 'y'],
  [/(?:sses)$/, 'ss'],
  [/(?:ed|es)$/, ''],
  [/(?<![su])s$/, ''],
  [/e$/, ''],
];

/**
 * A light stem: cancel, cancels, cancelled and cancellation are one. Words of three letters and what would be shorter are left alone.
 */
export const stem = (word: string): string => {
  if (word.length <= 3) return word;
  for (const [suffix, by] of suffixes) {
    if (!suffix.test(word)) continue;
    const cut = word.replace(suffix, by);
    if (cut.length < 3 || !/[aeiouy]/.test(cut)) continue;
    return shortest(undoubled(cut).replace(/e$/, '').replace(/i$/, 'y'));
  }
  return undoubled(word);
};

/** What is done to data goes by several names, in descriptions and in code: https://en.wikipedia.org/wiki/Create,_read,_update_and_delete */
const operations = new Map(
  (
    [
      ['view', 'look see view show display browse list read retrieve fetch inspect'],
      ['create', 'create add insert place submit make book register'],
      ['update', 'update edit modify change amend'],
      ['delete', 'delete remove erase'],
      ['configure', 'configure configuration setting settings'],
      ['notify', 'notify notification inform tell alert'],
    ] as const
  ).flatMap(([one, words]) => words.split(' ').map((word) => [stem(word), stem(one)] as const)),
);

const termOf = (word: string): string => {
  const stemmed = stem(word);
  return operations.get(stemmed) ?? stemmed;
};

/** The stems of a text without stop words, each once, in order. */
export const termsOf = (text: string): string[] => [
  ...new Set(wordsOf(text).flatMap((word) => (word.length < 2 || stopWords.has(word) ? [] : [termOf(word)]))),
];

/** Whether a word of a text is one of the terms. */
export const isOf = (word: string, terms: ReadonlySet<string>): boolean => terms.has(termOf(word));

const actorTerms = new Set([...actors].map(stem));

/** What is done tells less than what it is done to: orders and subscriptions are both cancelled. */
const deedTerms = new Set(
  (
    'cancel create delete update add remove place submit approve reject grant assign send receive view export import generate validate process calculate ' +
    'search register manage handle choose select change edit define apply mark record go let wait move bring accept decline confirm complete start stop open close collect redeem ' +
    'notify publish upload download enable disable keep give take make ask show see look'
  )
    .split(' ')
    .map((word) => termOf(word)),
);

/** How much a term tells: actors little, deeds less than things. */
export const weightOf = (term: string): number =>
  actorTerms.has(term) ? 0.35 : isDeed(term) ? 0.7 : vagueTerms.has(term) ? 0.5 : 1;

export const isActor = (term: string): boolean => actorTerms.has(term);

/** Neither who nor what is done. */
export const isThing = (term: string): boolean => !actorTerms.has(term) && !deedTerms.has(term);

export const isDeed = (term: string): boolean => deedTerms.has(term);

/** What everything has. */
const vagueTerms = new Set('detail page information data item record content overview'.split(' ').map(stem));

/** What a condition or an exception says tells less than the main clause: an order that has not been shipped is not about shipping. */
const aside = /\b(?:that|which|who|whose|unless|until|without|except|not|if|once|when|after|before|while)\b[^,;.]*/gi;

/** Where from, by what, for whom: not the thing itself. */
const tail = /\b(?:from|with|by|at|to|for|in|on|into|through|via|using|per|within)\b[^,;.]*/gi;

/** The terms of a description and how much each tells by where it stands: 1 in a main clause, less in what restricts it. */
export const emphasisOf = (text: string): Map<string, number> => {
  const clause = text.replace(aside, ' ');
  const all = termsOf(text);
  const main = new Set(termsOf(clause));
  const head = new Set(termsOf(clause.replace(tail, ' ')));
  return new Map(all.map((term) => [term, head.has(term) || main.size === 0 ? 1 : main.has(term) ? 0.7 : 0.4]));
};
