import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Form, readForm } from './form.ts';
import { checkPolicy } from './policy.ts';
import { type Put, putFile } from './put.ts';
import { Refusal } from './refusal.ts';
import { checkSignature, required } from './signature.ts';

/** S3 takes 5 GB in one form; in memory we stop earlier. Bytes. */
const maximumFileBytes = 512 * 1024 * 1024;
const maximumKeyBytes = 1024;

export type PostObjectOptions = {
  /** Whose signatures are known. */
  readonly credentials: readonly { readonly accessKeyId: string; readonly secretAccessKey: string }[];
  readonly region: string;
  /** Where S3 itself is. */
  readonly url: () => string;
};

type Fields = ReadonlyMap<string, string>;

/** The fields that stay with the object. */
const objectHeaders = (fields: Fields): Record<string, string> => ({
  'content-type': fields.get('content-type') ?? 'binary/octet-stream',
  ...Object.fromEntries([...fields].filter(([name]) => name.startsWith('x-amz-meta-'))),
});

const keyOf = (fields: Fields, fileName: string): string => {
  const key = required(fields, 'key').replaceAll('${filename}', fileName.slice(fileName.lastIndexOf('/') + 1));
  if (Buffer.byteLength(key) > maximumKeyBytes) throw new Refusal('KeyTooLongError', 'Your key is too long');
  return key;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html: anything but these counts for 204. */
const successStatus = (fields: Fields): number => {
  if (fields.has('success_action_redirect'))
    throw new Refusal('NotImplemented', 'success_action_redirect is not emulated');
  const wanted = Number(fields.get('success_action_status'));
  return [200, 201].includes(wanted) ? wanted : 204;
};

const store = async (
  { fields, fileName, file }: Form,
  bucket: string,
  { credentials, region, url }: PostObjectOptions,
): Promise<Put> => {
  const policy = fields.get('policy');
  if (policy === undefined) throw new Refusal('AccessDenied', 'Access Denied');
  checkSignature(fields, policy, credentials, region);
  const key = keyOf(fields, fileName);
  const limits = { now: new Date(), most: maximumFileBytes };
  const sizes = checkPolicy(policy, bucket, new Map([...fields, ['key', key]]), limits);
  const status = successStatus(fields);
  const put = await putFile(url(), { bucket, key, headers: objectHeaders(fields), sizes }, file);
  return put.status === 200 ? { ...put, status } : put;
};

/**
 * Takes an upload by an HTML form, as S3's POST Object does: the form brings a signed policy that says what may be stored
 * where, until when and how large. What has been read of a file that is refused is thrown away.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
 */
export const postObject = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  bucket: string,
  options: PostObjectOptions,
): Promise<void> => {
  const requestId = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
  response.setHeader('x-amz-request-id', requestId);
  const source = incoming.iterator({ destroyOnReturn: false });
  try {
    const form = await readForm(source, incoming.headers['content-type'] ?? '');
    const { status, etag, body } = await store(form, bucket, options);
    if (etag !== '') response.setHeader('etag', etag);
    if (status >= 400) response.setHeader('content-type', 'application/xml');
    response.statusCode = status;
    response.end(body);
  } catch (error) {
    const known = error instanceof Refusal ? error : new Refusal('InternalError', String(error));
    response.statusCode = known.status;
    response.setHeader('content-type', 'application/xml');
    response.end(known.xml(requestId));
  }
  // A client hears no answer while it writes: what is left is read and thrown away.
  await source.return?.().catch(() => undefined);
  incoming.resume();
};
