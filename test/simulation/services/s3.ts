import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type {
  CopyObjectCommandInput,
  DeleteObjectCommandInput,
  GetObjectCommandInput,
  HeadObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import type { Operations, World } from './world.ts';

/** One version of an object; without a body it is a delete marker. */
export type Version = {
  readonly id: string;
  readonly body?: Buffer;
  readonly etag: string;
  readonly at: number;
};

/** Hears of what happened to the objects of a bucket. */
export type OnObject = {
  written(bucket: string, key: string, version: Version, who: string): void;
  /** `version` is about to go for good. */
  deleting(bucket: string, key: string, version: Version, who: string): void;
};

export type Buckets = {
  readonly operations: Operations;
  put(bucket: string, key: string, body: string | Uint8Array, who: string): Version;
  /** The current version, or undefined if there is none. */
  current(bucket: string, key: string): Version | undefined;
  /** Keys of objects that are there, in order. */
  keys(bucket: string, prefix?: string): string[];
};

type Body = Version & { readonly body: Buffer };

const refused = (name: string): Error => Object.assign(new Error(name), { name });

const isObject = (version: Version | undefined): version is Body => version?.body !== undefined;

/** A page holds few keys, so that what reads more than one page is put to the test. */
const pageSize = 3;

/** Versioned buckets, as the deployed ones are. Reads see every write that went before: S3 is strongly consistent. */
export const buckets = ({ time }: World, on: OnObject): Buckets => {
  const objects = new Map<string, Version[]>();
  let versions = 0;

  const pathOf = (bucket: string, key: string) => `${bucket}/${key}`;
  const versionsOf = (bucket: string, key: string) => objects.get(pathOf(bucket, key)) ?? [];

  const current = (bucket: string, key: string): Body | undefined => {
    const last = versionsOf(bucket, key).at(-1);
    return isObject(last) ? last : undefined;
  };

  const found = (bucket: string, key: string, name: string): Body => {
    const version = current(bucket, key);
    if (version) return version;
    throw refused(name);
  };

  const push = (bucket: string, key: string, version: Version): Version => {
    objects.set(pathOf(bucket, key), [...versionsOf(bucket, key), version]);
    return version;
  };

  const put = (bucket: string, key: string, body: string | Uint8Array, who: string): Version => {
    const bytes = Buffer.from(body);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const version = { id: `v${versions++}`, body: bytes, etag, at: time.now };
    push(bucket, key, version);
    on.written(bucket, key, version, who);
    return version;
  };

  const keys = (bucket: string, prefix = ''): string[] => {
    const start = pathOf(bucket, prefix);
    return [...objects]
      .filter(([path, all]) => path.startsWith(start) && isObject(all.at(-1)))
      .map(([path]) => path.slice(bucket.length + 1))
      .sort();
  };

  /** S3 tells times in whole seconds. */
  const modified = ({ at }: Version) => new Date(Math.floor(at / 1000) * 1000);

  return {
    put,
    current,
    keys,
    operations: {
      PutObject({ Bucket = '', Key = '', Body, IfNoneMatch }: PutObjectCommandInput, who) {
        if (IfNoneMatch === '*' && current(Bucket, Key)) throw refused('PreconditionFailed');
        const { etag, id } = put(Bucket, Key, Body as string | Uint8Array, who);
        return { ETag: etag, VersionId: id };
      },
      GetObject({ Bucket = '', Key = '', IfMatch }: GetObjectCommandInput) {
        const { body, etag } = found(Bucket, Key, 'NoSuchKey');
        if (IfMatch && etag !== IfMatch) throw refused('PreconditionFailed');
        return { Body: Readable.from([body]) };
      },
      HeadObject({ Bucket = '', Key = '' }: HeadObjectCommandInput) {
        const version = found(Bucket, Key, 'NotFound');
        return { ETag: version.etag, VersionId: version.id, LastModified: modified(version) };
      },
      ListObjectsV2({ Bucket = '', Prefix = '', ContinuationToken }: ListObjectsV2CommandInput) {
        const all = keys(Bucket, Prefix).filter((key) => ContinuationToken === undefined || key > ContinuationToken);
        const page = all.slice(0, pageSize);
        const last = page.at(-1);
        return {
          Contents: page.map((Key) => {
            const version = found(Bucket, Key, 'NoSuchKey');
            return { Key, Size: version.body.length, ETag: version.etag, LastModified: modified(version) };
          }),
          ...(all.length > pageSize && { NextContinuationToken: last }),
        };
      },
      CopyObject({ Bucket = '', Key = '', CopySource = '', CopySourceIfMatch }: CopyObjectCommandInput, who) {
        const [from = '', ...rest] = decodeURIComponent(CopySource).split('/');
        const source = found(from, rest.join('/'), 'NoSuchKey');
        if (CopySourceIfMatch && source.etag !== CopySourceIfMatch) throw refused('PreconditionFailed');
        put(Bucket, Key, source.body, who);
        return {};
      },
      DeleteObject({ Bucket = '', Key = '', VersionId }: DeleteObjectCommandInput, who) {
        const all = versionsOf(Bucket, Key);
        if (VersionId === undefined) return void push(Bucket, Key, { id: `v${versions++}`, etag: '', at: time.now });
        const gone = all.find(({ id }) => id === VersionId);
        if (gone && isObject(gone)) on.deleting(Bucket, Key, gone, who);
        objects.set(
          pathOf(Bucket, Key),
          all.filter(({ id }) => id !== VersionId),
        );
        return {};
      },
    },
  };
};
