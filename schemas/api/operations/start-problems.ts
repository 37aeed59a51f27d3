import type { ProblemCode } from '../problem.ts';

/** What a request for a job may be refused with. */
export const startProblems: readonly ProblemCode[] = [
  'MALFORMED_BODY',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
  'NO_SUCH_UPLOAD',
  'UPLOAD_USED',
  'NO_SUCH_DROP',
  'JOB_NOT_ENDED',
  'REHEARSAL_REFUSED',
  'IDEMPOTENCY_KEY_REUSED',
];
