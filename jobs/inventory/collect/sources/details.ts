import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { plainFields } from './plain.ts';
import { BudgetSpentError, type ScanContext } from './source.ts';

type Fields = InventoryResource['configuration'];

/** A further question about one resource: its answer goes into the configuration under the operation's name. */
export type Question = { readonly operation: string; ask(): Promise<object> };

const isNone = (error: unknown): boolean =>
  error instanceof Error && /^(ResourceNotFoundException|NotFoundException)$/.test(error.name);

/** The answers by operation, `null` where there is none of it, and the operations that were refused or failed. */
export const answersTo = async (
  questions: readonly Question[],
  { signal }: ScanContext,
): Promise<{ readonly answers: Fields; readonly unread: readonly string[] }> => {
  const answers: Fields = {};
  const unread: string[] = [];
  for (const { operation, ask } of questions) {
    try {
      answers[operation] = plainFields(await ask());
    } catch (error) {
      if (error instanceof BudgetSpentError || signal.aborted) throw error;
      if (isNone(error)) answers[operation] = null;
      else unread.push(operation);
    }
  }
  return { answers, unread };
};

/** A note for the look about resources that did not tell everything. */
export const noteOnUnread = (resources: readonly InventoryResource[]): string | undefined => {
  const affected = resources.filter(({ unread = [] }) => unread.length > 0);
  const calls = [...new Set(affected.flatMap(({ unread = [] }) => unread))].sort();
  return affected.length === 0 ? undefined : `${affected.length} of them did not answer ${calls.join(', ')}`;
};
