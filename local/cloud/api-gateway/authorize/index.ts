import { credentials as given } from '../../clients.ts';
import type { Place } from '../../place.ts';
import type { ApiOptions, KnownCredential } from '../options.ts';
import type { Authorizer } from './authorizer.ts';
import { bySignature } from './iam.ts';
import { localUserArn, withoutSignatures } from './none.ts';

/** The credentials that the cloud gives out itself are the local user's. */
const ownCredential = (place: Place): KnownCredential => ({
  ...given,
  principalArn: localUserArn(place),
  accountId: place.account,
});

/** The authorizer that the options ask for. */
export const createAuthorizer = (options: ApiOptions, place: Place): Authorizer =>
  options.auth === 'iam'
    ? bySignature(options.credentials ?? [ownCredential(place)], place.region)
    : withoutSignatures(place, options.allowedOrigins ?? []);
