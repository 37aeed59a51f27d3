import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Clients } from './clients.ts';

/** Uploads every file of a folder under `drops/<name>/`, one after the other as a person would, and returns the prefix. */
export const dropFolder = async ({ s3 }: Clients, Bucket: string, folder: string, name: string): Promise<string> => {
  const prefix = `drops/${name}/`;
  for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const Key = prefix + path.slice(folder.length + 1);
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: await readFile(path) }));
  }
  return prefix;
};
