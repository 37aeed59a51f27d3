import * as z from 'zod';

const seconds = z.coerce.number().nonnegative();

/** What every stage's function is configured with. */
const base = z.object({
  STAGE: z.string(),
  JOBS_TABLE: z.string(),
  EVENT_BUS: z.string(),
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  MAX_RECEIVE_COUNT: z.coerce.number().int().positive(),
  TIMEOUT_SECONDS: seconds.describe("The function's own timeout: a claim is void after it"),
  BACKOFF_SECONDS: seconds.default(5).describe('The first retry comes after this long at the most, then twice that …'),
});

const buckets = { INPUT_BUCKET: z.string(), OUTPUT_BUCKET: z.string(), ARCHIVE_BUCKET: z.string() };

/** The environment of each function, parsed once when it starts: a missing value fails the deployment's first invocation. */
export const envs = {
  intake: base.extend({
    INPUT_BUCKET: buckets.INPUT_BUCKET,
    SETTLE_SECONDS: seconds,
    RETENTION_DAYS: z.coerce.number().int().positive(),
  }),
  collector: base.extend(buckets),
  generator: base.extend({ OUTPUT_BUCKET: buckets.OUTPUT_BUCKET }),
  validator: base.extend({ OUTPUT_BUCKET: buckets.OUTPUT_BUCKET }),
  notifier: base.extend({ OUTPUT_BUCKET: buckets.OUTPUT_BUCKET, ALERTS_TOPIC_ARN: z.string() }),
  cleanup: base.extend({ ...buckets, INTAKE_QUEUE_URL: z.url() }),
} as const;

export type BaseEnv = z.infer<typeof base>;

/** Parses `process.env` for a function. Throws with every variable that is missing or wrong. */
export const parseEnv = <Name extends keyof typeof envs>(name: Name): z.infer<(typeof envs)[Name]> =>
  envs[name].parse(process.env) as z.infer<(typeof envs)[Name]>;
