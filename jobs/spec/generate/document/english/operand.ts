import { isSayable } from './clean.ts';
import { baseForm, tellsState } from './verbs.ts';
import { isPlural, nameWords, singular } from './words.ts';

/** What a name stands for, in words. */
export type Said = {
  /** With its article: the status of the order */
  readonly text: string;
  /** Without: status of the order */
  readonly noun: string;
  readonly plural: boolean;
  /** It stands for itself and is no part of something. */
  readonly whole: boolean;
  /** A state that it may be in: Shipped is "shipped". `only`: only if the word tells a state by itself. */
  stateOf(name: string, only: boolean): string | undefined;
};

/** What a request is called in code. */
const requests = new Set([
  'request',
  'req',
  'model',
  'dto',
  'command',
  'input',
  'body',
  'payload',
  'form',
  'params',
  'viewmodel',
  'vm',
  'cmd',
  'data',
  'query',
  'args',
  'message',
]);
const self = /^(?:this|self|_?context|ctx|c|state|result|response|res|value|item|obj|entity|x|y|i|e)$/i;
const settings = /^_?\w*(?:settings?|options?|config|configuration)$/i;
/** Says nothing on its own about what is meant. */
const unclear =
  /^(?:exists?|contains|success|succeeded|matches|any|all|found|done|valid|value|result|item|obj|object|entity|tmp|temp|ok|flag|existing|found|other|current|response|data|it|record|row|status code|t|a|b|k|v)$/;

/** A variable that is called by what is asked of it: found, asked. */
const isUnclear = (name: string): boolean => unclear.test(name) || tellsState(name) || /^[a-z]+ed$/.test(name);

/** What is given, and does not exist by itself. */
const scalar =
  /\b(?:id|ids|guid|name|username|email|address|password|token|code|title|text|date|time|number|key|slug|url|path|value|amount|price|quantity|reason|description|phone|type)$/;

const singleName = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

const phraseOf = (name: string): string | undefined => {
  const words = nameWords(
    name
      .replace(/^_+/, '')
      .replace(/^m_/, '')
      .replace(/^(?:optional|maybe|opt)(?=[A-Z])/, ''),
  ).filter((word, at, all) => !(word === 'async' && at === all.length - 1));
  if (words.length === 0 || words.length > 5) return undefined;
  const [first = ''] = words;
  if (first.length === 1) return undefined;
  if (/^(?:is|has|can|should|get|find|try|check|validate|on|to)$/.test(first) && words.length > 1) return undefined;
  const phrase = timed(words.map((word) => longer[word] ?? word)).join(' ');
  return isSayable(phrase) ? phrase : undefined;
};

/** PlacedAt is the placed time, ValidUntil the valid until date. */
const timed = (words: readonly string[]): readonly string[] => {
  const last = words.at(-1);
  if (words.length < 2) return words;
  if (last === 'at') return [...words.slice(0, -1), 'time'];
  return last === 'until' || last === 'on' ? [...words, 'date'] : words;
};

const longer: Readonly<Record<string, string>> = {
  max: 'maximum',
  min: 'minimum',
  qty: 'quantity',
  num: 'number',
  addr: 'address',
  cust: 'customer',
  prod: 'product',
  pwd: 'password',
  msg: 'message',
  amt: 'amount',
  desc: 'description',
  cfg: 'configuration',
};

const stateWord = (name: string, only: boolean): string | undefined => {
  const words = nameWords(name);
  if (words.length === 0 || words.length > 3 || words.includes('of')) return undefined;
  const phrase = words.join(' ');
  if (!isSayable(phrase)) return undefined;
  const last = words.at(-1) ?? '';
  if (tellsState(last)) return phrase;
  return only || baseForm(last) !== undefined || words.length > 1
    ? undefined
    : `${/^[aeiou]/.test(last) ? 'an' : 'a'} ${phrase}`;
};

/** How the languages ask what time it is. */
const now =
  /^(?:(?:System\.)?DateTime(?:Offset)?\.(?:Utc)?(?:Now|Today)(?:\.Date)?|\w*(?:clock|Clock|timeProvider|TimeProvider|time)\.(?:GetUtcNow|UtcNow|Now|GetCurrentInstant|now|instant)(?:\(\))?|DateOnly\.FromDateTime\(DateTime\.(?:Utc)?Now\)|(?:Instant|Local(?:Date|Time|DateTime)|ZonedDateTime|OffsetDateTime)\.now\(\w*\)|new Date\(\)|Date\.now\(\)|time\.(?:Now|time)\(\)|(?:datetime\.)?(?:datetime|date|timezone)\.(?:utcnow|now|today)\([\w.]*\))$/;

const currentTime: Said = {
  text: 'the current time',
  noun: 'current time',
  plural: false,
  whole: false,
  stateOf: () => undefined,
};

/** Something that is looked up: what it is by the collection or by the name of the function. */
const lookUp =
  /^(?:(?:\w+\.)*?(\w+)\.)?(?:(?:Find|find|Get|get|First|Single|first|single|Load|load|Fetch|fetch)(\w*?)(?:By\w+|OrDefault|OrNull|One|Unique)?(?:Async)?)\(.*\)$/;

const stores =
  /(?:service|repository|repo|context|data|db|store|manager|client|dao|mapper|session|cache|provider|collection|set|api|query|queries)$/i;

const lookedUp = (text: string): Said | undefined => {
  const [, holder = '', what = ''] = lookUp.exec(text) ?? [];
  const name =
    what !== '' && !/^(?:By|One|All|OrDefault|Async)/.test(what)
      ? what
      : stores.test(holder)
        ? holder.replace(stores, '')
        : holder;
  const words = nameWords(name.replace(/^_+/, ''));
  const last = words.at(-1);
  if (last === undefined || unclear.test(words.join(' ')) || words.length > 3) return undefined;
  const noun = [...words.slice(0, -1), singular(last)].join(' ');
  return isSayable(noun) ? { text: `the ${noun}`, noun, plural: false, whole: true, stateOf: stateWord } : undefined;
};

/** A sum or a difference of two that can be said. */
const computed = (text: string): Said | undefined => {
  const [, left = '', sign, right = ''] = /^([\w.]+) ([+-]) ([\w.]+)$/.exec(text) ?? [];
  const [a, b] = sign ? [operandOf(left), operandOf(right)] : [];
  if (!a || !b) return undefined;
  const noun = `${a.noun} ${sign === '+' ? 'plus' : 'minus'} ${b.text}`;
  return { text: `the ${noun}`, noun, plural: false, whole: false, stateOf: () => undefined };
};

/** A variable, a field of one or a chain of them: request.Customer.Name is "the name of the customer in the request". */
export const operandOf = (code: string): Said | undefined => {
  const text = code
    .trim()
    .replace(/^\(\w+\)\s*/, '')
    .replace(/[?!](?=\.|$)/g, '')
    .replace(/^this\.|^self\./, '')
    .replace(/\.(?:Value|value|Trim\(\)|trim\(\)|strip\(\)|get\(\)|ToLower\(\)|toLowerCase\(\))$/g, '')
    .replace(/\.(?:get|Get)([A-Z]\w*)\(\)/g, '.$1');
  if (/^err(?:or)?$|^ex$/.test(text))
    return { text: 'an error', noun: 'error', plural: false, whole: true, stateOf: () => undefined };
  if (now.test(text)) return currentTime;
  const special = computed(text) ?? (text.endsWith(')') ? lookedUp(text) : undefined);
  if (special) return special;
  const names = text.split('.');
  if (names.length === 0 || names.length > 4 || !names.every((name) => singleName.test(name))) return undefined;
  const [root = '', ...parts] = names;
  const inRequest = parts.length > 0 && requests.has(root.replace(/^_/, '').toLowerCase());
  const inSettings = parts.length > 0 && settings.test(root);
  const bare = parts.length > 0 && (self.test(root) || inRequest || inSettings || isUnclear(root)) ? parts : names;
  const phrases = bare.map(phraseOf);
  if (phrases.some((phrase) => phrase === undefined)) return undefined;
  const said = phrases.flatMap((phrase) => phrase ?? []).reverse();
  const [first = ''] = said;
  if (
    unclear.test(first) ||
    (said.length === 1 && tellsState(first)) ||
    (said.length === 1 && requests.has(first) && first !== 'request')
  )
    return undefined;
  const noun = said.join(' of the ').replace(/^(?:count|length|size) of the (?=\S+s\b)/, 'number of the ');
  const where = inRequest ? ' in the request' : inSettings ? ' setting' : '';
  const head = first.split(' ').at(-1) ?? '';
  return {
    text: `the ${noun}${where}`,
    noun,
    plural: isPlural(head) && !inSettings,
    whole: bare.length === 1 && !inRequest && !inSettings && !scalar.test(first),
    stateOf: (name, only) => (inSettings ? undefined : stateWord(name, only)),
  };
};
