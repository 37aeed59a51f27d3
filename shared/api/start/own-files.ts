import type { JobSubmission } from '#schemas/api/submission.ts';
import { inventoryOptions } from '#schemas/inventory/options.ts';
import type { JobKind } from '#schemas/names.ts';
import { descriptorFile } from '#schemas/spec/descriptor.ts';
import { specOptions } from '#schemas/spec/options.ts';
import { optionsFile, templateOptions } from '#schemas/template-options.ts';
import { nameOfFiles } from '../../pipeline/input-name.ts';
import { ApiProblem } from '../api-problem.ts';

/** A file of a job's input, as it is written. */
export type InputFile = { readonly name: string; readonly body: string | Uint8Array; readonly contentType: string };

const schemas = { template: templateOptions, inventory: inventoryOptions, spec: specOptions } as const;

const file = (name: string, value: unknown): InputFile => ({
  name,
  body: `${JSON.stringify(value, null, 2)}\n`,
  contentType: 'application/json',
});

/** What the options are of a job that is asked for without any. A scan is live if it has no input. */
const optionsOf = (body: JobSubmission): { readonly kind: JobKind } =>
  schemas[body.kind].parse({
    ...body.options,
    kind: body.kind,
    ...(body.kind === 'inventory' && { live: body.input === undefined }),
  });

const descriptorOf = (body: JobSubmission) => (body.kind === 'spec' ? body.descriptor : undefined);

/** The files that tell of a job what a dropped folder's own would: dropforge.json, and descriptor.json of a specification. */
export const ownFiles = (body: JobSubmission): readonly InputFile[] => {
  const descriptor = descriptorOf(body);
  return [file(optionsFile, optionsOf(body)), ...(descriptor ? [file(descriptorFile, descriptor)] : [])];
};

const own: ReadonlySet<string> = new Set([optionsFile, descriptorFile]);

/** What a person calls the input: its files but for those that tell of the job, unless there is nothing else. */
export const nameOfInput = (names: readonly string[]): string => {
  const given = names.filter((name) => !own.has(name));
  return nameOfFiles(given.length > 0 ? given : names);
};

/**
 * Refuses files that say what a field of the request says, too, and a specification that is told neither way what it is about.
 * Throws INCONSISTENT_REQUEST.
 */
export const refuseClashes = (names: ReadonlySet<string>, body: JobSubmission): void => {
  const clash = (pointer: string, message: string) => {
    const errors = [{ in: 'body' as const, pointer, message }];
    throw new ApiProblem('INCONSISTENT_REQUEST', `${pointer.slice(1)} ${message}.`, { errors });
  };
  if (names.has(optionsFile)) clash('/options', `has the place of a file ${optionsFile}: leave the file out`);
  if (names.has(descriptorFile) && descriptorOf(body)) clash('/descriptor', `is there twice: it is a file, too`);
  if (body.kind === 'spec' && !names.has(descriptorFile) && !body.descriptor)
    clash('/descriptor', `is missing, and there is no file ${descriptorFile}`);
};
