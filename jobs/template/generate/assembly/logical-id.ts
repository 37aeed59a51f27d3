import type { JsonObject } from '#schemas/json.ts';
import { nounsOf } from './nouns.ts';
import { pascalCase, words } from './words.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html: alphanumeric, 255 at most. */
export const maxLogicalId = 255;

/** Room for the suffixes that later steps add: a number, `IngressFrom…`. */
const comfortable = 120;

/** A word this short after the noun tells siblings apart (private-subnet-a, web-sg-2); a longer one names something else (web-role-policy). */
const isOrdinal = (word: string): boolean => word.length <= 2 || /^\d+[a-z]?$/i.test(word);

const speaksOf = (nameWords: readonly string[], nouns: readonly string[]): boolean => {
  const lower = nameWords.map((word) => word.toLowerCase());
  return nouns.some((noun) => {
    const wanted = noun.toLowerCase();
    // The noun may be spelt in one word or several: 'auto-scaling-group', 'autoscalinggroup'.
    let end = lower.length;
    while (end > 1 && isOrdinal(lower[end - 1] ?? '') && lower[end - 1] !== wanted) end -= 1;
    for (let start = end - 1, tail = ''; start >= 0 && tail.length < wanted.length; start -= 1) {
      tail = (lower[start] ?? '') + tail;
      if (tail === wanted) return true;
    }
    return lower.slice(0, end).at(-1)?.endsWith(wanted) === true && wanted.length > 3;
  });
};

/** `/aws/lambda/orders-api` is the log group of orders-api: the service's own prefix says nothing more. */
const withoutServicePrefix = (name: string): string => name.replace(/^\/aws\/[\w-]+\/(?=.)/, '');

/**
 * A readable logical id from a name and what the thing is: ('web', ALB) -> WebAlb, ('orders-table', Table) -> OrdersTable.
 * Without a usable name it is the noun alone. Never empty, alphanumeric, begins with a letter; not yet unique.
 */
export const logicalIdFrom = (name: string | undefined, type: string, properties: JsonObject): string => {
  const nouns = nounsOf(type, properties);
  const nameWords = words(withoutServicePrefix(name ?? ''));
  if (nameWords.length === 0) return pascalCase(nouns[0]);
  const base = nameWords.join('');
  const id = speaksOf(nameWords, nouns) ? base : `${base.slice(0, comfortable)}${nouns[0]}`;
  return /^[A-Za-z]/.test(id) ? id.slice(0, comfortable + nouns[0].length) : `${nouns[0]}${base}`.slice(0, comfortable);
};

/** Gives out logical ids, each once: `wanted`, else `wanted`2, `wanted`3 … */
export type Claims = { readonly taken: (id: string) => boolean; readonly claim: (wanted: string) => string };

export const logicalIdClaims = (reserved: Iterable<string> = []): Claims => {
  const taken = new Set(reserved);
  const next = new Map<string, number>();
  const numbered = (wanted: string): string => {
    // 'Api2' + '2' would read as 22.
    const stem = `${wanted.slice(0, maxLogicalId - 10)}${/\d$/.test(wanted) ? 'N' : ''}`;
    let n = next.get(stem) ?? 2;
    while (taken.has(`${stem}${n}`)) n += 1;
    next.set(stem, n + 1);
    return `${stem}${n}`;
  };
  return {
    taken: (id) => taken.has(id),
    claim: (wanted) => {
      const short = wanted.slice(0, maxLogicalId);
      const id = taken.has(short) ? numbered(wanted) : short;
      taken.add(id);
      return id;
    },
  };
};
