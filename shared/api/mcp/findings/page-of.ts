import { ApiProblem } from '../../api-problem.ts';
import type { FindingPage, FindingQuery, ListedFinding } from './finding-page.ts';

const startOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  const start = Number(Buffer.from(cursor, 'base64url').toString());
  if (Number.isSafeInteger(start) && start > 0) return start;
  throw new ApiProblem('INCONSISTENT_REQUEST', 'The cursor is none that a page before has given.');
};

/** A page of what lies in one file. */
export const pageOf = (
  all: readonly ListedFinding[],
  { cursor, limit }: Pick<FindingQuery, 'cursor' | 'limit'>,
): FindingPage => {
  const start = startOf(cursor);
  const end = start + limit;
  return {
    total: all.length,
    findings: all.slice(start, end),
    ...(end < all.length && { next: Buffer.from(String(end)).toString('base64url') }),
  };
};
