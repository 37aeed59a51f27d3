import { operandOf, type Said } from './operand.ts';
import { splitAt, unwrapped } from './split.ts';
import { tellsState } from './verbs.ts';
import { figure, list } from './words.ts';

const mostParts = 3;

const nothing = /^(?:null|undefined|nil|None|default|NULL)$/;
const emptyText = /^(?:""|''|``|string\.Empty|String\.Empty)$/;

type Comparison = readonly [words: string, numeric: boolean];
const comparisons: Readonly<Record<string, Comparison>> = {
  '<': ['is below', true],
  '<=': ['is at most', true],
  '>': ['is above', true],
  '>=': ['is at least', true],
  '==': ['is', false],
  '===': ['is', false],
  '!=': ['is not', false],
  '!==': ['is not', false],
  '<>': ['is not', false],
};
const times: Readonly<Record<string, string>> = {
  '<': 'is before',
  '<=': 'is not after',
  '>': 'is after',
  '>=': 'is not before',
};
const opposite: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '===': '!==',
  '!=': '==',
  '!==': '===',
};
const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

const numberOf = (text: string): number | undefined => {
  const digits = /^(-?\d[\d_]*(?:\.\d+)?)(?:m|f|d|L|l|M|F|D|u|UL|n)?$/.exec(text)?.[1]?.replaceAll('_', '');
  return digits === undefined ? undefined : Number(digits);
};

const enumMember = (text: string): string | undefined =>
  /^(?:[A-Z]\w*\.)+([A-Z]\w*)(?:\.(?:value|name\(\)|ToString\(\)))?$/.exec(text)?.[1] ??
  /^["'`]([\w -]{1,40})["'`]$/.exec(text)?.[1];

const spaced = (name: string): string => name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

const isOrAre = ({ plural }: Said): string => (plural ? 'are' : 'is');

/** A count or a length against a number: "there are no lines" says more than "the count of the lines is 0". */
const counted = (left: string, operator: string, right: number): string | undefined => {
  const [, of] =
    /^(.*?)\??\.(?:Count|Length|length|size|Any|count|Count\(\)|size\(\)|length\(\)|LongCount\(\))(?:\(\))?$/.exec(
      left,
    ) ??
    /^len\((.*)\)$/.exec(left) ??
    [];
  const said = of === undefined ? undefined : operandOf(of);
  if (!said) return undefined;
  const none = (right === 0 && /^(?:===?|<=)$/.test(operator)) || (right === 1 && operator === '<');
  const there = (right === 0 && /^(?:!==?|>)$/.test(operator)) || (right === 1 && operator === '>=');
  if (none) return `${said.text} ${isOrAre(said)} empty`;
  if (there) return `${said.text} ${isOrAre(said)} not empty`;
  const words = comparisons[operator]?.[0];
  if (!words) return undefined;
  return `the ${said.plural ? 'number' : 'length'} of ${said.text} ${words} ${figure(right)}`;
};

const compared = (left: string, operator: string, right: string): string | undefined => {
  if (
    numberOf(left) !== undefined ||
    nothing.test(left) ||
    (enumMember(left) !== undefined && enumMember(right) === undefined)
  ) {
    return numberOf(right) === undefined ? compared(right, mirrored[operator] ?? operator, left) : undefined;
  }
  const comparison = comparisons[operator];
  if (!comparison) return undefined;
  const [words, numeric] = comparison;
  const not = words === 'is not';
  if (right === 'true' || right === 'True') return not ? negated(left) : boolean(left);
  if (right === 'false' || right === 'False') return not ? boolean(left) : negated(left);
  const number = numberOf(right);
  if (number !== undefined) {
    const count = counted(left, operator, number);
    if (count) return count;
  }
  const subject = operandOf(left);
  if (!subject) return undefined;
  if (nothing.test(right))
    return subject.text === 'an error' ? (not ? 'an error occurs' : 'no error occurs') : missing(subject, not);
  if (emptyText.test(right)) return `${subject.text} ${isOrAre(subject)} ${not ? 'not ' : ''}empty`;
  if (number !== undefined)
    return `${subject.text} ${subject.plural ? words.replace(/^is/, 'are') : words} ${figure(number)}`;
  const member = numeric ? undefined : enumMember(right);
  if (member === 'Empty' || member === 'EMPTY') return `${subject.text} ${isOrAre(subject)} ${not ? 'not ' : ''}empty`;
  if (member) return `${subject.text} ${words} ${spaced(member)}`;
  const object = operandOf(right);
  if (!object || object.text === subject.text) return undefined;
  const isTime =
    /\b(?:time|date)\b/.test(subject.noun) || object.noun === 'current time' || /\b(?:time|date)\b/.test(object.noun);
  if (numeric && isTime) return `${subject.text} ${times[operator] ?? words} ${object.text}`;
  if (numeric) return `${subject.text} ${words} ${object.text}`;
  return not ? `${subject.text} differs from ${object.text}` : `${subject.text} equals ${object.text}`;
};

/** A part of something is missing; what stands for itself does not exist. */
const missing = (said: Said, not: boolean): string => {
  const [, state, of] = /^(\w+) time of (the .+)$/.exec(said.noun) ?? [];
  if (state !== undefined && of !== undefined && tellsState(state)) return `${of} is ${not ? '' : 'not '}${state}`;
  return absent(said, not);
};

const absent = (said: Said, not: boolean): string =>
  said.whole
    ? `${said.text} ${said.plural ? (not ? 'exist' : 'do not exist') : not ? 'exists' : 'does not exist'}`
    : `${said.text} ${isOrAre(said)} ${not ? 'present' : 'missing'}`;

type Call = { readonly pattern: RegExp; say(found: RegExpExecArray, not: boolean): string | undefined };

const about =
  (text: string | undefined, yes: string, no: string) =>
  (not: boolean): string | undefined => {
    const said = text === undefined ? undefined : operandOf(text);
    return said && `${said.text} ${isOrAre(said)} ${not ? no : yes}`;
  };

const calls: readonly Call[] = [
  {
    pattern:
      /^(?:string|String|StringUtils|Strings|StringUtil)\.(?:IsNullOrEmpty|IsNullOrWhiteSpace|isBlank|isEmpty|isNullOrEmpty)\((.+)\)$/,
    say: ([, of], not) => about(of, 'missing', 'present')(not),
  },
  {
    pattern: /^(?:Objects\.isNull)\((.+)\)$/,
    say: ([, of], not) => {
      const said = operandOf(of ?? '');
      return said && missing(said, not);
    },
  },
  {
    pattern: /^(?:ModelState|bindingResult|result|errors)\.IsValid$/,
    say: (_, not) => (not ? 'the submitted data is not valid' : 'the submitted data is valid'),
  },
  {
    pattern: /^(?:bindingResult|result|errors|bindingErrors)\.hasErrors\(\)$/,
    say: (_, not) => (not ? 'the submitted data is valid' : 'the submitted data is not valid'),
  },
  {
    pattern: /^(.+?)\??\.(?:isPresent|HasValue)(?:\(\))?$/,
    say: ([, of], not) => {
      const said = operandOf(of ?? '');
      return said && missing(said, !not);
    },
  },
  {
    pattern: /^(.+?)\??\.(?:isEmpty|IsEmpty|isBlank|is_empty)(?:\(\))?$/,
    say: ([, of], not) => about(of, 'empty', 'not empty')(not),
  },
  { pattern: /^(.+?)\??\.Any(?:\(\))?$/, say: ([, of], not) => about(of, 'not empty', 'empty')(not) },
  {
    pattern:
      /^(?:(?:this\.)?(\w+)\.)?(?:IsInRole|isInRole|hasRole|HasRole|isUserInRole|has_role)\(["']([\w -]+)["']\)$/,
    say: ([, who = 'user', role], not) =>
      `the ${/user/i.test(who) ? 'user' : (operandOf(who)?.noun ?? 'user')} ${not ? 'does not have' : 'has'} the role ${role}`,
  },
  {
    pattern:
      /^(?:User|user|request\.user|HttpContext\.User)\.(?:Identity\??\.)?(?:IsAuthenticated|is_authenticated|isAuthenticated)(?:\(\))?$/,
    say: (_, not) => `the user is ${not ? 'not ' : ''}signed in`,
  },
  {
    pattern: /^(?:req|request|ctx)\.isAuthenticated\(\)$/,
    say: (_, not) => `the user is ${not ? 'not ' : ''}signed in`,
  },
];

/** What may hold something or not: one that is looked up does not exist, several are empty. */
const emptied = (text: string, not: boolean): string | undefined => {
  const said = operandOf(text);
  if (!said) return undefined;
  return said.whole && !said.plural ? missing(said, not) : `${said.text} ${isOrAre(said)} ${not ? 'not ' : ''}empty`;
};

/** Something that is true or not by itself. */
const boolean = (text: string, not = false): string | undefined => {
  for (const { pattern, say } of calls) {
    const found = pattern.exec(text);
    if (found) return say(found, not);
  }
  const equal =
    /^(?:Objects\.equals|(?:o|O)bject\.(?:Equals|ReferenceEquals)|(?:s|S)tring\.Equals)\(([^(),]+(?:\(\))?), ([^(),]+(?:\(\))?)\)$/.exec(
      text,
    ) ?? /^([\w.]+(?:\(\))?)\.(?:equals|Equals|equalsIgnoreCase)\(([^(),]+(?:\(\))?)\)$/.exec(text);
  if (equal) return compared(equal[1] ?? '', not ? '!=' : '==', equal[2] ?? '');
  const isEmpty = /^(.+) is (not )?empty$/.exec(text);
  if (isEmpty) return emptied(isEmpty[1] ?? '', (isEmpty[2] !== undefined) !== not);
  const [, asked, who] = /^[\w.]+\.(?:Is|is)_?([A-Z]\w*?)(?:Async)?\((\w+)\)$/.exec(text) ?? [];
  if (asked !== undefined && who !== undefined) return stated(who, asked, not);
  const [, owner = '', is] =
    /^(?:(.+?)\??\.)?(?:get_)?(?:is|Is|has_been|is_)_?([A-Z]\w*|[a-z]\w*)(?:\(\))?$/.exec(text) ?? [];
  if (is !== undefined) return stated(owner, is, not);
  const [, holder, state] = /^(.+?)\??\.([A-Za-z]\w*)$/.exec(text) ?? [];
  return holder !== undefined && state !== undefined ? stated(holder, state, not, true) : undefined;
};

const stated = (owner: string, state: string, not: boolean, only = false): string | undefined => {
  const of = operandOf(owner);
  const word = of?.stateOf(state, only);
  return of && word ? `${of.text} ${isOrAre(of)} ${not ? 'not ' : ''}${word}` : undefined;
};

const negated = (text: string): string | undefined => boolean(text, true);

/** A name by itself, where a language takes what is missing for false. */
const named = (text: string, not: boolean): string | undefined => {
  const said = operandOf(text);
  return said && !tellsState(said.noun) ? missing(said, !not) : undefined;
};

const one = (raw: string, truthy: boolean, not = false): string | undefined => {
  const text = unwrapped(raw.trim().replace(/\bawait\s+/g, ''));
  const negation = /^(?:!(?!=)|not\s+)\s*(.*)$/.exec(text)?.[1];
  if (negation !== undefined) return one(negation, truthy, !not);
  const inPattern = /^(.+?)\s+is\s+(not\s+)?(null|None|true|false)$/.exec(text);
  if (inPattern) {
    const operator = (inPattern[2] !== undefined) !== not ? '!=' : '==';
    return compared(inPattern[1] ?? '', operator, inPattern[3] ?? '');
  }
  const sides = splitAt(text, /===|!==|==|!=|<=|>=|<>|<(?!<)|>(?!>)/y);
  if (sides.length === 2) {
    const [left = '', right = ''] = sides;
    const operator = text.slice(left.length, text.length - right.length).trim();
    const used = not ? opposite[operator] : operator;
    return used ? compared(unwrapped(left), used, unwrapped(right)) : undefined;
  }
  if (/^\w+$/.test(text)) return truthy ? named(text, not) : undefined;
  return sides.length === 1 ? boolean(text, not) : undefined;
};

const joins = [
  [/\|\||\bor\b/y, 'or'],
  [/&&|\band\b/y, 'and'],
] as const;

/**
 * A condition as English, where what it says is certain: `order == null` is "the order does not exist". Nothing where it is not:
 * then it is to be quoted as code. `truthy`: the language takes what is missing for false. Knows how C#, Java, TypeScript, Python and Go write conditions.
 */
export const conditionInWords = (condition: string, truthy = false): string | undefined => {
  const text = unwrapped(condition.replace(/\s+/g, ' ').trim());
  const matched = /^([\w.?!]+) is (not )?((?:[A-Z]\w*\.)+[A-Z]\w*(?: or (?:[A-Z]\w*\.)+[A-Z]\w*)*)$/.exec(text);
  const subject = matched && operandOf(matched[1] ?? '');
  if (matched && subject) {
    const members = (matched[3] ?? '').split(' or ').map((member) => spaced(member.split('.').at(-1) ?? ''));
    return `${subject.text} is ${matched[2] ? 'not ' : ''}${list(members, 'or')}`;
  }
  for (const [operator, word] of joins) {
    const parts = splitAt(text, operator);
    if (parts.length === 1) continue;
    const said = parts.map((part) => conditionInWords(part, truthy));
    if (parts.length > mostParts || said.some((each) => each === undefined || / (?:and|or) /.test(each)))
      return undefined;
    return list([...new Set(said.flatMap((each) => each ?? []))], word);
  }
  return one(text, truthy);
};
