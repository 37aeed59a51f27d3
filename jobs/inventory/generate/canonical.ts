import { createHash } from 'node:crypto';
import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';

/** Fields that change by themselves: a resource that differs only in these has not been changed by anybody. */
const volatile: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Snapshot': ['Progress'],
  'AWS::EC2::Instance': ['StateTransitionReason'],
  'AWS::RDS::DBInstance': ['LatestRestorableTime', 'AutomationMode', 'ResumeFullAutomationModeTime'],
  'AWS::RDS::DBCluster': ['LatestRestorableTime', 'EarliestRestorableTime', 'Capacity'],
  'AWS::DynamoDB::Table': ['ItemCount', 'TableSizeBytes'],
  'AWS::Logs::LogGroup': ['StoredBytes'],
  'AWS::Lambda::Function': ['LastUpdateStatus', 'LastUpdateStatusReason', 'LastUpdateStatusReasonCode'],
  'AWS::ECS::Service': ['Events', 'RunningCount', 'PendingCount', 'Deployments'],
  'AWS::AutoScaling::AutoScalingGroup': ['Instances'],
  'AWS::ECR::Repository': ['RepositoryUri'],
};

/**
 * What counts of a resource when it is compared with itself: its state, tags and configuration without what changes by
 * itself. Tags are in `tags` already, in one shape. @param unread answers that are missing, here or where it is compared with
 */
export const essence = (
  { type, state, name, tags, configuration }: InventoryResource,
  unread: readonly string[] = [],
): Record<string, Json> => {
  const left = new Set(['Tags', 'TagSet', 'TagList', 'GetBucketTagging', ...(volatile[type] ?? []), ...unread]);
  const rest = Object.fromEntries(Object.entries(configuration).filter(([field]) => !left.has(field)));
  return { ...(state !== undefined && { state }), ...(name !== undefined && { name }), tags, configuration: rest };
};

/** JSON whose text is the same whenever the value is: keys sorted, and lists too, since AWS promises no order for them. */
export const canonical = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => (value[key] === undefined ? [] : [`${JSON.stringify(key)}:${canonical(value[key])}`]));
  return `{${entries.join()}}`;
};

/** SHA-256 in hexadecimal of a resource's essence: two scans that agree on it saw the same. */
export const contentHash = (resource: InventoryResource): string =>
  createHash('sha256')
    .update(canonical(essence(resource)))
    .digest('hex');
