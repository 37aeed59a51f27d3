import * as z from 'zod';
import { inventoryResource } from './resource.ts';

/**
 * How a look ended. `complete`: every page was read, so what is not there is gone. Anything else: what was seen is kept, and
 * nothing may be inferred from what was not.
 */
export const outcomes = ['complete', 'denied', 'throttled', 'failed'] as const;

/** One type of resource in one cell, and how far the look at it went. */
export const look = z.object({
  type: z.string(),
  outcome: z.enum(outcomes),
  resources: z.number().int().nonnegative(),
  reason: z.string().optional().describe('In words a person understands; never a payload'),
});

/** A cell of the scan: one service in one region of one account. */
export const cell = z.object({
  id: z.string().describe('<accountId>/<region>/<service>'),
  accountId: z.string(),
  region: z.string(),
  service: z.string().describe('ec2, rds, s3, lambda, eks; cloudcontrol-sns … where Cloud Control lists it'),
});

/** What became of a cell. `outcome` is the worst of its looks. */
export const cellRecord = cell.extend({
  outcome: z.enum(outcomes),
  looks: z.array(look),
  calls: z.number().int().nonnegative(),
  pages: z.number().int().nonnegative(),
  resources: z.number().int().nonnegative(),
  durationMs: z.number().nonnegative(),
  key: z.string().optional().describe('The S3 key of its reading in the output bucket'),
  more: z
    .array(z.string())
    .optional()
    .describe('The keys of what it read besides, if it was much or outlasted a worker'),
});

/** What a cell's scan found, as it lies in S3. */
export const cellReading = z.object({
  cell,
  scannedAt: z.iso.datetime({ precision: 3 }),
  looks: z.array(look),
  resources: z.array(inventoryResource),
});

export type Outcome = (typeof outcomes)[number];
export type Look = z.infer<typeof look>;
export type Cell = z.infer<typeof cell>;
export type CellRecord = z.infer<typeof cellRecord>;
export type CellReading = z.infer<typeof cellReading>;
