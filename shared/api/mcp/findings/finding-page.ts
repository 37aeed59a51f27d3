import * as z from 'zod';
import type { JobView } from '#schemas/api/job-view.ts';
import { severities as templateSeverities } from '#schemas/findings.ts';
import { severities as accountSeverities } from '#schemas/inventory/finding.ts';
import type { ToolContext } from '../tool.ts';

/** The worst first. */
export const scales = {
  template: templateSeverities.map((severity) => severity.toLowerCase()),
  account: accountSeverities,
} as const;

/** What is asked of the findings of a job. */
export const findingQuery = z.object({
  severity: z
    .enum(['fatal', 'error', 'warn', 'info', 'critical', 'high', 'medium', 'low'])
    .optional()
    .describe('At least this. Of templates: fatal, error, warn, info; of accounts: critical, high, medium, low'),
  rule: z.string().max(100).optional().describe('Of this rule only'),
  fixed: z.boolean().default(false).describe('Also those of a template that a machine has mended'),
  limit: z.int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(2048)
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional()
    .describe('The `next` of the page before'),
});

/** A finding of any kind of job: what it says, where, and what to do. */
const listedFinding = z.object({
  rule: z.string(),
  severity: z.string(),
  about: z.string().describe('A resource with property and line, an ARN, or a place in the document'),
  message: z.string(),
  todo: z.string().optional(),
  page: z.string().optional(),
  fixed: z.string().optional().describe('What a machine did about it: it is gone'),
});

export const findingPage = z.object({
  total: z.int().describe('How many there are by this query, on all pages'),
  findings: z.array(listedFinding).describe('The worst first'),
  next: z.string().optional(),
});

export type FindingQuery = z.output<typeof findingQuery>;
export type FindingPage = z.input<typeof findingPage>;
export type ListedFinding = z.input<typeof listedFinding>;

/** Findings of one kind of job. Throws an `ApiProblem` if they cannot be had, or not by this query. */
export type FindingSource = (
  job: JobView,
  query: FindingQuery,
  context: Pick<ToolContext, 'call' | 'download'>,
) => Promise<FindingPage>;
