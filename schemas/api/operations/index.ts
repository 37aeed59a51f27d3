import { cancelJob } from './cancel-job.ts';
import { createJob } from './create-job.ts';
import { createUpload } from './create-upload.ts';
import { generateSpec } from './generate-spec.ts';
import { generateTemplate } from './generate-template.ts';
import { getHealth } from './get-health.ts';
import { getInventorySummary } from './get-inventory-summary.ts';
import { getJob } from './get-job.ts';
import { getJobStatus } from './get-job-status.ts';
import { getOpenApi } from './get-openapi.ts';
import { listChanges } from './list-changes.ts';
import { listFindings } from './list-findings.ts';
import { listJobs } from './list-jobs.ts';
import { listResources } from './list-resources.ts';
import { process } from './process.ts';
import { replayJob } from './replay-job.ts';
import { startInventory } from './start-inventory.ts';

/** The REST API: every operation. */
export const operations = [
  createJob,
  process,
  generateTemplate,
  generateSpec,
  startInventory,
  createUpload,
  listJobs,
  getJob,
  getJobStatus,
  cancelJob,
  replayJob,
  getInventorySummary,
  listFindings,
  listChanges,
  listResources,
  getHealth,
  getOpenApi,
] as const;

export type Operation = (typeof operations)[number];
export type OperationId = Operation['id'];
