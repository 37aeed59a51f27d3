import { readFile } from 'node:fs/promises';
import type { JobInput } from '#schemas/api/submission.ts';
import type { FolderFile } from '../folder.ts';

/** What fits into a request that API Gateway hands on to Lambda, in base64. */
const most = { files: 500, bytes: 3 * 1024 * 1024 } as const;

export const bodyOf = async (file: FolderFile): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array('body' in file ? file.body : await readFile(file.path));

/** The files themselves as input; undefined if they are too many or too large for that. */
export const inlineInput = async (files: readonly FolderFile[]): Promise<JobInput | undefined> => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length > most.files || bytes > most.bytes) return undefined;
  const inline = files.map(async (file) => ({
    name: file.key,
    contentBase64: Buffer.from(await bodyOf(file)).toString('base64'),
  }));
  return { files: await Promise.all(inline) };
};
