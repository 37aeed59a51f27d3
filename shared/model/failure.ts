/** What became of an attempt that brought no answer. */
export type Failure = {
  /** `again`: the same model may be asked again; `other`: only another; `answer`: it answered, and cannot be read. */
  readonly next: 'again' | 'other' | 'answer';
  /** For a person; never the service's own message, which may repeat what was sent. */
  readonly why: string;
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors */
const known: Readonly<Record<string, Failure>> = {
  ThrottlingException: { next: 'again', why: 'over its quota (throttled)' },
  TooManyRequestsException: { next: 'again', why: 'over its quota (throttled)' },
  ServiceQuotaExceededException: { next: 'other', why: 'over its quota' },
  ModelNotReadyException: { next: 'again', why: 'not ready' },
  ModelTimeoutException: { next: 'again', why: 'too slow' },
  ModelErrorException: { next: 'again', why: 'broken' },
  AccessDeniedException: { next: 'other', why: 'not to be used by this role or account' },
  ResourceNotFoundException: { next: 'other', why: 'not known in this region' },
  ValidationException: { next: 'other', why: 'not able to take the request' },
  CredentialsProviderError: { next: 'other', why: 'not reachable without credentials' },
  AbortError: { next: 'again', why: 'too slow (no answer in time)' },
  TimeoutError: { next: 'again', why: 'too slow (no answer in time)' },
  SyntaxError: { next: 'answer', why: 'its answer is no JSON' },
};

const statusOf = (error: Error): number | undefined => {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status: unknown =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return typeof status === 'number' ? status : undefined;
};

/**
 * Judges what the SDK threw. A connection that breaks looks like an attempt that was aborted, unless we did that. What is not known by name goes by its HTTP status; without one
 * nobody was reached.
 */
export const failureOf = (error: unknown, isAborted: boolean): Failure => {
  if (!(error instanceof Error)) return { next: 'again', why: 'not reachable' };
  if (/^(Abort|Timeout)Error$/.test(error.name) && !isAborted)
    return { next: 'again', why: 'not reachable (the connection broke)' };
  const row = Object.hasOwn(known, error.name) ? known[error.name] : undefined;
  if (row) return row;
  const status = statusOf(error);
  if (status === undefined) return { next: 'again', why: 'not reachable' };
  if (status === 429) return { next: 'again', why: 'over its quota (throttled)' };
  return status >= 500
    ? { next: 'again', why: `failing (HTTP ${status})` }
    : { next: 'other', why: `refusing (HTTP ${status})` };
};
