import type { JsonValue } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { positionAt, UnreadableError } from '../unreadable.ts';

/** A syntax error, as opposed to a limit that was broken. */
export class JsonSyntaxError extends UnreadableError {
  /**
   * YAML's flow style knows what stands there: a comment, a trailing comma, a bare or single-quoted word, a tag. A missing
   * comma is not among them, because YAML would join the values on either side into one; nor is a missing value.
   */
  readonly maybeYaml: boolean;

  constructor(reason: string, line: number, maybeYaml: boolean) {
    super('failed', reason, line);
    this.maybeYaml = maybeYaml;
  }
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

const space = new Set([' ', '\t', '\n', '\r']);
const closers = { '{': '}', '[': ']' } as const;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const words = ['true', 'false', 'null'] as const;

const wanted: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a property name in double quotes',
  'key or }': 'a property name in double quotes or "}"',
  ':': '":"',
  ', or end': '"," or the end of the object or array',
};

/** Nothing stands after a colon, or between two commas: YAML would read null where somebody lost a value. */
const isMissing = (text: string, at: number): boolean =>
  text[at] === ',' || ('}]'.includes(text.charAt(at)) && text.slice(0, at).trimEnd().endsWith(':'));

const cutOff = '; it is cut off: run the command again';

const syntaxError = (text: string, at: number, expected: string): JsonSyntaxError => {
  const { line, column } = positionAt(text, at);
  const found = at >= text.length ? 'the file ends' : 'something else stands';
  const maybeYaml = expected === wanted[', or end'] ? text[at] === '#' : at < text.length && !isMissing(text, at);
  return new JsonSyntaxError(
    `is not valid JSON: ${expected} is expected where ${found} (column ${column})${at >= text.length ? cutOff : ''}`,
    line,
    maybeYaml,
  );
};

const stringEnd = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) at += 1;
    else if (code < 0x20) throw syntaxError(text, at, 'the closing quote of a string');
  }
  throw syntaxError(text, text.length, 'the closing quote of a string');
};

const scalarEnd = (text: string, at: number, expected: Expected): number => {
  if (text[at] === '"') return stringEnd(text, at);
  const word = words.find((candidate) => text.startsWith(candidate, at));
  if (word) return at + word.length;
  number.lastIndex = at;
  if (!number.test(text)) throw syntaxError(text, at, wanted[expected]);
  return number.lastIndex;
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && space.has(text.charAt(at))) at += 1;
  return at;
};

/**
 * The end of the JSON value that starts at `start`: checks its syntax with a stack of its own, so that neither depth nor
 * size can overflow the call stack, and stops at `limits.nestingDepth`.
 */
const valueEnd = (text: string, start: number, count: Count): number => {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = start;
  do {
    at = skipSpace(text, at);
    const character = text.charAt(at);
    const container = open.at(-1);
    if (count.values > limits.valuesPerFile) throw tooMany();
    if (container && character === closers[container] && (expected === ', or end' || expected.endsWith(character))) {
      open.pop();
      expected = ', or end';
      at += 1;
    } else if (expected === ', or end') {
      if (character !== ',') throw syntaxError(text, at, wanted[expected]);
      expected = container === '{' ? 'key' : 'value';
      at += 1;
    } else if (expected === ':') {
      if (character !== ':') throw syntaxError(text, at, wanted[expected]);
      expected = 'value';
      at += 1;
    } else if (expected === 'key' || expected === 'key or }') {
      if (character !== '"') throw syntaxError(text, at, wanted[expected]);
      at = stringEnd(text, at);
      expected = ':';
    } else if (character === '{' || character === '[') {
      open.push(character);
      count.values += 1;
      if (open.length > limits.nestingDepth) throw tooDeep(positionAt(text, at).line);
      expected = character === '{' ? 'key or }' : 'value or ]';
      at += 1;
    } else {
      at = scalarEnd(text, at, expected);
      count.values += 1;
      expected = ', or end';
    }
  } while (open.length > 0);
  return at;
};

export const tooDeep = (line?: number): UnreadableError =>
  new UnreadableError('failed', `nests deeper than ${limits.nestingDepth} levels`, line);

type Count = { values: number };

const tooMany = () => new UnreadableError('failed', `holds more than ${limits.valuesPerFile} values`);

const parsed = (text: string, start: number, end: number): JsonValue => {
  try {
    const value: JsonValue = JSON.parse(text.slice(start, end));
    return value;
  } catch {
    // Only a malformed escape in a string gets here; V8's own message may quote the file, so it is not passed on.
    throw syntaxError(text, start, 'a string with valid escapes');
  }
};

/**
 * The JSON that a string holds, as AWS gives policies and configurations: `undefined` if it holds none, `beyond-limits` if it
 * nests too deep, or holds too much, to be looked into.
 */
export const jsonIn = (text: string): { readonly value: JsonValue } | 'beyond-limits' | undefined => {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const [value, ...others] = parseJson(text);
    return value === undefined || others.length > 0 ? undefined : { value };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return error instanceof JsonSyntaxError ? undefined : 'beyond-limits';
  }
};

/**
 * Reads one JSON document, several after each other, or JSON Lines. `JSON.parse` makes `__proto__` an ordinary own
 * property. Throws `JsonSyntaxError` with the line, or `UnreadableError` at a limit.
 */
export const parseJson = (text: string): readonly JsonValue[] => {
  const values: JsonValue[] = [];
  const count = { values: 0 };
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const end = valueEnd(text, at, count);
    values.push(parsed(text, at, end));
    if (values.length > limits.documentsPerFile) {
      throw new UnreadableError('failed', `holds more than ${limits.documentsPerFile} documents`);
    }
    at = end;
  }
  return values;
};
