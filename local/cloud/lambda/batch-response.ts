import { isObject } from '#schemas/json.ts';
import type { Invocation } from './invocation.ts';

const identifier = (item: unknown): string | undefined =>
  isObject(item) && typeof item.itemIdentifier === 'string' && item.itemIdentifier !== ''
    ? item.itemIdentifier
    : undefined;

/**
 * Which of a batch's messages are done with and to be deleted. The others come back after their visibility timeout.
 * A function's failure is the whole batch's; so is a response that names a message that is not in it, or is malformed.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const processed = (
  invocation: Invocation,
  messageIds: readonly string[],
  reportsItemFailures: boolean,
): readonly string[] => {
  if (invocation.outcome !== 'success') return [];
  if (!reportsItemFailures || invocation.payload === null) return messageIds;
  if (!isObject(invocation.payload)) return [];
  const items = invocation.payload.batchItemFailures;
  if (items === undefined || items === null) return messageIds;
  if (!Array.isArray(items)) return [];
  const failed = new Set(items.map(identifier));
  for (const id of failed) if (id === undefined || !messageIds.includes(id)) return [];
  return messageIds.filter((id) => !failed.has(id));
};
