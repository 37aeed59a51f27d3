import { isInstruction, isSayable, plain } from './clean.ts';
import { asSeen, baseForm, isVerb, participle } from './verbs.ts';
import { article, isPlural, nameWords, plural, singular } from './words.ts';

/** What the code does for its user: a verb in its base form and what it is done to. */
export type VerbPhrase = { readonly verb: string; readonly rest: string };

export const say = ({ verb, rest }: VerbPhrase): string => (rest === '' ? verb : `${verb} ${rest}`);

const mostWords = 24;

const firstSentence = (text: string): string => {
  const first = plain(text.split(/\n\s*\n/)[0] ?? '');
  return (first.split(/(?<=[^.\s]{2}[.!?])\s+(?=\p{Lu}|$)/u)[0] ?? '').replace(/[.!?\s]+$/, '');
};

/** Where another thing that is done begins: a requirement says one. */
const seconds = (text: string) =>
  [
    ...text.matchAll(
      /(?:,(?: (?:and|or|but|then))?| (?:and|or|but|then))(?: then| also| to)? (\p{L}+)(?: (\p{L}+))?/gu,
    ),
  ].filter(([found, word = '', next = '']) => {
    if (/ing$/.test(word) && found.startsWith(',')) return baseForm(word) !== undefined;
    const isObject = /^(?:the|an?|its|their|it|all|each|every|to|with|as|by|in|that|this|how|what|where|if)$/.test(
      next,
    );
    return isVerb(word) ? !/^(?:of|for|by|or|and)$/.test(next) : isObject && /s$/.test(word);
  });

/** As much of a sentence as can be said: to the last comma before what can't. */
const sayablePart = (text: string): string | undefined => {
  const ends = [...text.matchAll(/, | - | – | — | \(|: |; /g), ...seconds(text)]
    .map(({ index }) => index)
    .sort((a, b) => b - a);
  return [text.length, ...ends]
    .map((end) => text.slice(0, end).trim())
    .find(
      (said) =>
        said !== '' &&
        seconds(said).length === 0 &&
        said.split(' ').length <= mostWords &&
        isSayable(said) &&
        !/[()]/.test(said),
    );
};

/** "an order unless it was shipped" says of the one thing that it names: that order. */
const named = (text: string): string =>
  text.replace(
    /^((?:an?|the) )((?:[\p{L}-]+ ){1,3}?)((?:unless|if|when|once|after|before|until) )it\b/u,
    (_, article_: string, noun: string, join: string) => `${article_}${noun}${join}that ${noun.trim()}`,
  );

const determiner =
  /^(?:an?|the|all|each|every|one|two|no|its|their|and|or|to|from|by|for|with|in|on|as|of|at|that|whether|if|how|what|where|when|which|who|whoever|\d+)$/i;

/** "delete article" is "delete the article"; what is several or named stays as it is. */
const determined = (rest: string, verb: string): string => {
  const words = rest.split(' ');
  const [first = ''] = words;
  const end = words.findIndex((word) => prepositions.has(word) || /[^\p{L}\p{N}-]/u.test(word));
  const nouns = end < 0 ? words : words.slice(0, end);
  const head = nouns.at(-1) ?? '';
  if (nouns.length === 0 || nouns.length > 3 || determiner.test(first) || /^\p{Lu}/u.test(first) || isPlural(head))
    return rest;
  return `${makes.has(verb) ? article(first) : 'the'} ${rest}`;
};

const adverb = /^(?:asynchronously|async|automatically|first|then|also|simply|just)$/i;

/**
 * The first sentence of a doc comment as a verb phrase: "Gets the order." is "return the order". Nothing if it begins with no verb, or
 * can't stand in a requirement.
 */
export const docPhrase = (doc: string | undefined): VerbPhrase | undefined => {
  if (!doc || isInstruction(doc)) return undefined;
  const words = firstSentence(doc)
    .replace(/\basynchronously\b/gi, '')
    .replace(/^(?:an?|the) (?:endpoint|action|method|function|handler|api|route)(?: that| which| to)? /i, '')
    .replace(/^(?:endpoint|action|method|function|handler|used|responsible) (?:to|for|that) /i, '')
    .split(/\s+/)
    .filter((word, at) => word !== '' && (at > 1 || !adverb.test(word)));
  const verb = baseForm(words[0] ?? '');
  const isBase = verb === words[0]?.toLowerCase();
  if (verb && ambiguous.has(verb) && (isBase || prepositions.has(words[1] ?? ''))) return undefined;
  if (!verb || /^or$/i.test(words[1] ?? '') || words.length < 2) return undefined;
  if (/^(?:method|action|handler|service|controller|request|response)\b/i.test(words[1] ?? '')) return undefined;
  const second = /^and$/i.test(words[1] ?? '') ? baseForm(words[2] ?? '') : undefined;
  const rest = sayablePart(named(words.slice(second ? 3 : 1).join(' ')));
  return rest ? { verb: asSeen(verb), rest: determined(rest, verb) } : undefined;
};

/** A doc comment that says what a thing is, for a description: its first sentence, if it can be said. */
export const docSentence = (doc: string | undefined): string | undefined => {
  const first = doc ? firstSentence(doc) : '';
  return first === '' || first.split(' ').length > 40 ? undefined : first;
};

const prepositions = new Set([
  'by',
  'for',
  'from',
  'to',
  'with',
  'as',
  'of',
  'in',
  'on',
  'into',
  'at',
  'per',
  'without',
  'and',
  'or',
]);
const dropped = new Set([
  'async',
  'action',
  'handler',
  'endpoint',
  'api',
  'impl',
  'internal',
  'controller',
  'resource',
  'view',
  'json',
  'partial',
  'ajax',
  'command',
  'query',
  'route',
  'method',
]);
const makes = new Set([
  'create',
  'add',
  'insert',
  'place',
  'open',
  'issue',
  'generate',
  'register',
  'submit',
  'schedule',
  'make',
  'post',
  'draft',
]);
const listing = new Set(['list', 'search', 'browse', 'export']);

/** The noun with its article: existing things have "the", new ones "a". */
export const withArticle = (words: readonly string[], verb: string): string => {
  const at = words.findIndex((word) => prepositions.has(word));
  const [nouns, tail] = at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)];
  const noun = nouns.join(' ');
  const head = nouns.at(-1) ?? '';
  const preposition = tail[0];
  const of = tail.slice(1).join(' ');
  if (preposition === 'by' && makes.has(verb) && of !== '') return `${withArticle(nouns, verb)} from the ${of}`;
  if (preposition === 'by' && /(?:^| )(?:ids?|identifiers?|keys?|code|guid)$/.test(of)) return withArticle(nouns, verb);
  if (preposition === 'to' && /^(?:excel|pdf|csv|xlsx?|json|xml|html)$/.test(of)) {
    return `${withArticle(nouns, verb)} to ${of === 'excel' ? 'Excel' : of.toUpperCase()}`;
  }
  const end =
    preposition && of !== ''
      ? ` ${preposition === 'by' ? 'by' : preposition} ${isPlural(of) || preposition === 'by' ? of : `the ${of}`}`
      : '';
  if (noun === '') return end.trim();
  if (/^(?:all|my|own|the)$/.test(nouns[0] ?? '')) return `the ${nouns.slice(1).join(' ') || 'items'}${end}`;
  if (makes.has(verb) && !isPlural(head)) return `${article(noun)} ${noun}${end}`;
  return `the ${noun}${end}`;
};

/** What names begin with as nouns more often than as verbs: RequestList is no request. */
const ambiguous = new Set([
  'request',
  'quote',
  'order',
  'invoice',
  'price',
  'report',
  'record',
  'plan',
  'stock',
  'bill',
  'book',
  'post',
  'map',
  'label',
  'mark',
  'rate',
  'charge',
  'credit',
  'group',
  'index',
  'mail',
  'email',
  'issue',
  'link',
  'query',
  'queue',
  'schedule',
  'view',
]);

const nounOf = (container: string): string[] => {
  const words = nameWords(container.split('.').at(-1) ?? '').filter((word) => !dropped.has(word));
  const last = words.at(-1);
  const cut =
    last &&
    /^(?:service|services|repository|manager|store|router|routes|apis?|page|pages|model|viewset|impl|module|component|facade|provider|job|task|worker|consumer|subscriber|processor|notification)$/.test(
      last,
    ) &&
    words.length > 1
      ? words.slice(0, -1)
      : words;
  return cut.map((word, at) => (at === cut.length - 1 ? singular(word) : word));
};

/** One thing that is done: to "when", and to another verb. ValidateOrAddBuyer does not say which. */
const mainPart = (words: readonly string[]): readonly string[] => {
  const when = words.findIndex((word, at) => at > 0 && /^(?:when|if|after|before|on|until)$/.test(word));
  const main = when < 0 ? words : words.slice(0, when);
  const second = main.findIndex((word, at) => at > 0 && /^(?:and|or|then)$/.test(word) && isVerb(main[at + 1] ?? ''));
  return second < 0 ? main : second === 1 ? [] : main.slice(0, second);
};

export type Named = {
  /** PlaceOrderAsync */
  readonly name: string;
  /** What it stands in: OrdersController. */
  readonly container?: string | undefined;
  /** It is about several of them: a list without a parameter in its path. */
  readonly several?: boolean;
};

/** A name of a function as a verb phrase: PlaceOrder is "place an order", OrdersController.Cancel "cancel the order". */
export const namePhrase = ({ name, container = '', several = false }: Named): VerbPhrase | undefined => {
  if (/^(?:handle|execute|run|invoke|consume|process|perform)(?:Event|Message|Request)?(?:Async)?$/i.test(name)) {
    const of =
      /^(.+?)(?:Command|Query|Request|Event|Domain|Integration|Notification)*(?:Handler|Consumer|Job|Task|Worker|Listener|Subscriber)$/.exec(
        container.split('.').at(-1) ?? '',
      )?.[1];
    return of ? namePhrase({ name: of }) : undefined;
  }
  if (/^(?:process|init|show|get|render|display)\w*(?:Form|Page|View)$/i.test(name)) return undefined;
  const words = mainPart(nameWords(name.split('.').at(-1) ?? '').filter((word) => !dropped.has(word)));
  const [first = '', ...others] = words;
  if (/^(?:index|all|home|list)$/.test(first) && others.length === 0) {
    const noun = nounOf(container);
    return noun.length === 0 ? undefined : { verb: 'list', rest: `the ${plural(noun.join(' '))}` };
  }
  if (ambiguous.has(first) && others.length > 0) {
    return others.at(-1) === 'list' ? { verb: 'list', rest: `the ${plural(words.slice(0, -1).join(' '))}` } : undefined;
  }
  if (first === 'configure' && others.length === 0) return { verb: 'configure', rest: 'the module' };
  if (!isVerb(first) || (/^(?:set|try|on|test|use|make|perform|do|ensure|bulk)$/.test(first) && others.length === 0))
    return undefined;
  const verb = asSeen(first);
  const all = others.length === 1 && others[0] === 'all';
  const own = all || others.length === 0 || prepositions.has(others[0] ?? '') ? nounOf(container) : [];
  if (all)
    return own.length === 0
      ? undefined
      : { verb: verb === 'return' ? 'list' : verb, rest: `all ${plural(own.join(' '))}` };
  const rest = [...(several && own.length > 0 ? [...own.slice(0, -1), plural(own.at(-1) ?? '')] : own), ...others];
  if (rest.length === 0) return undefined;
  if (rest.length > 8) return undefined;
  const noun = withArticle(rest, first);
  if (noun === '' || !isSayable(noun)) return undefined;
  return { verb: verb === 'return' && (several || listing.has(first)) ? 'list' : verb, rest: noun };
};

/** A name that is no more than a noun: CustomerRequests is "the customer requests". */
export const nounPhrase = (name: string): string | undefined => {
  const words = nameWords(name).filter((word) => !dropped.has(word));
  const noun = words.join(' ');
  if (words.length === 0 || words.length > 5 || words.some((word) => prepositions.has(word)) || !isSayable(noun))
    return undefined;
  return /^(?:index|home|error|privacy)$/.test(noun) ? undefined : `the ${noun}`;
};

/** "place an order" as what has happened: "an order has been placed"; nothing where the object is not the first thing that follows. */
export const passive = ({ verb, rest }: VerbPhrase): string | undefined => {
  const [, object, tail] =
    /^((?:the|an?|each|all)(?: [\p{L}\p{N}-]+?)+?)((?: (?:by|for|from|to|with|as|of|in|on|into|at|per|that|which|and|or|after|before)\b.*)?)$/u.exec(
      rest,
    ) ?? [];
  if (!object || / /.test(verb) || tail) return undefined;
  const head = object.split(' ').at(-1) ?? '';
  return `${object} ${isPlural(head) ? 'have' : 'has'} been ${participle(verb)}`;
};
