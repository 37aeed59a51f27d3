import * as z from 'zod';

/** The same key and the same body get the same job, for a day. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be printable ASCII without spaces, 128 characters at most')
  .meta({ description: 'The same key with the same body gets the same job for a day; with another body, 422' });

/** What ties a request to everything that comes of it. */
export const correlationId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:/=+-]{0,127}$/,
    'must be letters, digits and ._:/=+-, 128 at most, and begin with a letter or digit',
  )
  .meta({ description: 'On every event, log line and notification of the job; made if it is not given' });

/** Of a request that starts something. */
export const startHeaders = z.object({
  'idempotency-key': idempotencyKey.optional(),
  'x-correlation-id': correlationId.optional(),
});

/** Of any other. */
export const askHeaders = startHeaders.pick({ 'x-correlation-id': true });
