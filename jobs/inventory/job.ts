/** The facts of this kind of job that more than one of its doors needs. */
export const inventoryJob = {
  kind: 'inventory',
  /** Claim checks: names in the job's `output.work`. */
  work: { plan: 'plan', collected: 'collected', inputs: 'inputs', alerts: 'alerts', findings: 'findings' },
  /** What is kept as long as the inventory lies under this prefix of the output bucket. */
  keptPrefix: 'inventory/',
  /** Scopes keep scans apart that must not be compared: an account's own, and what a folder of exports shows. */
  liveScope: 'live',
} as const;

/** The key of what is kept of a job as long as the inventory. */
export const keptKey = (jobId: string, name: string): string => `${inventoryJob.keptPrefix}${jobId}/${name}`;
