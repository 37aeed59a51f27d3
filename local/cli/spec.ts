import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { specJob } from '#jobs/spec/job.ts';
import { type Descriptor, descriptorFile } from '#schemas/spec/descriptor.ts';
import { UsageError } from './command.ts';
import type { Folder, FolderFile } from './folder.ts';
import { runJob, type Wanted, withoutEngine } from './job-run.ts';
import { specWords } from './narrate.ts';
import { readDescriptor } from './spec/descriptor.ts';
import { zipFolder } from './spec/zip-folder.ts';
import type { Surroundings } from './terminal.ts';

export type SpecRun = {
  /** A ZIP, or a folder that is made one. */
  readonly source: string;
  readonly descriptor: string;
  readonly threshold: number | undefined;
  readonly model: string | undefined;
};

const megabyte = 1024 * 1024;

type Archive = { readonly file: FolderFile; readonly skipped: readonly string[] };

const tooLarge = (what: string, bytes: number): UsageError =>
  new UsageError(
    `${what} has ${(bytes / megabyte).toFixed(1)} MB; an archive has ${specJob.limits.archiveBytes / megabyte} MB at the most. Leave out what is not source, or take one module at a time.`,
  );

const archiveOf = async (path: string): Promise<Archive> => {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`There is no ZIP or folder ${path}.`);
  const key = `${basename(path, extname(path)) || 'source'}.zip`;
  if (!found.isDirectory()) return { file: { key, path, bytes: found.size }, skipped: [] };
  const { body, skipped } = await zipFolder(path);
  return { file: { key: `${basename(path) || 'source'}.zip`, body, bytes: body.byteLength }, skipped };
};

/** What a folder under `drops/` is called for a module: `Larkspur Orders` is larkspur-orders. */
export const folderNameOf = ({ moduleName }: Pick<Descriptor, 'moduleName'>): string =>
  moduleName
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .slice(0, 60)
    .replace(/^[-.]+|[-.]+$/g, '') || 'module';

/** Makes a specification of a ZIP or a folder. Throws a `UsageError` at once if the descriptor or the source will not do. */
export const runSpec = async (
  { source, descriptor: descriptorPath, threshold, model }: SpecRun,
  wanted: Wanted,
  around: Surroundings,
): Promise<number> => {
  const { descriptor, text } = await readDescriptor(resolve(around.cwd, descriptorPath));
  const { file, skipped } = await archiveOf(resolve(around.cwd, source));
  if (file.bytes > specJob.limits.archiveBytes) throw tooLarge(source, file.bytes);
  const body = Buffer.from(text);
  const files = [{ key: descriptorFile, body, bytes: body.byteLength }, file];
  const folder: Folder = { name: folderNameOf(descriptor), files, skipped, hasOptions: false };
  const asked = { kind: 'spec', ...(threshold !== undefined && { threshold }) };
  return runJob({ folder, asked, words: specWords, env: withoutEngine, model }, wanted, around);
};
