import type { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectOutput,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';

/** An object as a listing shows it. `lastModified` is ISO 8601. */
export type StoredObject = {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  readonly lastModified: string;
};

/** One bucket, read and tidied. Keys are S3 keys as they are, never URL-encoded. */
export type ObjectStore = {
  readonly bucket: string;
  /** Every object under a prefix that ends in `/`, or the one object whose key the prefix is; in key order. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** The object's bytes as a stream. Throws `NoSuchKey` if it is gone; given an ETag, `PreconditionFailed` unless it still is that one. */
  open(key: string, etag?: string): Promise<Readable>;
  /** Copies an object into another bucket; given an ETag, throws `PreconditionFailed` unless it still is that one. */
  copy(key: string, toBucket: string, toKey: string, etag?: string): Promise<void>;
  /**
   * Deletes the object, and versions of it that it had replaced, if it still is the one with this ETag, or if it was written before `orBefore`
   * (ISO 8601): one that came to light when whoever began this died. False if it has been replaced since or is gone.
   */
  deleteIfUnchanged(key: string, etag: string, orBefore?: string): Promise<boolean>;
};

export const objectStore = (s3: S3Client, bucket: string): ObjectStore => ({
  bucket,
  async *list(prefix) {
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token ? { ContinuationToken: token } : {}) }),
      );
      for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
        if (Key === undefined || !(prefix.endsWith('/') || prefix === '' || Key === prefix)) continue;
        yield {
          key: Key,
          bytes: Size ?? 0,
          etag: ETag ?? '',
          lastModified: (LastModified ?? new Date(0)).toISOString(),
        };
      }
      token = page.NextContinuationToken;
    } while (token);
  },
  async open(key, etag) {
    const unchanged = etag ? { IfMatch: etag } : {};
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...unchanged }));
    if (!Body) throw new Error(`S3 returned no body for s3://${bucket}/${key}`);
    return Body as Readable;
  },
  async copy(key, toBucket, toKey, etag) {
    // CopySource is a URL path: S3 decodes it, so each segment must be encoded or `+` and `%` change the key.
    const CopySource = `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const unchanged = etag ? { CopySourceIfMatch: etag } : {};
    await s3.send(new CopyObjectCommand({ Bucket: toBucket, Key: toKey, CopySource, ...unchanged }));
  },
  async deleteIfUnchanged(key, etag, orBefore) {
    const found = await headOf(s3, bucket, key);
    if (!found || (found.ETag !== etag && !wasWrittenBefore(found, orBefore))) return false;
    await deleteVersion(s3, bucket, key, found.VersionId);
    if (!isVersion(found.VersionId)) return true;
    // What it had replaced would come to light again, as if it had been dropped anew.
    for (let older = await headOf(s3, bucket, key); isBefore(older, found); older = await headOf(s3, bucket, key))
      await deleteVersion(s3, bucket, key, older.VersionId);
    return true;
  },
});

const headOf = (s3: S3Client, bucket: string, key: string): Promise<HeadObjectOutput | undefined> =>
  s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'NotFound') return undefined;
    throw error;
  });

const isVersion = (id: string | undefined): id is string => id !== undefined && id !== 'null';

const wasWrittenBefore = ({ LastModified }: HeadObjectOutput, time: string | undefined): boolean =>
  LastModified !== undefined && time !== undefined && LastModified.toISOString() < time;

const isBefore = (older: HeadObjectOutput | undefined, { LastModified }: HeadObjectOutput): older is HeadObjectOutput =>
  older?.LastModified !== undefined && LastModified !== undefined && older.LastModified < LastModified;

/** In a versioned bucket exactly this version goes, even if another has arrived since it was looked at. */
const deleteVersion = async (s3: S3Client, bucket: string, key: string, version: string | undefined): Promise<void> => {
  const only = isVersion(version) ? { VersionId: version } : {};
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...only }));
};
