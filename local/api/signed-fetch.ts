import { Sha256 } from '@aws-crypto/sha256-js';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { SignatureV4 } from '@smithy/signature-v4';
import { ApiProblem } from '#shared/api/api-problem.ts';
import type { Send } from './http-api.ts';

/** A deployed API's region is in its address; a domain name of one's own says none. */
const regionOf = ({ hostname }: URL, otherwise: string): string =>
  /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(hostname)?.[1] ?? otherwise;

const timeoutMs = 30_000;

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

const withoutCredentials = () =>
  new ApiProblem(
    'UNAUTHENTICATED',
    'No AWS credentials were found: sign in, or set AWS_PROFILE where this server is started.',
  );

/**
 * Sends requests signed with AWS Signature Version 4, by the credentials of the environment.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * @param region of the API, if its address does not tell
 */
export const signedFetch = (region: string, credentials: Credentials = fromNodeProviderChain()): Send => {
  const signers = new Map<string, SignatureV4>();
  const signerFor = (name: string): SignatureV4 => {
    const known = signers.get(name);
    const signer = known ?? new SignatureV4({ credentials, region: name, service: 'execute-api', sha256: Sha256 });
    signers.set(name, signer);
    return signer;
  };
  return async (url, { method, headers, body }) => {
    const { host, hostname, pathname, protocol, port, searchParams } = url;
    const unsigned = {
      method,
      protocol,
      hostname,
      ...(port && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { ...headers, host },
      ...(body !== undefined && { body }),
    };
    const signed = await signerFor(regionOf(url, region))
      .sign(unsigned)
      .catch(() => {
        throw withoutCredentials();
      });
    // fetch sets it itself.
    const { host: _, ...sent } = signed.headers;
    const init = { method, headers: sent, redirect: 'error' as const, signal: AbortSignal.timeout(timeoutMs) };
    return fetch(url, body === undefined ? init : { ...init, body });
  };
};
