import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type ObjectStore, objectStore } from './object-store.ts';

/** Where requests put what their jobs are to read. */
export type InputStore = ObjectStore & {
  /** Writes `body` under `key` unless an object lies there already: what a job has read of it stays as it was read. */
  putNew(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
};

const isThere = (error: unknown): boolean => error instanceof Error && error.name === 'PreconditionFailed';

export const inputStore = (s3: S3Client, bucket: string): InputStore => ({
  ...objectStore(s3, bucket),
  async putNew(key, body, contentType) {
    const object = { Bucket: bucket, Key: key, Body: body, ContentType: contentType };
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    await s3.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' })).catch((error: unknown) => {
      if (!isThere(error)) throw error;
    });
  },
});
