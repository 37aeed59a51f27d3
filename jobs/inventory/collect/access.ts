import { fromHttp, fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { ClientSettings } from './sources/source.ts';
import type { Account } from './survey.ts';

/** Where a scan's credentials and endpoints come from, if not from where the pipeline's own do. */
export type AccessOptions = {
  /** The region of the calls that have no other: STS, Organizations, DescribeRegions. */
  readonly homeRegion: string;
  /** Another endpoint than AWS's own, for every service that is scanned. */
  readonly endpoint?: string;
  /** A container credentials endpoint that hands out the credentials to scan with. https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
  readonly credentials?: { readonly url: string; readonly token: string };
};

/** The credentials of each account, and the settings of the clients that scan it. */
export type Access = {
  own(region?: string): ClientSettings;
  of(account: Account): (region?: string) => ClientSettings;
  /** Fetches the account's credentials once; throws what STS says if its role lets nobody in. */
  verify(account: Account): Promise<void>;
};

/** The most that a role gives to who has a role already. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
const sessionSeconds = 3600;

type Provider = Extract<ClientSettings['credentials'], (...all: never[]) => unknown>;

const once = <Value>(make: (account: Account) => Value): ((account: Account) => Value) => {
  const made = new Map<string, Value>();
  return (account) => {
    const key = `${account.accountId} ${account.roleArn ?? ''}`;
    const value = made.get(key) ?? make(account);
    made.set(key, value);
    return value;
  };
};

/** Roles are assumed with the scan's own credentials, for an hour at a time, with an external id where one was agreed. */
export const scanAccess = ({ homeRegion, endpoint, credentials }: AccessOptions): Access => {
  const base: Provider = credentials
    ? fromHttp({ awsContainerCredentialsFullUri: credentials.url, awsContainerAuthorizationToken: credentials.token })
    : fromNodeProviderChain();
  const shared = { ...(endpoint === undefined ? {} : { endpoint }), ignoreConfiguredEndpointUrls: true } as const;

  const providerOf = once(({ roleArn, externalId }): Provider => {
    if (roleArn === undefined) return base;
    const ExternalId = externalId === undefined ? {} : { ExternalId: externalId };
    const assumed = fromTemporaryCredentials({
      masterCredentials: base,
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'dropforge-inventory',
        DurationSeconds: sessionSeconds,
        ...ExternalId,
      },
      clientConfig: { ...shared, region: homeRegion },
    });
    return memoized(assumed);
  });
  const settings = (provider: Provider, region = homeRegion): ClientSettings => ({
    ...shared,
    region,
    credentials: provider,
  });

  return {
    own: (region) => settings(base, region),
    of: (account) => (region) => settings(providerOf(account), region),
    async verify(account) {
      await providerOf(account)();
    },
  };
};

/**
 * Every client of a cell asks for the same credentials: STS is asked once for as long as they last. Until when is reckoned
 * by this machine's clock: one that is ahead by hours would take every session for expired.
 */
const memoized = (provider: Provider): Provider => {
  const marginMs = 5 * 60_000;
  let current: ReturnType<Provider> | undefined;
  let expires = 0;
  return (...all) => {
    if (current && Date.now() < expires - marginMs) return current;
    expires = Date.now() + sessionSeconds * 1000;
    const expiration = new Date(expires);
    current = provider(...all).then(
      (found) => ({ ...found, expiration }),
      (error: unknown) => {
        current = undefined;
        throw error;
      },
    );
    return current;
  };
};
