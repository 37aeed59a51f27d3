import type { Action } from '../action.ts';
import { cancelJob } from './cancel-job.ts';
import { explainFailure } from './explain-failure.ts';
import { getInventorySummary } from './get-inventory-summary.ts';
import { getJob } from './get-job.ts';
import { getResult } from './get-result.ts';
import { listFindings } from './list-findings.ts';
import { listJobs } from './list-jobs.ts';
import { replayJob } from './replay-job.ts';
import { startInventory } from './start-inventory.ts';
import { startSpecJob } from './start-spec-job.ts';
import { startTemplateJob } from './start-template-job.ts';

/** What the agent can do: an action group takes eleven. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html */
export const actions: readonly Action[] = [
  startTemplateJob,
  startSpecJob,
  startInventory,
  getJob,
  getResult,
  listJobs,
  explainFailure,
  getInventorySummary,
  listFindings,
  cancelJob,
  replayJob,
];
