import * as z from 'zod';
import type { InputManifest } from '#schemas/archive-manifest.ts';
import { optionsFile, readyMarker } from '#schemas/template-options.ts';
import type { ObjectStore, StoredObject } from '../aws/object-store.ts';
import { PermanentError } from '../pipeline/errors.ts';
import type { DropFile } from './collect-files.ts';
import { limits } from './limits.ts';
import { wholeText } from './text.ts';
import { UnreadableError } from './unreadable.ts';

/** Objects that S3 lists in a drop, `_READY`, options and folder markers among them. */
export type Drop = { readonly prefix: string; readonly objects: readonly StoredObject[] };

/** Lists a drop, and gives up as soon as it holds more objects than a drop may. Throws TOO_MANY_FILES. */
export const listDrop = async (inputs: ObjectStore, prefix: string): Promise<Drop> => {
  const objects: StoredObject[] = [];
  for await (const object of inputs.list(prefix)) {
    objects.push(object);
    if (objects.length > limits.filesPerDrop) {
      const message = `${prefix} holds more than ${limits.filesPerDrop} files.`;
      throw new PermanentError('TOO_MANY_FILES', message, 'Split the drop into several folders.');
    }
  }
  return { prefix, objects };
};

/** A key's path within the drop, as it is: `..`, `+` and `%` mean nothing here. A drop of one object is called by its name. */
export const fileOf = (key: string, prefix: string): string =>
  key === prefix ? key.slice(key.lastIndexOf('/') + 1) : key.slice(prefix.length);

/** The files to read, as they were listed: not the folder markers that consoles make, nor what tells of the drop itself. */
export const filesOf = ({ prefix, objects }: Drop, inputs: ObjectStore): readonly DropFile[] =>
  objects
    .map(({ key, etag, bytes }) => ({ file: fileOf(key, prefix), bytes, open: () => inputs.open(key, etag) }))
    .filter(({ file }) => file !== '' && !file.endsWith('/') && file !== readyMarker && file !== optionsFile);

/** What was taken, for the archive. */
export const manifestOf = ({ objects }: Drop): InputManifest =>
  objects.map(({ key, etag, bytes }) => ({ key, etag, bytes }));

const invalid = (reason: string, example: string) =>
  new PermanentError(
    'INVALID_OPTIONS',
    `${optionsFile} ${reason}.`,
    `Correct ${optionsFile}, or leave it out: ${example} is what it may say.`,
  );

const parsedJson = (text: string, example: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('is not valid JSON', example);
  }
};

/** Says which option is wrong and how, never what it holds. */
const parseOptions = <Schema extends z.ZodType>(text: string, schema: Schema, example: string): z.infer<Schema> => {
  const options = schema.safeParse(parsedJson(text, example));
  if (options.success) return options.data;
  throw invalid(`is not valid: ${z.prettifyError(options.error).replaceAll(/\s*\n\s*/g, ' ')}`, example);
};

/**
 * What `dropforge.json` asks for; what the schema makes of `{}` without one. Throws INVALID_OPTIONS.
 * @param example what it may say, for the hint
 */
export const optionsOf = async <Schema extends z.ZodType>(
  { prefix, objects }: Drop,
  inputs: ObjectStore,
  schema: Schema,
  example: string,
): Promise<z.infer<Schema>> => {
  const found = objects.find(({ key }) => fileOf(key, prefix) === optionsFile);
  if (!found) return schema.parse({});
  try {
    return parseOptions(await wholeText(await inputs.open(found.key, found.etag)), schema, example);
  } catch (error) {
    throw error instanceof UnreadableError ? invalid(error.message, example) : error;
  }
};
