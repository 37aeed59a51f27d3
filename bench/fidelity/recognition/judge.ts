import { isObject, type JsonValue } from '#schemas/json.ts';
import { dialects } from '#shared/exports/dialects/index.ts';
import { type ParsedDocument, parseDocuments } from '#shared/exports/parse/documents.ts';
import { UnreadableError } from '#shared/exports/unreadable.ts';
import type { DocumentedOutput } from './documented-outputs.ts';

export type Verdict =
  | { readonly is: 'right' }
  /** Nothing was recognised, or not what it is. */
  | { readonly is: 'missed'; readonly seen: readonly string[]; readonly reason: string }
  /** It shows no resource: the list is empty or holds names alone, or the page elides so much that it is no JSON. */
  | { readonly is: 'uncountable'; readonly reason: string };

export type Seen = { readonly types: readonly string[]; readonly reason: string };

const isNames = (value: JsonValue | undefined): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  const inside = Object.values(value);
  return Array.isArray(value) ? inside.every((each) => typeof each !== 'object') : inside.every(isNames);
};

/** Lists, and in them nothing but text: names, ids or ARNs of what other commands show. */
const isListing = (value: JsonValue): boolean =>
  isNames(value) &&
  (Array.isArray(value) || (isObject(value) && Object.values(value).some((each) => Array.isArray(each))));

const overview = /(Summar(y|ies)|Identifiers?|Metadata)(List)?$/i;

const isOverview = (command: string, value: JsonValue): boolean =>
  command.startsWith('list-') && isObject(value) && Object.keys(value).some((key) => overview.test(key));

/** Why an output cannot be right or wrong; undefined if it can. */
const uncountable = ({ command }: DocumentedOutput, documents: readonly ParsedDocument[]): string | undefined => {
  const values = documents.map(({ value }) => value);
  if (values.every((value) => Array.isArray(value))) return 'fields that --query has chosen';
  if (values.every(isListing) && command.startsWith('list-')) return 'names, ids or ARNs alone';
  if (values.some((value) => isOverview(command, value)))
    return 'an overview, of which another command shows the whole';
  return undefined;
};

const documentsOf = (output: DocumentedOutput): readonly ParsedDocument[] | undefined => {
  try {
    return parseDocuments(output.text, 'output.json');
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
};

/** What the product makes of a file with this text: the types of all resources and parts of resources in it. */
const recognised = (documents: readonly ParsedDocument[], file: string): Seen => {
  try {
    const readings = documents.flatMap((document) => {
      const dialect = dialects.find((each) => each.recognise(document.value));
      return dialect ? [dialect.read(document, { file })] : [];
    });
    if (readings.length === 0) return { types: [], reason: 'not recognised' };
    const types = readings.flatMap(({ resources, orphans }) => [
      ...resources.map(({ type = '' }) => type),
      ...orphans.map(({ resource: { type = '' } }) => type),
    ]);
    return { types: [...new Set(types)], reason: readings.flatMap(({ notes }) => notes).join('; ') };
  } catch (error) {
    if (error instanceof UnreadableError) return { types: [], reason: error.message };
    throw error;
  }
};

/** Whether an output is recognised as what it is: one of `types` is seen in it, and no type besides. */
export const judge = (output: DocumentedOutput, types: readonly string[], file: string): Verdict => {
  const documents = documentsOf(output);
  if (documents === undefined) return { is: 'uncountable', reason: 'not JSON, as the page shows it' };
  const reason = uncountable(output, documents);
  if (reason !== undefined) return { is: 'uncountable', reason };
  const seen = recognised(documents, file);
  const found = seen.types.filter((type) => type !== '');
  if (found.length > 0 && found.every((type) => types.includes(type))) return { is: 'right' };
  return { is: 'missed', seen: found, reason: found.length > 0 ? '' : seen.reason || 'no type' };
};

/** The types seen in an output that shows no resource: there should be none. */
export const seenIn = (output: DocumentedOutput, file: string): readonly string[] => {
  const documents = documentsOf(output);
  return documents ? recognised(documents, file).types.filter((type) => type !== '') : [];
};
