import { limits } from '../limits.ts';

/** Words of Python's literals and JSON's. */
const words: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

const token =
  /\s+|[{}[\]:,]|(?:[bu])?'(?:[^'\\\n]|\\[\s\S])*'|(?:[bu])?"(?:[^"\\\n]|\\[\s\S])*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|True\b|False\b|None\b|datetime\.datetime\((\d+(?:, \d+)*)(?:, tzinfo=(?:tzutc\(\)|tzlocal\(\)|datetime\.timezone\.utc))?\)/y;

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

const escapes = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([\s\S]))/gi;

const textOf = (literal: string): string => {
  const inner = literal.replace(/^[bu]/, '').slice(1, -1);
  return inner.replaceAll(escapes, (whole, two, four, eight, one) => {
    const code = two ?? four ?? eight;
    if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
    return Object.hasOwn(simple, one) ? (simple[one] ?? whole) : whole;
  });
};

const padded = (part: string | undefined, width: number) => (part ?? '0').padStart(width, '0');

/** A moment as boto3 prints it. A local time zone is unknown here and is told as UTC: times are never configuration. */
const momentOf = (parts: string): string => {
  const [year, month = '1', day = '1', hour, minute, second] = parts.split(', ');
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}Z`;
};

const asJson = (text: string, moment: string | undefined): string => {
  if (moment !== undefined) return JSON.stringify(momentOf(moment));
  if (Object.hasOwn(words, text)) return words[text] ?? text;
  return /^[bu]?['"]/.test(text) ? JSON.stringify(textOf(text)) : text;
};

/**
 * JSON of what Python prints of a dictionary or a list (`print(client.describe_vpcs())`): single quotes, True, None, datetime.
 * Undefined if the text is anything else: nothing is guessed.
 */
export const pythonToJson = (text: string): string | undefined => {
  if (!/^\s*[{[]/.test(text) || text.length > limits.yamlCharacters) return undefined;
  const parts: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) return undefined;
    parts.push(asJson(match[0], match[1]));
  }
  return parts.join('');
};
