import { createHash } from 'node:crypto';
import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { JsonValue } from '#schemas/json.ts';
import { canonical, essence } from './canonical.ts';
import type { Item } from './table-store.ts';

/** What all items of a scan have in common. */
export type ItemContext = {
  readonly jobId: string;
  readonly scope: string;
  /** ISO 8601 of the scan: the sort key. */
  readonly scannedAt: string;
  /** Unix time in seconds, DynamoDB TTL. */
  readonly expiresAt: number;
};

/** A night of 50,000 resources would be one hot partition of the index by date; 16 take 16,000 writes a second. */
const shards = 16;

/** DynamoDB takes items of 400 KB; the rest of a resource's item is left some room. */
const maxConfigurationBytes = 300 * 1024;
/** DynamoDB nests 32 levels, numbers have 38 digits. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const maxDepth = 28;
const maxRecommendations = 50;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `2026-11-21#7`: the partition key of the index by date. */
export const scanDateOf = (scannedAt: string, arn: string): string =>
  `${scannedAt.slice(0, 10)}#${Number.parseInt(hashOf(arn).slice(0, 8), 16) % shards}`;

const fits = (value: JsonValue | undefined, depth = 0): boolean => {
  if (typeof value === 'number') return Number.isInteger(value) ? Number.isSafeInteger(value) : Math.abs(value) < 1e125;
  if (typeof value !== 'object' || value === null) return true;
  return depth < maxDepth && Object.values(value).every((each: JsonValue | undefined) => fits(each, depth + 1));
};

/** Whether a configuration can lie in the item itself; otherwise it is an object of its own (claim check). */
export const fitsItem = (configuration: InventoryResource['configuration']): boolean =>
  Buffer.byteLength(JSON.stringify(configuration)) <= maxConfigurationBytes && fits(configuration);

/** Tells whether a resource is as it was, without its configuration at hand. */
export const contentHashOf = (resource: InventoryResource): string => hashOf(canonical(essence(resource)));

const recommendationOf = ({ id, rule, severity, title, todo, status, firstSeen, cost }: InventoryFinding) => ({
  id,
  rule,
  severity,
  title,
  todo,
  status,
  first_seen: firstSeen,
  ...(cost ? { monthly_usd: cost.monthlyUsd } : {}),
});

/**
 * The item of one resource and scan.
 * @param configurationKey where its configuration lies, if it does not fit in the item
 */
export const resourceItem = (
  resource: InventoryResource,
  findings: readonly InventoryFinding[],
  firstSeen: string,
  context: ItemContext,
  configurationKey?: string,
): Item => ({
  resource_id: resource.arn,
  timestamp: context.scannedAt,
  scan_date: scanDateOf(context.scannedAt, resource.arn),
  resource_type: resource.type,
  name: resource.name,
  state: resource.state,
  region: resource.region,
  account_id: resource.accountId,
  tags: resource.tags,
  recommendations: findings.slice(0, maxRecommendations).map(recommendationOf),
  ...(configurationKey === undefined
    ? { configuration: resource.configuration }
    : { configuration_key: configurationKey }),
  content_hash: contentHashOf(resource),
  first_seen: firstSeen,
  scope: context.scope,
  job_id: context.jobId,
  expires_at: context.expiresAt,
});
