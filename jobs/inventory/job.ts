import { scanPages } from '#schemas/inventory/pages.ts';
import type { Job } from '#schemas/job.ts';
import { dropOf } from '#shared/pipeline/drop.ts';

/** The facts of this kind of job that more than one of its doors needs. */
export const inventoryJob = {
  kind: 'inventory',
  /** Claim checks: names in the job's `output.work`. */
  work: {
    plan: 'plan',
    collected: 'collected',
    inputs: 'inputs',
    alerts: 'alerts',
    findings: 'findings',
    pages: scanPages.work,
  },
  /** What is kept as long as the inventory lies under this prefix of the output bucket. */
  keptPrefix: 'inventory/',
} as const;

/** The key of what is kept of a job as long as the inventory. */
export const keptKey = (jobId: string, name: string): string => `${inventoryJob.keptPrefix}${jobId}/${name}`;

/** Scopes keep scans apart that must not be compared: an account's own, and what a folder of exports shows. */
export const scopeOf = (source: 'live' | 'exports', { input }: Pick<Job, 'input'>): string =>
  source === 'live' ? 'live' : `exports/${dropOf(input.prefix)?.folder ?? input.prefix}`;
