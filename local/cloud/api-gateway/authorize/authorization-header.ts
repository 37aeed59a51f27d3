import { type ApiRequest, header } from '../request.ts';
import { refusals } from './refusals.ts';

/** What a request says of its signature. */
export type Authorization = {
  readonly accessKeyId: string;
  /** YYYYMMDD, as the key was made for. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly signedAt: Date;
};

const algorithm = 'AWS4-HMAC-SHA256';
const needed = ['Credential', 'Signature', 'SignedHeaders'] as const;

const fieldsOf = (value: string): ReadonlyMap<string, string> =>
  new Map(
    value
      .slice(algorithm.length)
      .split(',')
      .map((field) => {
        const at = field.indexOf('=');
        return [field.slice(0, at).trim(), field.slice(at + 1).trim()] as const;
      }),
  );

const credentialOf = (text: string) => {
  const [accessKeyId = '', date = '', region = '', service = '', end, ...more] = text.split('/');
  if (end !== 'aws4_request' || more.length > 0)
    throw refusals.incomplete('Credential must have exactly 5 slash-delimited elements, ending in aws4_request.');
  return { accessKeyId, date, region, service };
};

/** The time of `20260102T030405Z`. */
const timeOf = (text: string): Date => {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time.getTime())) throw refusals.incomplete("Authorization header requires an 'X-Amz-Date' header.");
  return time;
};

/**
 * Reads the `Authorization` and `X-Amz-Date` headers of Signature Version 4. Throws a `GatewayError` for what is missing or
 * malformed. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export const readAuthorization = (request: ApiRequest): Authorization => {
  const value = header(request, 'authorization');
  if (value === undefined) throw refusals.unsigned();
  const fields = value.startsWith(`${algorithm} `) ? fieldsOf(value) : new Map<string, string>();
  const missing = needed.filter((name) => !fields.get(name));
  if (missing.length > 0)
    throw refusals.incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
  return {
    ...credentialOf(fields.get('Credential') ?? ''),
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
    signedAt: timeOf(header(request, 'x-amz-date') ?? ''),
  };
};
