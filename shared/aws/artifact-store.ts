import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Artifact } from '#schemas/job.ts';
import { type ObjectStore, objectStore } from './object-store.ts';

/** Where the stages write: keys come from the job and the stage, so that a repeat overwrites itself with the same bytes. */
export type ArtifactStore = ObjectStore & {
  /** Writes `body` under `key` and describes it; `name` is the last segment of the key. */
  put(key: string, body: string | Uint8Array, contentType: string): Promise<Artifact>;
  /** The object as text (UTF-8). */
  readText(key: string): Promise<string>;
};

export const artifactStore = (s3: S3Client, bucket: string): ArtifactStore => {
  const objects = objectStore(s3, bucket);
  return {
    ...objects,
    async put(key, body, contentType) {
      const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: key.slice(key.lastIndexOf('/') + 1), key, bytes: bytes.byteLength, sha256, contentType };
    },
    readText: async (key) => text(await objects.open(key)),
  };
};

/** The key of what a stage writes for a job: `jobs/<jobId>/<stage>/<name>`. */
export const artifactKey = (jobId: string, stage: string, name: string): string => `jobs/${jobId}/${stage}/${name}`;
