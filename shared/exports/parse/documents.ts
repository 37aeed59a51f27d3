import type { JsonValue } from '#schemas/json.ts';
import { limits } from '../limits.ts';
import { pointerTo } from '../pointer.ts';
import { UnreadableError } from '../unreadable.ts';
import { JsonSyntaxError, parseJson } from './json.ts';
import { pythonToJson } from './python.ts';
import { wrongOutput } from './wrong-output.ts';
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

/** What Python prints is JSON but for its quotes and words; where it isn't quite, YAML may still read it. */
const asPython = (text: string): readonly JsonValue[] | undefined => {
  const json = pythonToJson(text);
  if (json === undefined) return undefined;
  try {
    return parseJson(json);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
};

/** JSON, or what starts like it: what Python prints, or which forgives comments, trailing commas and bare keys. */
const parseBraced = (text: string): readonly JsonValue[] => {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError && error.maybeYaml) || text.length > limits.yamlCharacters) throw error;
    const values = asPython(text) ?? asYaml(text);
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
  const wrong = wrongOutput(text);
  if (wrong !== undefined) throw wrong;
  const values = start === '{' || start === '[' ? parseBraced(text) : parseOther(text, file);
  const documents = values
    .map((value, index) => ({ value, pointer: values.length === 1 ? '' : pointerTo('', index) }))
    .filter(({ value }) => structured(value));
  if (documents.length === 0) throw new UnreadableError('passed-over', 'is plain text, not JSON or YAML data');
  return documents;
};
