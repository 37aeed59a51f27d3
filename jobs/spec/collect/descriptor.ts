import type * as z from 'zod';
import { type Descriptor, descriptor } from '#schemas/spec/descriptor.ts';
import type { ObjectStore } from '#shared/aws/object-store.ts';
import { type Drop, fileOf } from '#shared/exports/drop-files.ts';
import { parseJson } from '#shared/exports/parse/json.ts';
import { UnreadableError } from '#shared/exports/unreadable.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { specJob } from '../job.ts';
import { shown } from './archive/refused.ts';
import { decoded } from './decode/decode.ts';
import { bytesOf } from './object-bytes.ts';

const { descriptorFile, limits } = specJob;

const example =
  '{"moduleName": "Orders", "version": "1.4.0", "features": [{"id": "ORD-1", "description": "A customer places an order"}]}';

const invalid = (what: string): PermanentError =>
  new PermanentError(
    'INVALID_DESCRIPTOR',
    `${descriptorFile} ${what}.`,
    `Correct it; this is the least it says: ${example}`,
  );

/** How many of a descriptor's errors a message names. */
const mostErrors = 30;

/** `features[3].id`: a name that the file made up is shown short, and nothing in it acts. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((place, part) => {
    if (typeof part === 'number') return `${place}[${part}]`;
    const name = String(part);
    const told = /^\w{1,60}$/.test(name) ? name : shown(name.slice(0, 60));
    return place === '' ? told : `${place}.${told}`;
  }, '');

const sayingOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code !== 'unrecognized_keys') return issue.message.slice(0, 200);
  const keys = issue.keys.slice(0, 5).map((key) => shown(key.slice(0, 60)));
  return `must not hold ${keys.join(', ')}${issue.keys.length > 5 ? ` and ${issue.keys.length - 5} more` : ''}`;
};

/** Every field that is wrong, with what is wrong with it and never with what it holds. */
const errorsOf = ({ issues }: z.ZodError): string => {
  const told = issues.slice(0, mostErrors).map((issue) => `${placeOf(issue.path) || 'the whole'}: ${sayingOf(issue)}`);
  const more = issues.length - told.length;
  return `has ${issues.length} error(s): ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
};

const jsonValueOf = (text: string): unknown => {
  try {
    const [value, ...others] = parseJson(text);
    if (value === undefined) throw invalid('is empty');
    if (others.length > 0) throw invalid('holds more than one JSON value');
    return value;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const line = error.line === undefined ? '' : `line ${error.line} `;
    throw invalid(`${line}${error.message.replace(/;.*$/, '')}`);
  }
};

/** Reads a descriptor. Throws `PermanentError` INVALID_DESCRIPTOR with all that is wrong, at once. */
export const parseDescriptor = (bytes: Buffer): Descriptor => {
  const text = decoded(bytes)?.text;
  if (text === undefined) throw invalid('is not text');
  const result = descriptor.safeParse(jsonValueOf(text));
  if (result.success) return result.data;
  throw invalid(errorsOf(result.error));
};

/** The descriptor of a drop. Throws `PermanentError` NO_DESCRIPTOR, INVALID_DESCRIPTOR. */
export const descriptorOf = async ({ prefix, objects }: Drop, inputs: ObjectStore): Promise<Descriptor> => {
  const found = objects.find(({ key }) => fileOf(key, prefix) === descriptorFile);
  if (!found)
    throw new PermanentError(
      'NO_DESCRIPTOR',
      `${shown(prefix)} holds no ${descriptorFile}.`,
      `Put ${descriptorFile} beside the ZIP: ${example}`,
    );
  const bytes = await bytesOf(inputs, found, limits.descriptorBytes);
  if (!bytes) throw invalid(`is larger than ${limits.descriptorBytes / 1024 / 1024} MB`);
  return parseDescriptor(bytes);
};
