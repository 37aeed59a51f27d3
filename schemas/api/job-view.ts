import * as z from 'zod';
import { jobError } from '../job.ts';
import { jobKinds, jobStatuses, stageNames } from '../names.ts';

const timestamp = z.iso.datetime({ precision: 3 });

export const jobPath = z.object({ jobId: z.uuid() });

/** A job in a list. */
export const jobListing = z
  .object({
    jobId: z.uuid(),
    kind: z.enum(jobKinds),
    status: z.enum(jobStatuses),
    stage: z.enum(stageNames).describe('The furthest that has begun'),
    owner: z.string(),
    correlationId: z.string(),
    input: z.string().describe('What a person calls it: the folder, or the files of the request'),
    submittedAt: timestamp,
    updatedAt: timestamp,
    endedAt: timestamp.optional(),
    error: jobError.optional(),
  })
  .meta({ id: 'JobListing' });

/** A result, and a link to it that works for a day or until the signer's session ends. */
const downloadable = z.object({
  name: z.string(),
  bytes: z.int(),
  contentType: z.string(),
  sha256: z.string(),
  url: z.string(),
});

/** A job with its whole story. */
export const jobView = jobListing
  .extend({
    replayOf: z.uuid().optional(),
    durationMs: z.int().describe('From its submission to its end, or so far'),
    artifacts: z.array(downloadable),
    findings: z
      .object({
        counts: z.record(z.string(), z.number()),
        top: z.array(z.string()).describe('The first 20, a line each'),
      })
      .describe('GET the artifact findings.json for all of them'),
    summary: z.record(z.string(), z.json()).describe('What its kind tells of itself'),
    timeline: z.array(z.object({ stage: z.enum(stageNames), startedAt: timestamp, ms: z.int(), attempts: z.int() })),
    notifications: z.array(
      z.object({
        channel: z.string(),
        subject: z.string(),
        messageId: z.string().optional(),
        sentAt: timestamp,
        attempts: z.int().optional().describe('Of a webhook'),
        statusCode: z.int().optional().describe('What the webhook answered; absent if it did not'),
        failure: z.string().optional().describe('Why the webhook was not delivered; absent if it was'),
      }),
    ),
  })
  .meta({ id: 'Job' });

/** The seed's shape, exactly. */
export const jobStatusReply = z
  .object({
    jobId: z.uuid(),
    status: z.enum(jobStatuses),
    downloadUrl: z.string().optional().describe('Of the main artifact, once it has succeeded; valid for a day at most'),
    errorMessage: z.string().optional(),
  })
  .meta({ id: 'JobStatusReply' });

export const cursor = z
  .string()
  .max(2048)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be the next of the page before')
  .meta({ description: 'The `next` of the page before' });

const limit = z.coerce.number().int().min(1).max(100).default(20);

export const listQuery = z.object({
  kind: z.enum(jobKinds).optional(),
  status: z.enum(jobStatuses).optional(),
  owner: z.string().min(1).max(200).optional().describe('Somebody else, or `*` for everybody. Admins only'),
  limit,
  cursor: cursor.optional(),
});

export const jobList = z
  .object({ jobs: z.array(jobListing).describe('The newest first'), next: z.string().optional() })
  .meta({ id: 'JobList' });

export const replayQuery = z.object({
  from: z.enum(stageNames).exclude(['intake']).optional().describe('Default: where it failed, or its beginning'),
});

export type JobListing = z.infer<typeof jobListing>;
export type JobView = z.infer<typeof jobView>;
