import type { Tool } from '../tool.ts';
import { explainFinding } from './explain-finding.ts';
import { getFindings } from './get-findings.ts';
import { getJob } from './get-job.ts';
import { listJobs } from './list-jobs.ts';
import { startInventory } from './start-inventory.ts';
import { startSpecJob } from './start-spec-job.ts';
import { startTemplateJob } from './start-template-job.ts';
import { validateTemplate } from './validate-template.ts';

/** Every tool. A new one is a file in this folder and a row here. */
export const tools: readonly Tool[] = [
  startTemplateJob,
  startSpecJob,
  startInventory,
  getJob,
  listJobs,
  getFindings,
  validateTemplate,
  explainFinding,
];
