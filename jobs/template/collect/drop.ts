import * as z from 'zod';
import { optionsFile, readyMarker, type TemplateOptions, templateOptions } from '#schemas/template-options.ts';
import type { ObjectStore, StoredObject } from '#shared/aws/object-store.ts';
import type { DropFile } from '#shared/exports/collect-files.ts';
import { limits } from '#shared/exports/limits.ts';
import { wholeText } from '#shared/exports/text.ts';
import { UnreadableError } from '#shared/exports/unreadable.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';

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

/** The files to read: not the folder markers that consoles make, nor what tells of the drop itself. */
export const filesOf = ({ prefix, objects }: Drop, inputs: ObjectStore): readonly DropFile[] =>
  objects
    .map(({ key, bytes }) => ({ file: fileOf(key, prefix), bytes, open: () => inputs.open(key) }))
    .filter(({ file }) => file !== '' && !file.endsWith('/') && file !== readyMarker && file !== optionsFile);

const invalid = (reason: string) =>
  new PermanentError(
    'INVALID_OPTIONS',
    `${optionsFile} ${reason}.`,
    `Correct ${optionsFile}, or leave it out: {"strict": true, "mode": "import"} is what it may say.`,
  );

/** Says which option is wrong and how, never what it holds. */
const parseOptions = (text: string): TemplateOptions => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('is not valid JSON');
  }
  const options = templateOptions.safeParse(value);
  if (options.success) return options.data;
  throw invalid(`is not valid: ${z.prettifyError(options.error).replaceAll(/\s*\n\s*/g, ' ')}`);
};

/** What `dropforge.json` asks for; the defaults without one. Throws INVALID_OPTIONS. */
export const optionsOf = async ({ prefix, objects }: Drop, inputs: ObjectStore): Promise<TemplateOptions> => {
  const found = objects.find(({ key }) => fileOf(key, prefix) === optionsFile);
  if (!found) return templateOptions.parse({});
  try {
    return parseOptions(await wholeText(await inputs.open(found.key)));
  } catch (error) {
    throw error instanceof UnreadableError ? invalid(error.message) : error;
  }
};
