import { ApiProblem } from '../api-problem.ts';

/** A request nests by 8 at the most and has some thousand values; what has more only costs the time to refuse it. */
const limits = { depth: 64, values: 50_000 } as const;

const malformed = (detail: string): ApiProblem => new ApiProblem('MALFORMED_BODY', detail);

/** The index behind the string that begins at `start`, or the text's end. */
const stringEnd = (text: string, start: number): number => {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
};

/** Counts before anything is built: a bomb must not be unpacked to be known. */
const checkBounds = (text: string): void => {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; ) {
    const mark = text[at];
    if (mark === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    if (mark === '{' || mark === '[' || mark === ',') values++;
    if (depth > limits.depth) throw malformed(`The JSON nests deeper than ${limits.depth}.`);
    if (values > limits.values) throw malformed(`The JSON has more than ${limits.values} values.`);
    at++;
  }
};

/** Keys that make an object what it is not, wherever they are copied to. */
const hasPrototypeKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw malformed('It is no JSON.');
  }
};

/** JSON that somebody sent. Throws MALFORMED_BODY for what is none, and for what is too deep, too many or has a key `__proto__`. */
export const boundedJson = (text: string): unknown => {
  checkBounds(text);
  const value = parsed(text);
  if (hasPrototypeKey(value)) throw malformed('No field is called __proto__.');
  return value;
};
