import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { JsonObject } from '#schemas/json.ts';
import { optionsFile, readyMarker } from '#schemas/template-options.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { CommandError } from './command.ts';
import type { Folder, FolderFile } from './folder.ts';

const concurrency = 8;
/** Larger files are streamed, smaller ones sent from memory in one piece. */
const streamedFrom = 4 * 1024 * 1024;

export type Drop = { readonly bucket: string; readonly prefix: string };

/** The prefix a folder's files go under. */
export const dropPrefix = (name: string): string => `drops/${name}/`;

/** Uploads the files, then the options unless the folder has its own, then the marker that starts the job. */
export const dropFolder = async (
  s3: S3Client,
  bucket: string,
  folder: Folder,
  options: JsonObject,
  signal: AbortSignal,
): Promise<Drop> => {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const prefix = dropPrefix(folder.name);
  const put = async (
    name: string,
    Body: Uint8Array | string | ReturnType<typeof createReadStream>,
    ContentLength: number,
  ) => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: prefix + name, Body, ContentLength });
    await s3.send(command, { abortSignal: signal });
  };
  const send = async (file: FolderFile) => {
    const { key, bytes } = file;
    if ('body' in file) return put(key, file.body, bytes);
    const { path } = file;
    if (bytes >= streamedFrom) return put(key, createReadStream(path, { end: bytes - 1 }), bytes);
    const body = await readFile(path);
    return put(key, body, body.byteLength);
  };
  const putFile = (file: FolderFile) =>
    send(file).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new CommandError(`${file.key} (${file.bytes.toLocaleString('en-US')} bytes) could not be uploaded: ${why}`);
    });
  await inParallel(concurrency, folder.files, putFile);
  if (!folder.hasOptions && Object.keys(options).length > 0) {
    const body = JSON.stringify(options);
    await put(optionsFile, body, Buffer.byteLength(body));
  }
  await put(readyMarker, '', 0);
  return { bucket, prefix };
};
