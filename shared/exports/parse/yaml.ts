import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Pair, parseAllDocuments } from 'yaml';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { isObject } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { UnreadableError } from '../unreadable.ts';
import { longForm } from './intrinsics.ts';
import { tooDeep } from './json.ts';

type Reading = {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  aliased: number;
  insideAlias: boolean;
};

const lineOf = (reading: Reading, offset: number | undefined) =>
  offset === undefined ? undefined : reading.lines.linePos(offset).line;

const offsetOf = (node: unknown): number | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;

/** Lexes without building anything, so that a file made to exhaust memory is refused before it can. */
const refuseExcess = (text: string): void => {
  if (text.length > limits.yamlCharacters) {
    throw new UnreadableError(
      'failed',
      `is YAML of more than ${limits.yamlCharacters / 1024 / 1024} million characters`,
    );
  }
  let tokens = 0;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > limits.nestingDepth) throw tooDeep();
    if (tokens > limits.yamlTokens)
      throw new UnreadableError('failed', `is YAML of more than ${limits.yamlTokens} tokens`);
  }
};

/** Account ids (012345678901) and other numbers that JavaScript would change stay text. */
const scalarValue = (value: unknown, source: string | undefined): JsonValue => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'number') return source ?? String(value ?? '');
  const changed = (source !== undefined && /^[-+]?0\d/.test(source)) || !Number.isFinite(value);
  return changed || (Number.isInteger(value) && !Number.isSafeInteger(value)) ? (source ?? String(value)) : value;
};

const keyOf = (key: unknown, reading: Reading): string => {
  if (isScalar(key)) return String(key.source ?? key.value ?? '');
  throw new UnreadableError('failed', 'has a mapping key that is not plain text', lineOf(reading, offsetOf(key)));
};

const countAliased = (reading: Reading, node: unknown) => {
  if (!reading.insideAlias) return;
  reading.aliased += 1;
  if (reading.aliased > limits.yamlAliasedValues) {
    const reason = `repeats more than ${limits.yamlAliasedValues} values through YAML aliases`;
    throw new UnreadableError('failed', reason, lineOf(reading, offsetOf(node)));
  }
};

const aliasTarget = (node: unknown, reading: Reading, depth: number): JsonValue => {
  if (!isAlias(node)) return null;
  const target = node.resolve(reading.document);
  if (!target)
    throw new UnreadableError('failed', 'uses a YAML alias without its anchor', lineOf(reading, offsetOf(node)));
  const outer = reading.insideAlias;
  reading.insideAlias = true;
  const value = plain(target, reading, depth);
  reading.insideAlias = outer;
  return value;
};

const mergedPairs = (value: JsonValue): readonly (readonly [string, JsonValue])[] =>
  (Array.isArray(value) ? value : [value])
    .filter(isObject)
    .flatMap((each: JsonObject) => Object.entries(each).map(([key, inner]) => [key, inner ?? null] as const));

const mapping = (pairs: readonly Pair<unknown, unknown>[], reading: Reading, depth: number): JsonObject => {
  const entries = new Map<string, JsonValue>();
  const merged: (readonly [string, JsonValue])[] = [];
  for (const { key, value } of pairs) {
    const name = keyOf(key, reading);
    if (entries.has(name)) {
      throw new UnreadableError('failed', 'has the same mapping key twice', lineOf(reading, offsetOf(key)));
    }
    const inner = plain(value, reading, depth);
    if (name === '<<') merged.push(...mergedPairs(inner));
    else entries.set(name, inner);
  }
  for (const [key, value] of merged) if (!entries.has(key)) entries.set(key, value);
  return Object.fromEntries(entries);
};

const untagged = (node: unknown, reading: Reading, depth: number): JsonValue => {
  if (isScalar(node)) return scalarValue(node.value, node.source);
  if (isSeq(node)) return node.items.map((item) => plain(item, reading, depth));
  if (isMap(node)) return mapping(node.items, reading, depth);
  return null;
};

/** The syntax tree as plain data. Recursion is safe: it ends at `limits.nestingDepth`. */
const plain = (node: unknown, reading: Reading, depth: number): JsonValue => {
  if (depth > limits.nestingDepth) throw tooDeep(lineOf(reading, offsetOf(node)));
  countAliased(reading, node);
  if (isAlias(node)) return aliasTarget(node, reading, depth + 1);
  const value = untagged(node, reading, depth + 1);
  const tag = isScalar(node) || isSeq(node) || isMap(node) ? node.tag : undefined;
  return tag?.startsWith('!') ? longForm(tag, value) : value;
};

const composed = (text: string, lines: LineCounter): readonly Document.Parsed[] => {
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
};

/**
 * Reads a YAML stream: every document of it, CloudFormation's short-form intrinsics in long form, aliases and merge keys
 * expanded within limits. Throws `UnreadableError` with the line.
 */
export const parseYaml = (text: string): readonly JsonValue[] => {
  refuseExcess(text);
  const lines = new LineCounter();
  return composed(text, lines).map((document) => {
    const [problem] = document.errors;
    if (problem) {
      const { line, col } = lines.linePos(problem.pos[0]);
      throw new UnreadableError(
        'failed',
        `is not valid YAML: ${problem.code.toLowerCase().replaceAll('_', ' ')} (column ${col})`,
        line,
      );
    }
    return plain(document.contents, { document, lines, aliased: 0, insideAlias: false }, 0);
  });
};
