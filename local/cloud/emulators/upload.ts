/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html: the operations that make an object. */
export type UploadReason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** What a PUT bears that stores the file of a form (post-object/). */
export const postedForm = { 'x-embedded-posted-form': 'true' } as const;

export type Upload = {
  readonly bucket: string;
  /** As it is, not URL-encoded. */
  readonly key: string;
  readonly size: number;
  /** Without its quotation marks. */
  readonly etag: string;
  readonly reason: UploadReason;
  readonly requestId: string;
  readonly sourceIp: string;
};

type S3Request = {
  readonly method: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly ip: string;
};

const field = (value: unknown, name: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
};

const reasonOf = (request: S3Request): UploadReason | undefined => {
  const multipart = field(request.query, 'uploadId') !== undefined;
  if (request.method === 'POST') return multipart ? 'CompleteMultipartUpload' : undefined;
  if (request.method !== 'PUT' || multipart) return undefined;
  if (Object.keys(postedForm).every((name) => request.headers[name] !== undefined)) return 'POST Object';
  return request.headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject';
};

/** What a request to S3's path-style routes wrote, but for its size and ETag; undefined if it wrote no object. */
export const uploadOf = (request: S3Request, requestId: string): Omit<Upload, 'size' | 'etag'> | undefined => {
  const bucket = field(request.params, 'bucket');
  const key = field(request.params, '*');
  const reason = reasonOf(request);
  if (bucket === undefined || !key || reason === undefined) return undefined;
  return { bucket, key, reason, requestId, sourceIp: request.ip };
};
