import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { applyPatch, valueAt } from '../document/json-patch.ts';
import { pointerTo } from '../document/pointer.ts';
import type { Target } from './target.ts';

/** The scalars of a value as text, each with its pointer, but for what lies at the pointers that are left out. */
function* scalars(
  value: JsonValue | undefined,
  at: string,
  leftOut: ReadonlySet<string> = new Set(),
): Generator<{ pointer: string; text: string }> {
  if (leftOut.has(at)) return;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* scalars(item, `${at}/${index}`, leftOut);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) yield* scalars(item, `${at}${pointerTo([key])}`, leftOut);
  else yield { pointer: at, text: String(value) };
}

/**
 * A value of the resource that an edit would lose: what a finding is about may change if it is a single value, and what is
 * removed has been judged; everything else must still be there, in whatever shape (`["a"]` for `"a"`, `60` for `"60"`).
 */
export const lostValue = (
  patch: readonly JsonPatchOperation[],
  { diagnostics, pointer, resource }: Target,
  template: JsonObject,
): string | undefined => {
  const after = applyPatch(template, patch);
  if (after === undefined) return 'the patch does not apply';
  const excused = new Set([
    ...diagnostics.map((one) => one.pointer).filter((one) => typeof valueAt(template, one) !== 'object'),
    ...patch.filter(({ op }) => op === 'remove').map(({ path }) => path),
  ]);
  const left = new Map<string, number>();
  for (const { text } of scalars(valueAt(after, pointer), pointer)) left.set(text, (left.get(text) ?? 0) + 1);
  for (const one of scalars(resource, pointer, excused)) {
    const count = left.get(one.text) ?? 0;
    if (count === 0) return `the value at ${one.pointer} would disappear`;
    left.set(one.text, count - 1);
  }
  return undefined;
};
