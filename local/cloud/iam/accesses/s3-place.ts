/** Where in S3 a request goes, and what it says besides. */
export type S3Place = {
  readonly bucketArn: string;
  /** Of the object; the bucket's own if the path names none. */
  readonly arn: string;
  readonly query: URLSearchParams;
};

/** Reads `/bucket/key?query`, or what a copy gives for its source. The path is as it stands: a URL parser would take a key's `..` for a step upwards. */
export const s3Place = (path: string): S3Place => {
  const [encoded = '', query = ''] = path.split('?', 2);
  const object = decodeURIComponent(encoded.replace(/^\//, ''));
  const bucket = object.split('/', 1)[0] ?? '';
  return { bucketArn: `arn:aws:s3:::${bucket}`, arn: `arn:aws:s3:::${object}`, query: new URLSearchParams(query) };
};
