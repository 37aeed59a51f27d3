import { realpath, stat } from 'node:fs/promises';
import { basename, extname, relative, resolve, sep } from 'node:path';
import { fileName } from '#schemas/api/file-name.ts';
import type { JobInput } from '#schemas/api/submission.ts';
import { ApiProblem } from '#shared/api/api-problem.ts';
import type { InputAt } from '#shared/api/mcp/deps.ts';
import { UsageError } from '../command.ts';
import { type FolderFile, readFolder } from '../folder.ts';
import { zipFolder } from '../spec/zip-folder.ts';
import { inlineInput } from './inline-input.ts';
import type { SendFiles } from './send-files.ts';

const refused = (detail: string): ApiProblem => new ApiProblem('INCONSISTENT_REQUEST', detail);

const isHidden = (key: string): boolean => key.split('/').some((part) => part.startsWith('.'));

/** Where a path leads, links followed. Throws if that is nowhere, out of the root or hidden. */
const placeIn = async (root: string, path: string): Promise<string> => {
  const [home, place] = await Promise.all([
    realpath(root),
    realpath(resolve(root, path)).catch(() => {
      throw refused('There is no file or folder of that path.');
    }),
  ]);
  if (place !== home && !place.startsWith(home.endsWith(sep) ? home : home + sep))
    throw refused('The path leads out of the directory that this server was started in.');
  if (isHidden(relative(home, place).split(sep).join('/'))) throw refused('What is hidden is not sent.');
  return place;
};

/** Files by the names they have as input. What is hidden (.env, .aws, .git) stays where it is. */
const fitting = (files: readonly FolderFile[]): readonly FolderFile[] => {
  const seen = files.filter(({ key }) => !isHidden(key));
  const odd = seen.find(({ key }) => !fileName.safeParse(key).success);
  if (odd)
    throw refused(
      `Names may have letters, digits, blanks and ._@=+- only: ${JSON.stringify(odd.key)} must be renamed or moved.`,
    );
  if (seen.length === 0) throw refused('There is no file in that folder, hidden ones aside.');
  return seen;
};

const fileAt = async (path: string): Promise<FolderFile> => ({
  key: basename(path),
  path,
  bytes: (await stat(path)).size,
});

const packed = async (path: string): Promise<FolderFile> => {
  const { body } = await zipFolder(path);
  return {
    key: `${basename(path, extname(path)).replace(/[^\w.-]+/g, '-') || 'source'}.zip`,
    body,
    bytes: body.byteLength,
  };
};

const filesAt = async (path: string, kind: Parameters<InputAt>[1]): Promise<readonly FolderFile[]> => {
  if (!(await stat(path)).isDirectory()) return [await fileAt(path)];
  return kind === 'spec' ? [await packed(path)] : (await readFolder(path)).files;
};

/**
 * Makes a job's input of files of this disk, within `root`: small ones go with the request, others are uploaded. Throws an
 * `ApiProblem` for what leads out of `root`, is hidden or cannot be sent.
 */
export const inputWithin =
  (root: string, sendFiles: SendFiles): InputAt =>
  async (path, kind): Promise<JobInput> => {
    try {
      const place = await placeIn(root, path);
      const files = fitting(await filesAt(place, kind));
      return (await inlineInput(files)) ?? (await sendFiles(files));
    } catch (error) {
      if (error instanceof UsageError) throw refused(error.message);
      throw error;
    }
  };
