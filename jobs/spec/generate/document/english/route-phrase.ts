import { isSayable } from './clean.ts';
import { type VerbPhrase, withArticle } from './phrase.ts';
import { asSeen, isVerb } from './verbs.ts';
import { article, isPlural, nameWords, singular } from './words.ts';

const byMethod: Readonly<Record<string, readonly [one: string, several: string]>> = {
  GET: ['return', 'list'],
  POST: ['create', 'create'],
  PUT: ['replace', 'replace'],
  PATCH: ['update', 'update'],
  DELETE: ['delete', 'delete'],
};

/** A route as a verb phrase: POST /orders/{id}/cancel is "cancel the order", GET /orders "list the orders". */
export const routePhrase = (method: string, route: string): VerbPhrase | undefined => {
  const parts = route.split('/').filter((part) => part !== '' && !/^(?:api|v\d+|admin)$/i.test(part));
  const literals = parts.filter((part) => !part.startsWith('{')).flatMap((part) => [nameWords(part)]);
  const last = literals.at(-1);
  const before = literals.at(-2);
  const form = /^(?:new|create|add|edit|update)$/.exec(last?.join(' ') ?? '')?.[0];
  if (form && before) {
    const noun = before.map((word, at, all) => (at === all.length - 1 ? singular(word) : word)).join(' ');
    const what = /^(?:edit|update)$/.test(form) ? `update the ${noun}` : `create ${article(noun)} ${noun}`;
    if (method === 'GET') return { verb: 'show', rest: `the form to ${what}` };
    const [verb = '', ...rest] = what.split(' ');
    return { verb, rest: rest.join(' ') };
  }
  if (!last || last.length === 0) return undefined;
  if (last[0] && isVerb(last[0]) && !(method === 'GET' && isPlural(last.at(-1) ?? '') && last.length === 1)) {
    const object =
      last.length > 1
        ? last.slice(1)
        : (before ?? []).map((word, at, all) => (at === all.length - 1 ? singular(word) : word));
    if (method === 'DELETE' && object.length > 0)
      return { verb: 'remove', rest: `the ${last[0]} of ${withArticle(object, 'get')}` };
    const verb = /^(?:find|search)$/.test(last[0]) ? 'find' : asSeen(last[0]);
    if (object.length > 0) return { verb, rest: withArticle(object, last[0]) };
  }
  const forms = byMethod[method];
  if (!forms) return undefined;
  const one = parts.at(-1)?.startsWith('{') ?? false;
  const head = last.at(-1) ?? '';
  const several = method === 'GET' && !one && isPlural(head);
  const noun = [...last.slice(0, -1), several ? head : singular(head)].join(' ');
  if (!isSayable(noun)) return undefined;
  return method === 'POST'
    ? { verb: 'create', rest: `${article(noun)} ${noun}` }
    : { verb: several ? forms[1] : forms[0], rest: `the ${noun}` };
};
