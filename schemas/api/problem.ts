import * as z from 'zod';

/** Every way a request can be refused: the code a program goes by, its HTTP status, and a title that is the same each time. */
export const problems = {
  MALFORMED_BODY: { status: 400, title: 'The body is not what its content type says' },
  INVALID_REQUEST: { status: 400, title: 'The request does not fit its schema' },
  UNAUTHENTICATED: { status: 401, title: 'Nobody is known to ask' },
  FORBIDDEN: { status: 403, title: 'This caller may not do that' },
  REHEARSAL_REFUSED: { status: 403, title: 'Failures are not rehearsed in production' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  NO_SUCH_JOB: { status: 404, title: 'There is no such job' },
  NO_SUCH_UPLOAD: { status: 404, title: 'There is no such upload' },
  NO_SUCH_DROP: { status: 404, title: 'There is no such folder' },
  NO_INVENTORY: { status: 404, title: 'There is no inventory yet' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Not by this method' },
  JOB_ENDED: { status: 409, title: 'The job has ended' },
  JOB_NOT_ENDED: { status: 409, title: 'The job has not ended' },
  INPUT_GONE: { status: 409, title: 'What the job was made from is gone' },
  UPLOAD_USED: { status: 409, title: 'The upload belongs to another job' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Not in this content type' },
  INCONSISTENT_REQUEST: { status: 422, title: 'Each field is as it must be, and together they make no sense' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The key was used for another request' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  INTERNAL: { status: 500, title: 'Something went wrong here' },
  UNAVAILABLE: { status: 503, title: 'Something this stands on cannot be reached' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof problems;

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** A field that is not as it must be: where, and what is wrong, without the value. */
export const fieldError = z.object({
  in: z.enum(['path', 'query', 'header', 'body']),
  pointer: z.string().describe('RFC 6901 JSON pointer into that part of the request: /input/files/0/name'),
  message: z.string(),
});

/** An error as RFC 9457 has it (application/problem+json). https://www.rfc-editor.org/rfc/rfc9457 */
export const problem = z
  .object({
    type: z.string().describe('about:blank: the code tells more'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What happened, and what to do'),
    code: z.enum(codes),
    correlationId: z.string(),
    errors: z.array(fieldError).optional().describe('Every field that is wrong, all at once'),
  })
  .meta({ id: 'Problem' });

export type FieldError = z.infer<typeof fieldError>;
export type Problem = z.infer<typeof problem>;
