/** The words of a name, in lower case: PlaceOrderAsync -> place, order, async; HTMLParser -> html, parser; MAX_ITEMS -> max, items. */
export const words = (name: string): string[] =>
  name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
