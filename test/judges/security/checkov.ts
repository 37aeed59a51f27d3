import { join } from 'node:path';
import * as z from 'zod';
import type { Judge } from './finding.ts';

/** It pins what the other tools of .venv want newer: scripts/python-tools.sh gives it a place of its own. */
const checkov = join(import.meta.dirname, '..', '..', '..', '.venv', 'checkov', 'bin', 'checkov');

const report = z.object({
  summary: z.object({ passed: z.int().positive(), parsing_errors: z.literal(0), resource_count: z.int().positive() }),
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
});

/** https://www.checkov.io/5.Policy%20Index/cloudformation.html */
export const checkovJudge: Judge = {
  name: 'checkov',
  command: (template) => [
    checkov,
    '--file',
    template,
    '--framework',
    'cloudformation',
    '--output',
    'json',
    '--compact',
    '--skip-download', // it asks its maker's servers for what they think of its checks
  ],
  exits: [0, 1],
  read: (printed) =>
    report.parse(JSON.parse(printed)).results.failed_checks.map(({ check_id, check_name, resource }) => ({
      rule: `checkov ${check_id}`,
      resource: resource.slice(resource.lastIndexOf('.') + 1),
      says: check_name,
    })),
};
