import type { JsonValue } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { pointerTo } from '../pointer.ts';
import { UnreadableError } from '../unreadable.ts';
import { JsonSyntaxError, parseJson } from './json.ts';
import { parseYaml } from './yaml.ts';

/**
 * A document of a file. `pointer` leads to it: '' in a file of one document; in JSON Lines, concatenated JSON or a YAML
 * stream the file counts as an array of its documents, so the second is at `/1`.
 */
export type ParsedDocument = { readonly pointer: string; readonly value: JsonValue };

const structured = (value: JsonValue) => typeof value === 'object' && value !== null;

const asYaml = (text: string): readonly JsonValue[] | undefined => {
  try {
    const values = parseYaml(text);
    return values.some(structured) ? values : undefined;
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
};

/** JSON, or what starts like it: YAML's flow style forgives comments, trailing commas and bare keys. */
const parseBraced = (text: string): readonly JsonValue[] => {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError && error.maybeYaml) || text.length > limits.yamlCharacters) throw error;
    const values = asYaml(text);
    if (values) return values;
    throw error;
  }
};

const namedAsData = /\.(json|ya?ml|jsonl|ndjson|template)(\.gz)?$/i;

const parseOther = (text: string, file: string): readonly JsonValue[] => {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof UnreadableError) || namedAsData.test(file)) throw error;
    throw new UnreadableError('passed-over', 'is not JSON or YAML');
  }
};

/** Reads text as JSON, JSON Lines or YAML, told apart by the text itself; the file's name only words the error. */
export const parseDocuments = (text: string, file: string): readonly ParsedDocument[] => {
  const start = text.trimStart().charAt(0);
  if (start === '') throw new UnreadableError('passed-over', 'is empty');
  const values = start === '{' || start === '[' ? parseBraced(text) : parseOther(text, file);
  const documents = values
    .map((value, index) => ({ value, pointer: values.length === 1 ? '' : pointerTo('', index) }))
    .filter(({ value }) => structured(value));
  if (documents.length === 0) throw new UnreadableError('passed-over', 'is plain text, not JSON or YAML data');
  return documents;
};
