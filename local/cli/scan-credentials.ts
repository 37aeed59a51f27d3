import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { CommandError } from './command.ts';

export type ScanCredentials = { readonly url: string; readonly token: string; close(): Promise<void> };

const howToGetThem =
  'No AWS credentials: run `aws configure sso` (or `aws configure`), or name a --profile. A folder of exports needs none: npm start -- inventory <folder>.';

type Provider = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}>;

/** As every AWS tool finds credentials: the environment, a profile, single sign-on, a process … */
const defaultChain = async (profile: string | undefined): Promise<Provider> => {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain(profile === undefined ? {} : { profile });
};

const isSame = (given: string, token: string): boolean =>
  given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token));

/**
 * Hands the user's own credentials, found as every AWS tool finds them, to the workers of the embedded cloud: by the
 * protocol that containers use, on the loopback interface, to whoever has the token. They are fetched anew when asked for,
 * so they may expire meanwhile. https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export const serveScanCredentials = async (
  profile: string | undefined,
  chainOf: (profile: string | undefined) => Promise<Provider> = defaultChain,
): Promise<ScanCredentials> => {
  const provider = await chainOf(profile);
  await provider().catch((error: unknown) => {
    const known = error instanceof Error && error.name === 'CredentialsProviderError';
    if (known && profile === undefined) throw new CommandError(howToGetThem);
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `The credentials${profile === undefined ? '' : ` of profile ${profile}`} cannot be had: ${why}`,
    );
  });
  const token = randomBytes(32).toString('hex');
  const server = createServer(async (request, response) => {
    if (!isSame(request.headers.authorization ?? '', token)) return void response.writeHead(401).end();
    try {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provider();
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          Token: sessionToken ?? '',
          // Credentials that do not expire are asked for again all the same.
          Expiration: (expiration ?? new Date(Date.now() + 60 * 60_000)).toISOString(),
        }),
      );
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  return {
    url,
    token,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
