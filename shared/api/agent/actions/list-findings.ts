import * as z from 'zod';
import { listFindings as operation } from '#schemas/api/operations/list-findings.ts';
import { severities } from '#schemas/inventory/finding.ts';
import { defineAction } from '../action.ts';

const limit = 20;

export const listFindings = defineAction({
  name: 'listFindings',
  description: 'What is wrong in the account by the latest scan, the worst first, with what to do about it.',
  operation,
  parameters: z.object({
    severity: z
      .enum(severities)
      .optional()
      .describe(`At least this: ${severities.join(', ')}`),
    rule: z.string().optional().describe('Only of this rule, by its id: rds-public'),
  }),
  request: (query) => ({ query: { ...query, limit } }),
  brief: ({ jobId, scannedAt, total, findings }) => ({
    jobId,
    scannedAt,
    total,
    findings: findings.map(({ rule, severity, title, why, resource, todo, due, cost }) => ({
      rule,
      severity,
      resource: resource.arn,
      title,
      why,
      todo,
      ...(due !== undefined && { due }),
      ...(cost && { monthlyUsd: cost.monthlyUsd }),
    })),
  }),
});
