import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';

type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };
type Fields = ReadonlyMap<string, string>;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const algorithm = 'AWS4-HMAC-SHA256';

/** A field that must be there, before the file. */
export const required = (fields: Fields, name: string): string => {
  const value = fields.get(name.toLowerCase());
  if (value !== undefined && value !== '') return value;
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  throw new Refusal('InvalidArgument', message);
};

const scopeOf = (fields: Fields, region: string) => {
  const [accessKeyId, date = '', scopeRegion, service, end, ...more] = required(fields, 'X-Amz-Credential').split('/');
  const expected = [region, 's3', 'aws4_request'];
  const wrong = [scopeRegion, service, end].findIndex((part, at) => part !== expected[at]);
  const dated = required(fields, 'X-Amz-Date').slice(0, 8) === date;
  if (wrong >= 0 || more.length > 0 || !dated)
    throw new Refusal('AuthorizationHeaderMalformed', `The credential's scope is not ${[date, ...expected].join('/')}`);
  return { accessKeyId, date };
};

/**
 * Verifies that a form's policy was signed with one of the credentials, in constant time; throws a `Refusal` if not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html
 */
export const checkSignature = (
  fields: Fields,
  policy: string,
  credentials: readonly Credentials[],
  region: string,
): void => {
  if (required(fields, 'X-Amz-Algorithm') !== algorithm)
    throw new Refusal('InvalidArgument', `X-Amz-Algorithm only supports "${algorithm}"`);
  const { accessKeyId, date } = scopeOf(fields, region);
  const known = credentials.find((credential) => credential.accessKeyId === accessKeyId);
  if (known === undefined)
    throw new Refusal('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  const key = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${known.secretAccessKey}`);
  const wanted = Buffer.from(hmac(key, policy).toString('hex'));
  const given = Buffer.from(required(fields, 'X-Amz-Signature'));
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given))
    throw new Refusal(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
};
