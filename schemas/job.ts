import * as z from 'zod';
import { domainEvent, traceHeader } from './event.ts';
import { jobKinds, jobStatuses, stageNames } from './names.ts';
import { notificationRequest } from './notification-request.ts';
import { rehearsal } from './rehearsal.ts';

export type { JobKind, JobStatus, StageName } from './names.ts';

/** ISO 8601 in UTC with milliseconds, so that strings sort as times do. */
const timestamp = z.iso.datetime({ precision: 3 });

/** Where a job's input lies: every object under `prefix`, or the one object `prefix` names if it has no trailing slash. */
export const inputLocation = z.object({ bucket: z.string(), prefix: z.string() });

/** What a job was made of. */
export const jobInput = inputLocation.extend({
  name: z.string().optional().describe('What a person calls it, where the prefix does not say: orders.json and 2 more'),
});

export const artifact = z.object({
  name: z.string().describe('What a person calls it: template.yaml'),
  key: z.string().describe('The S3 key in the output bucket'),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  contentType: z.string(),
});

export const jobError = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  message: z.string().describe('What happened and where'),
  hint: z.string().describe('What to do next'),
  stage: z.enum(stageNames),
  recoverable: z.boolean().describe('A redriven message may take the job up again'),
});

export const historyEntry = z.object({
  stage: z.enum(stageNames),
  attempt: z.number().int().positive(),
  startedAt: timestamp,
  endedAt: timestamp,
  outcome: z
    .enum(['succeeded', 'failed', 'retried', 'lost', 'cancelled', 'inherited'])
    .describe(
      'lost: the worker died without a word. cancelled: the job was called off meanwhile. inherited: done by the job that this one replays',
    ),
  cause: z.string().describe('The id of the event that was handled'),
});

/** Held by the one worker that runs a stage for a job, so that a duplicate delivery waits instead of working twice. */
export const claim = z.object({
  token: z.string(),
  cause: z.string(),
  attempt: z.number().int().positive(),
  startedAt: timestamp,
  leaseUntil: timestamp,
});

const told = z.object({
  subject: z.string(),
  messageId: z.string().describe("SNS's own; of a webhook its event id; of a digest, what waits for it"),
  bodyKey: z.string().describe('The S3 key of the text that was sent, in the output bucket'),
  cause: z.string(),
  sentAt: timestamp,
});

export const notification = z.discriminatedUnion('channel', [
  told.extend({ channel: z.literal('sns') }),
  told.extend({ channel: z.literal('digest') }).describe('Waits for the next digest, whose own notification follows'),
  told.extend({
    channel: z.literal('webhook'),
    attempts: z.number().int().positive(),
    statusCode: z.number().int().optional().describe('What it answered; absent if it did not'),
    failure: z.string().optional().describe('Why it was not delivered; absent if it was'),
  }),
]);

export const archiveRecord = z.object({
  bucket: z.string(),
  prefix: z.string().describe('archive/<yyyy>/<mm>/<jobId>/'),
  objects: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  archivedAt: timestamp,
  inputsPrefix: z
    .string()
    .optional()
    .describe('Where the inputs lie if not in inputs/ of the prefix: those that do not stay, and those of a replay'),
  missing: z.number().int().positive().optional().describe('Inputs that could not be archived; the manifest says why'),
});

/** Counts that a list of jobs, an email and a machine all want without opening an artifact. */
export const jobSummary = z.record(z.string(), z.json());

/** Work of a stage that many workers share: `parts` parts of what lies under `key`, each asked for by an event of this type. */
export const scatter = z.object({
  stage: z.enum(stageNames),
  event: z.string(),
  key: z.string().describe('Of the plan, in the output bucket'),
  parts: z.number().int().positive(),
  startedAt: timestamp,
  rescuedAt: timestamp.optional().describe('When the watchdog gave up the parts that nobody had heard of'),
});

export const jobOutput = z.object({
  artifacts: z.array(artifact).default([]),
  /** Claim checks between stages: name -> key in the output bucket. */
  work: z.record(z.string(), z.string()).default({}),
  summary: jobSummary.default({}),
});

/** What a stage left to the next: the event that the next one takes, and what the job had come to when it was said. */
export const handedOver = z.object({ type: z.string(), data: z.json(), output: jobOutput });

/**
 * The job record: one DynamoDB item that tells a job's whole story. `outbox` holds the events that were decided on and
 * not yet published; `handled` the causes each stage is done with. Both are the protocol's, see shared/pipeline.
 */
export const job = z.object({
  jobId: z.string(),
  kind: z.enum(jobKinds),
  status: z.enum(jobStatuses),
  stage: z.enum(stageNames).describe('The furthest stage that has begun'),
  revision: z.number().int().nonnegative(),
  owner: z.string(),
  correlationId: z
    .string()
    .describe("The caller's own, or the job's id: on every event, log line and message of the job"),
  traceHeader: traceHeader.optional().describe('Of the trace in which the job was submitted: its stages go on with it'),
  input: jobInput,
  archivedInput: inputLocation
    .optional()
    .describe('Of a replay: where its inputs lie, which belong to the archive of the job that it does again'),
  replayOf: z.string().optional().describe('The id of the job that this one does again'),
  notification: notificationRequest.optional().describe('How the caller wants to hear of its end'),
  rehearsal: rehearsal.optional(),
  lock: z.string().optional().describe('Held by such jobs one at a time'),
  output: jobOutput,
  error: jobError.optional(),
  history: z.array(historyEntry),
  handled: z.array(z.string()),
  claims: z.partialRecord(z.enum(stageNames), claim),
  outbox: z.array(domainEvent).optional(),
  handed: z
    .partialRecord(z.enum(stageNames), handedOver)
    .optional()
    .describe('What each stage left to the next, for who wants to begin there again'),
  scatter: scatter.optional(),
  gathered: z.array(z.number().int()).optional().describe('The parts that are done; in DynamoDB a set'),
  spent: z.number().optional().describe('What the parts that are done have used up: calls of AWS'),
  notifications: z.array(notification),
  archive: archiveRecord.optional(),
  sourceDeletedAt: timestamp
    .optional()
    .describe('When inputs that do not stay, and what was made of them, were deleted'),
  submittedAt: timestamp,
  startedAt: timestamp.optional(),
  endedAt: timestamp.optional(),
  updatedAt: timestamp,
  expiresAt: z.number().int().describe('Unix time in seconds, DynamoDB TTL'),
});

export type Job = z.infer<typeof job>;
export type JobError = z.infer<typeof jobError>;
export type JobOutput = z.infer<typeof jobOutput>;
export type Artifact = z.infer<typeof artifact>;
export type Claim = z.infer<typeof claim>;
export type HistoryEntry = z.infer<typeof historyEntry>;
export type Notification = z.infer<typeof notification>;
export type WebhookNotification = Extract<Notification, { channel: 'webhook' }>;
export type HandedOver = z.infer<typeof handedOver>;
export type Scatter = z.infer<typeof scatter>;
export type JobInput = z.infer<typeof jobInput>;
export type InputLocation = z.infer<typeof inputLocation>;
export type ArchiveRecord = z.infer<typeof archiveRecord>;
