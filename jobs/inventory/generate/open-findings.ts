import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import type { InventoryState } from '#schemas/inventory/report.ts';
import type { Looks } from './looks.ts';
import { rankOf } from './rank.ts';
import type { Found } from './violations.ts';

/** What is open now, the highest rank first, and what was and is no more. */
export type OpenFindings = { readonly open: readonly InventoryFinding[]; readonly fixed: readonly InventoryFinding[] };

const firstOnTop = (a: InventoryFinding, b: InventoryFinding): number =>
  b.rank - a.rank || (a.id < b.id ? -1 : Number(a.id > b.id));

/**
 * Joins what the rules found with what the last scan left open. A finding that was not found again is fixed only if all
 * resources of its type were seen completely, and its own answered everything; otherwise nobody knows, and it stays open
 * as unverified.
 * @param misunderstood ids of findings whose rule could not cope with the resource this time: nobody knows either
 */
export const openFindings = (
  found: readonly Found[],
  before: InventoryState | undefined,
  looks: Looks,
  now: Date,
  misunderstood: ReadonlySet<string> = new Set(),
): OpenFindings => {
  const earlier = new Map(before?.findings.map((finding) => [finding.id, finding]));
  const ids = new Set(found.map(({ id }) => id));
  const ranked = (finding: Omit<InventoryFinding, 'rank'>): InventoryFinding => ({
    ...finding,
    rank: rankOf(finding, now),
  });
  const current = found.map((finding) => {
    const old = earlier.get(finding.id);
    return ranked({
      ...finding,
      firstSeen: old?.firstSeen ?? now.toISOString(),
      status: old ? ('open' as const) : ('new' as const),
    });
  });
  const missed = [...earlier.values()].filter(({ id }) => !ids.has(id));
  const silent = new Set(looks.resources.flatMap(({ arn, unread = [] }) => (unread.length > 0 ? [arn] : [])));
  const isKnown = ({ id, resource }: InventoryFinding) =>
    !misunderstood.has(id) && !silent.has(resource.arn) && looks.isComplete(resource.type, resource);
  const unverified = missed
    .filter((finding) => !isKnown(finding))
    .map((finding) => ranked({ ...finding, status: 'unverified' as const }));
  return { open: [...current, ...unverified].sort(firstOnTop), fixed: missed.filter(isKnown).sort(firstOnTop) };
};
