import type { PlainRequest } from '#shared/exports/resource.ts';
import { section } from '#shared/model/section.ts';
import { compare } from '../assembly/canonical.ts';

/** Characters of the list of resources that a model is shown. */
const longest = 24_000;

/** Logical ids by type, as many as there is room for. */
const listed = (types: ReadonlyMap<string, string>): Record<string, string[]> => {
  const byType: Record<string, string[]> = {};
  let room = longest;
  for (const [id, type] of [...types].sort(([a, s], [b, t]) => compare(s, t) || compare(a, b))) {
    room -= id.length + 3 + (byType[type] ? 0 : type.length + 6);
    if (room < 0) break;
    const ids = byType[type] ?? [];
    byType[type] = ids;
    ids.push(id);
  }
  return byType;
};

/**
 * All that a model reads: the request, whose secrets the collector has taken out, and the drop's resources by type and
 * logical id. No property of any of them, no name of a file, no account.
 */
export const questionText = (
  { text }: PlainRequest,
  types: ReadonlyMap<string, string>,
  refused: string | undefined,
): string =>
  [
    section('request', text),
    section('existing', listed(types)),
    ...(refused === undefined ? [] : [section('refused', refused)]),
  ].join('\n\n');
