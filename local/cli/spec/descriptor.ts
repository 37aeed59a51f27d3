import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod';
import { specJob } from '#jobs/spec/job.ts';
import { type Descriptor, descriptor } from '#schemas/spec/descriptor.ts';
import { UsageError } from '../command.ts';

const parsed = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The rest of the message quotes the text.
    const [where = ''] = /\(?line \d+ column \d+\)?/.exec(error instanceof Error ? error.message : '') ?? [];
    throw new UsageError(`${path} is not valid JSON${where && ` ${where}`}.`);
  }
};

const example = '{ "moduleName": "Orders", "version": "1.0", "features": [{ "id": "ORD-1", "description": "…" }] }';

/** The descriptor of a specification as it stands in a file. Throws a `UsageError` with every field that is wrong, all at once. */
export const readDescriptor = async (path: string): Promise<{ descriptor: Descriptor; text: string }> => {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new UsageError(`There is no descriptor ${path}. It says what to specify: ${example}`);
  if (found.size > specJob.limits.descriptorBytes) throw new UsageError(`${path} is too large for a descriptor.`);
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  const result = descriptor.safeParse(parsed(text, path));
  if (result.success) return { descriptor: result.data, text };
  throw new UsageError(
    `${path} is no descriptor:\n${z.prettifyError(result.error)}\nLike this it would be: ${example}`,
  );
};
