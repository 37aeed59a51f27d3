import { createHash } from 'node:crypto';
import type { CallerIdentity } from '../request-context.ts';

/**
 * A principal's unique id: AIDA for a user, AROA and the session's name for a role that was assumed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const uniqueId = (principalArn: string): string => {
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(principalArn) ?? [];
  const digest = createHash('sha256')
    .update(role ?? principalArn)
    .digest('hex')
    .slice(0, 17)
    .toUpperCase();
  return session === undefined ? `AIDA${digest}` : `AROA${digest}:${session}`;
};

/** What the gateway tells a function of a caller whose access key it knows. */
export const identityOf = (accessKey: string, principalArn: string, accountId: string): CallerIdentity => {
  const id = uniqueId(principalArn);
  return { accessKey, accountId, caller: id, user: id, userArn: principalArn };
};
