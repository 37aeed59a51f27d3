import { timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { KnownCredential } from '../options.ts';
import type { ApiRequest } from '../request.ts';
import type { Authorization } from './authorization-header.ts';

const valuesByName = (pairs: ApiRequest['query'], nameOf: (name: string) => string): ReadonlyMap<string, string[]> => {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(nameOf(name), [...(values.get(nameOf(name)) ?? []), value]);
  return values;
};

/** The headers that were signed, the values of one name joined; one that was signed and is not there stays away. */
const signedHeaders = ({ headers }: ApiRequest, names: readonly string[]): Record<string, string> => {
  const values = valuesByName(headers, (name) => name.toLowerCase());
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = values.get(name);
      return found === undefined ? [] : [[name, found.join(',')]];
    }),
  );
};

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Whether a request bears the signature that this credential gives it: made once more, compared in constant time. */
export const bearsSignatureOf = async (
  credential: KnownCredential,
  request: ApiRequest,
  { signedHeaders: names, region, service, signedAt, signature }: Authorization,
): Promise<boolean> => {
  const signer = new SignatureV4({ credentials: credential, region, service, sha256: Sha256, applyChecksum: false });
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: 'localhost',
      path: request.path,
      query: Object.fromEntries(valuesByName(request.query, (name) => name)),
      headers: signedHeaders(request, names),
      body: request.body,
    },
    { signingDate: signedAt, signableHeaders: new Set(names) },
  );
  return equal(/Signature=(.*)$/.exec(headers.authorization ?? '')?.[1] ?? '', signature);
};
