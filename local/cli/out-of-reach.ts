import { CommandError } from './command.ts';

const credentials =
  'No AWS credentials, or none that are still good: run `aws sso login` or `aws configure`, or set AWS_PROFILE.';
const region = 'No Region is set: set AWS_REGION, or AWS_PROFILE to a profile that has one.';
const stage = 'There is no such stage in this account and Region: look at --stage, AWS_PROFILE and AWS_REGION.';

/** By the names that the SDK and the services give their errors. */
const causes: Readonly<Record<string, string>> = {
  CredentialsProviderError: credentials,
  TokenProviderError: credentials,
  ExpiredTokenException: credentials,
  UnrecognizedClientException: credentials,
  ResourceNotFoundException: stage,
  QueueDoesNotExist: stage,
};

/** Why a deployed stage could not be looked at, with what to do; any other error as it is. */
export const outOfReach = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  // The SDK gives this one no name.
  const why = error.message === 'Region is missing' ? region : causes[error.name];
  return why === undefined ? error : new CommandError(why, { cause: error });
};
