import { codeMark, spoken } from '../prose.ts';
import { requirementCheck } from './statement-check.ts';

/** Verbs that stand for nothing else: after "and" they begin another response. */
const verbs =
  `send create delete remove reject redirect notify validate publish return store save persist raise throw calculate compute generate
  allow deny refuse accept apply assign add append insert replace respond reply answer convert encrypt decrypt hash verify ensure prevent enqueue
  dispatch emit invoke execute retry refresh invalidate revoke grant fetch retrieve load render keep stop begin continue close
  ignore skip compare select provide include exclude enable disable register unregister restore expire cancel confirm write read inform tell
  give take make put clear reset restart abort proceed wait`.split(/\s+/);

/** Verbs that are nouns, too: another response only with an object after them. */
const nouns =
  `record log set display show list update check request report mark order place price stock bill charge credit queue schedule
  start end open cache copy move sort filter search find match map track audit`.split(/\s+/);

const object = `(?:the|a|an|its|their|it|that|this|all|each|every|any|to|with|as|by|in|${codeMark})(?![\\w-])`;

const joined = '(?:and|and then|and also|and to|or|or else|but|but also|as well as|then)';

const second = new RegExp(
  `(?:^|[\\s,])${joined} (?:(?:${verbs.join('|')})(?![\\w-])|(?:${[...verbs, ...nouns].join('|')})(?:e?s)? ${object})`,
  'iu',
);

/** INCOSE Guide to Writing Requirements R18 (single thought) and R19 (combinators). */
export const singular = requirementCheck({
  id: 'singular',
  title: 'Requirements are singular: one shall, one response',
  weight: 4,
  faults({ prose }) {
    const text = spoken(prose);
    const shalls = text.match(/\bshall\b/gi)?.length ?? 0;
    const response = text.slice(text.search(/\bshall\b/i) + 'shall'.length);
    const other = second.exec(response)?.[0].trim();
    return [
      ...(shalls === 1 ? [] : [shalls === 0 ? 'says no "shall"' : `says "shall" ${shalls} times`]),
      ...(other ? [`asks for a second response: "${other} …"`] : []),
      ...(/\b(must|should|will|needs? to|ha(s|ve) to)\b/i.test(text)
        ? ['says another verb of duty beside "shall"']
        : []),
      ...(/[;]/.test(response) ? ['joins two responses by a semicolon'] : []),
      ...(/\band\/or\b/i.test(text) ? ['says "and/or"'] : []),
    ];
  },
});
