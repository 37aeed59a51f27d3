import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Objects of a bucket, read whole or in part. */
export type RangeStore = {
  /** The object as text (UTF-8). Throws `NoSuchKey` if it is gone. */
  readText(key: string): Promise<string>;
  /** The object's bytes from `first` up to and with `last`. Throws `NoSuchKey` if it is gone. */
  readRange(key: string, first: number, last: number): Promise<Uint8Array>;
};

export const rangeStore = (s3: S3Client, bucket: string): RangeStore => {
  const read = async (key: string, range?: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...(range && { Range: range }) }));
    if (!Body) throw new Error(`S3 returned no body for s3://${bucket}/${key}`);
    return Body;
  };
  return {
    readText: async (key) => (await read(key)).transformToString('utf8'),
    readRange: async (key, first, last) => (await read(key, `bytes=${first}-${last}`)).transformToByteArray(),
  };
};
