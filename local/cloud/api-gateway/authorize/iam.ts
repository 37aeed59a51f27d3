import { createHash } from 'node:crypto';
import type { KnownCredential } from '../options.ts';
import { type ApiRequest, header } from '../request.ts';
import { type Authorization, readAuthorization } from './authorization-header.ts';
import type { Authorizer } from './authorizer.ts';
import { identityOf } from './identity.ts';
import { refusals } from './refusals.ts';
import { bearsSignatureOf } from './signature.ts';

/** How far a signature's time may be from now, in milliseconds. */
const validMs = 15 * 60 * 1000;
const service = 'execute-api';
/** Without these a signature would be good for any host and any time. */
const mustBeSigned = ['host', 'x-amz-date'];

/** `20260102T030405Z` */
const compact = (time: Date | number): string => `${new Date(time).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

const checkTime = ({ signedAt }: Authorization, now: number): void => {
  const [earliest, latest] = [now - validMs, now + validMs];
  if (signedAt.getTime() < earliest)
    throw refusals.invalid(`Signature expired: ${compact(signedAt)} is now earlier than ${compact(earliest)}`);
  if (signedAt.getTime() > latest)
    throw refusals.invalid(`Signature not yet current: ${compact(signedAt)} is still later than ${compact(latest)}`);
};

const checkScope = (given: Authorization, region: string): void => {
  if (given.region !== region) throw refusals.invalid('Credential should be scoped to a valid region.');
  if (given.service !== service)
    throw refusals.invalid(`Credential should be scoped to correct service: '${service}'.`);
  const date = compact(given.signedAt).slice(0, 8);
  if (given.date !== date) throw refusals.invalid(`Date in Credential scope does not match ${date} from X-Amz-Date.`);
};

/** A caller that signs a hash for its body has signed the body only if that is its hash. */
const checkPayload = (request: ApiRequest): void => {
  const told = header(request, 'x-amz-content-sha256');
  if (told !== undefined && told !== createHash('sha256').update(request.body).digest('hex')) throw refusals.mismatch();
};

/**
 * Knows callers by Signature Version 4 in the `Authorization` header; a request that API Gateway would not take gets 403 and
 * the reason. Signatures in the query are not known here.
 */
export const bySignature = (credentials: readonly KnownCredential[], region: string): Authorizer => ({
  admit: () => undefined,
  identify: async (request) => {
    const given = readAuthorization(request);
    const known = credentials.find(({ accessKeyId }) => accessKeyId === given.accessKeyId);
    if (known === undefined || (known.sessionToken ?? '') !== (header(request, 'x-amz-security-token') ?? ''))
      throw refusals.unknownKey();
    checkScope(given, region);
    checkTime(given, request.receivedAt.getTime());
    checkPayload(request);
    if (!mustBeSigned.every((name) => given.signedHeaders.includes(name))) throw refusals.mismatch();
    if (!(await bearsSignatureOf(known, request, given))) throw refusals.mismatch();
    return identityOf(known.accessKeyId, known.principalArn, known.accountId);
  },
});
