import { ApiProblem } from './api-problem.ts';

/** What AWS's services call it when they are asked too much, and what the SDK throws when nothing answers in time. */
const passing =
  /^(Throttl\w*|RequestLimitExceeded|TooManyRequests\w*|SlowDown|ProvisionedThroughputExceeded\w*|RequestThrottled\w*|ServiceUnavailable\w*|InternalServer\w*|InternalFailure|TimeoutError|AbortError|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)$/;

const namesOf = (error: Error): readonly unknown[] => [error.name, 'code' in error && error.code];

const isServersFault = (error: Error): boolean => {
  const metadata: unknown = '$metadata' in error && error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return false;
  return Number(metadata.httpStatusCode) >= 500;
};

const isPassing = (error: unknown): boolean =>
  error instanceof Error &&
  (namesOf(error).some((name) => typeof name === 'string' && passing.test(name)) || isServersFault(error));

/** Seconds after which a caller may ask again: as long as DynamoDB and S3 take to grow with their load. */
const retryAfterSeconds = 5;

/** What a caller is told of an error: nothing of what only we may know. UNAVAILABLE if it may pass, INTERNAL else. */
export const problemFor = (error: unknown): ApiProblem => {
  if (error instanceof ApiProblem) return error;
  return isPassing(error)
    ? new ApiProblem('UNAVAILABLE', 'Something this stands on does not answer. Ask again.', { retryAfterSeconds })
    : new ApiProblem('INTERNAL', 'It is logged. Tell an operator the correlation id.');
};
