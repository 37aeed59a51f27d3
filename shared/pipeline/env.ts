import * as z from 'zod';
import { channels } from '#schemas/notification-request.ts';
import { isFitForStage, unfitForStage, webhookShape } from '../notification/webhook/webhook-env.ts';

const seconds = z.coerce.number().nonnegative();

/** Where jobs are kept, and told of. */
const ground = z.object({
  STAGE: z.string(),
  JOBS_TABLE: z.string(),
  EVENT_BUS: z.string(),
  AWS_LAMBDA_FUNCTION_NAME: z.string().default('dropforge').describe("Lambda's own: what traces call it"),
});

/** What every stage's function is configured with. */
const base = ground.extend({
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  MAX_RECEIVE_COUNT: z.coerce.number().int().positive(),
  TIMEOUT_SECONDS: seconds.describe("The function's own timeout: a claim is void after it"),
  BACKOFF_SECONDS: seconds.default(5).describe('The first retry comes after this long at the most, then twice that …'),
});

/**
 * What may be done by a model. Off unless it is switched on; an alarm about its cost switches it off again, by the parameter
 * that MODEL_GUARD_PARAMETER names and without a deployment.
 */
const model = {
  MODEL_ENABLED: z.stringbool().default(false),
  MODEL_ID: z.string().default('').describe('A model or inference profile of Bedrock, by id or ARN'),
  MODEL_FALLBACK_ID: z.string().default('').describe('Asked where the first cannot be; empty: none'),
  MODEL_GUARD_PARAMETER: z
    .string()
    .default('')
    .describe('A parameter that switches the model off for the whole stage; empty: none does'),
  MODEL_MAX_ROUNDS: z.coerce.number().int().min(1).max(5).default(5),
  MODEL_MAX_COST_USD: z.coerce.number().nonnegative().default(0.25).describe('Of one job'),
  MODEL_MAX_TOKENS: z.coerce.number().int().nonnegative().default(100_000).describe('Of one job, input and output'),
  MODEL_ATTEMPT_SECONDS: seconds.default(15),
  MODEL_INSIGHT_RETRY_SECONDS: seconds
    .max(300)
    .default(300)
    .describe('Times one, two and three: SQS delays by 900 at most'),
  MODEL_DEADLINE_SECONDS: seconds.default(45).describe("Of one job: the rest of the function's time is the engine's"),
};

/** Where an inventory's calls go. Unset: to AWS, with the function's own credentials and roles it may assume. */
const scan = {
  AWS_REGION: z.string().default('us-east-1').describe('Of the calls that belong to no region'),
  SCAN_ENDPOINT_URL: z.url().optional().describe("Another endpoint than AWS's own, for every service that is scanned"),
  SCAN_REGION: z.string().optional().describe('Instead of AWS_REGION: the home of an account in another partition'),
  SCAN_CREDENTIALS_URL: z.url().optional().describe('A container credentials endpoint to ask for the credentials'),
  SCAN_CREDENTIALS_TOKEN: z.string().default(''),
  EXCEPTIONS_PARAMETER: z.string().default('').describe('A parameter of Systems Manager that holds exceptions'),
};

const days = z.coerce.number().int().positive();

const buckets = { INPUT_BUCKET: z.string(), OUTPUT_BUCKET: z.string(), ARCHIVE_BUCKET: z.string() };

/** A comma-separated list. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

const channelSet = list.pipe(z.array(z.enum(channels))).transform((names) => new Set(names));

/** What every front door's function is configured with: those that somebody calls and waits for. */
const door = ground.extend({
  INPUT_BUCKET: buckets.INPUT_BUCKET,
  OUTPUT_BUCKET: buckets.OUTPUT_BUCKET,
  RETENTION_DAYS: days,
  ADMIN_PRINCIPALS: list.describe('ARNs that see every job; `*` at an end stands for any rest'),
  API_RATE_PER_SECOND: z.coerce.number().nonnegative().default(10).describe('Requests of one principal; 0: any number'),
  ...webhookShape,
});

const callers = { CORS_ORIGINS: list.describe('Whose pages may call the API: https://console.example') };

const isNamed = ({ MODEL_ENABLED, MODEL_ID }: { readonly MODEL_ENABLED: boolean; readonly MODEL_ID: string }) =>
  !MODEL_ENABLED || MODEL_ID !== '';

const unnamed = { path: ['MODEL_ID'], message: 'MODEL_ENABLED is true, and no model is named' };

/** Of a function that may ask a model. */
const asking = base.extend({ OUTPUT_BUCKET: buckets.OUTPUT_BUCKET, ...model });

const engine = {
  WARM_ENGINE: z
    .stringbool()
    .default(true)
    .describe('Whether the validation engine of templates is started ahead of its first'),
};

/** Of what may ask a model and is no function: the command line. */
export const modelEnv = z.object({ STAGE: z.string().default('dev'), ...model }).refine(isNamed, unnamed);

/** The environment of each function, parsed once when it starts: a missing value fails the deployment's first invocation. */
export const envs = {
  intake: base.extend({
    INPUT_BUCKET: buckets.INPUT_BUCKET,
    SETTLE_SECONDS: seconds,
    RETENTION_DAYS: days,
  }),
  collector: base.extend({ ...buckets, ...scan, RETENTION_DAYS: days, MODEL_ENABLED: model.MODEL_ENABLED }),
  generator: asking.extend({ INVENTORY_TABLE: z.string(), INVENTORY_DAYS: days }).refine(isNamed, unnamed),
  validator: asking.extend(engine).refine(isNamed, unnamed),
  notifier: base
    .extend({
      OUTPUT_BUCKET: buckets.OUTPUT_BUCKET,
      ALERTS_TOPIC_ARN: z.string(),
      TOPIC_CHANNELS: channelSet.describe('Those that have a subscription of the deployment'),
      ...webhookShape,
    })
    .refine(isFitForStage, unfitForStage),
  cleanup: base.extend({ ...buckets, INTAKE_QUEUE_URL: z.url(), NOTIFIER_QUEUE_URL: z.url() }),
  api: door.extend(callers),
  mcp: door.extend(callers),
  agent: door,
  guard: ground.extend({ MODEL_GUARD_PARAMETER: z.string().min(1) }),
} as const;

export type GroundEnv = z.infer<typeof ground>;
export type BaseEnv = z.infer<typeof base>;
export type DoorEnv = z.infer<typeof door>;
export type CleanupEnv = z.infer<typeof envs.cleanup>;
export type NotifierEnv = z.infer<typeof envs.notifier>;
export type CollectorEnv = z.infer<typeof envs.collector>;
export type ModelEnv = z.infer<typeof modelEnv>;

/** Parses `process.env` for a function. Throws with every variable that is missing or wrong. */
export const parseEnv = <Name extends keyof typeof envs>(name: Name): z.infer<(typeof envs)[Name]> =>
  envs[name].parse(process.env) as z.infer<(typeof envs)[Name]>;
