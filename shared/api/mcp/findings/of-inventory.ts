import { listFindings } from '#schemas/api/operations/list-findings.ts';
import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { ToolContext } from '../tool.ts';
import { atLeast } from './at-least.ts';
import { type FindingPage, type FindingQuery, type ListedFinding, scales } from './finding-page.ts';

const listed = ({ rule, severity, title, why, resource, todo, page, cost }: InventoryFinding): ListedFinding => ({
  rule,
  severity,
  about: resource.arn,
  message: [`${title}. ${why}`, cost && `It costs ${cost.monthlyUsd} USD a month.`].filter(Boolean).join(' '),
  todo,
  page,
});

/** Of a scan, or of the latest. */
export const ofInventory = async (
  jobId: string | undefined,
  query: FindingQuery,
  { call }: Pick<ToolContext, 'call'>,
): Promise<FindingPage & { readonly jobId: string }> => {
  atLeast(scales.account, query.severity);
  const { severity, rule, limit, cursor } = query;
  const page = await call(listFindings, { query: { jobId, severity, rule, limit, cursor } });
  const { total, findings, next } = page;
  return { jobId: page.jobId, total, findings: findings.map(listed), ...(next !== undefined && { next }) };
};
