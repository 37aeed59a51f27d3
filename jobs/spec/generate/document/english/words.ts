/** A name as the words it is made of, acronyms kept: PlaceOrderAsync -> place, order, async; RFQId -> RFQ, id. */
export const nameWords = (name: string): string[] => rejoined(splitWords(name));

/** unFavorite is one word. */
const rejoined = (words: readonly string[]): string[] =>
  words[0] === 'un' && words[1] !== undefined ? [`un${words[1]}`, ...words.slice(2)] : [...words];

const splitWords = (name: string): string[] =>
  (
    name
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map((word) => (/^\p{Lu}{2,}$/u.test(word) && !shouted(name) ? word : word.toLowerCase()));

const shouted = (name: string): boolean => /^[\p{Lu}\d_]+$/u.test(name) && /_/.test(name);

const irregularPlurals: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  indices: 'index',
  statuses: 'status',
  addresses: 'address',
};
const noPlural = /(?:ss|us|is|news|series|species|settings|details|credentials|permissions|analytics|goods)$/;

export const singular = (noun: string): string => {
  const known = irregularPlurals[noun];
  if (known) return known;
  if (noPlural.test(noun) || noun.length < 4 || !noun.endsWith('s')) return noun;
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  if (/(?:sh|ch|x|ss|z)es$/.test(noun)) return noun.slice(0, -2);
  return noun.slice(0, -1);
};

export const isPlural = (noun: string): boolean =>
  singular(noun) !== noun || /(?:settings|details|credentials|permissions|goods)$/.test(noun);

export const plural = (noun: string): string => {
  if (isPlural(noun)) return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:s|sh|ch|x|z)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
};

/** https://en.wikipedia.org/wiki/English_articles */
export const article = (noun: string): string => {
  if (/^[A-Z]{2,}/.test(noun)) return /^[AEFHILMNORSX]/.test(noun) ? 'an' : 'a';
  return /^(?:[aeio]|u(?!ni|se|ti|r[il]|suall)|hour|honest)/i.test(noun) ? 'an' : 'a';
};

export const list = (items: readonly string[], word: 'and' | 'or'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;

/** What people number: 1,000 and 0.5. */
export const figure = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 4 });
