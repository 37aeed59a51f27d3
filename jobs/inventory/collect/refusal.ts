import type { Outcome } from '#schemas/inventory/cell.ts';

/** What AWS's services call it when they will not answer. The names differ from service to service. */
const denied =
  /^(AccessDenied\w*|AuthFailure|UnauthorizedOperation|Unauthorized\w*|UnrecognizedClient\w*|InvalidClientTokenId|OptInRequired|SignatureDoesNotMatch|ExpiredToken\w*|MissingAuthenticationToken\w*|NotAuthorized\w*|Forbidden\w*|CredentialsProviderError|AWSOrganizationsNotInUseException|AllAccessDisabled|InvalidAccessKeyId|IncompleteSignature\w*|RegionDisabledException)$/;
const throttled =
  /^(Throttl\w*|RequestLimitExceeded|TooManyRequests\w*|SlowDown|BandwidthLimitExceeded|ProvisionedThroughputExceeded\w*|RequestThrottled\w*|LimitExceededException)$/;
/** A service that has no endpoint there, or none that answers. */
const unreachable = /^(ENOTFOUND|ECONNREFUSED|EAI_AGAIN|TimeoutError|UnknownEndpoint|NetworkingError)$/;

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && unreachable.test(code) ? code : error.name;
};

/**
 * What an answer of AWS means for a look: `denied` or `throttled` with a reason that quotes no payload; undefined for what
 * may be otherwise next time.
 * @param asked the action, as IAM calls it: ec2:DescribeRegions
 */
export const refusalOf = (
  error: unknown,
  asked: string,
): { readonly outcome: Outcome; readonly reason: string } | undefined => {
  const name = nameOf(error);
  if (denied.test(name)) return { outcome: 'denied', reason: `${asked} was denied (${name})` };
  if (throttled.test(name)) return { outcome: 'throttled', reason: `${asked} was throttled (${name})` };
  if (unreachable.test(name)) return { outcome: 'failed', reason: `${asked} could not be reached (${name})` };
  return undefined;
};
