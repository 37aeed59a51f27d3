import { isScalar } from 'yaml';
import type { JsonPatchOperation } from '#schemas/findings.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { Analysis } from './analyse.ts';
import { type Diagnostic, identity } from './diagnostic.ts';
import type { TemplateDocument } from './document/document.ts';
import { editsFor } from './document/edit.ts';
import { placeOf } from './document/place.ts';
import { outwards, tokensOf } from './document/pointer.ts';
import { collide, type Splice } from './document/splice.ts';
import type { Fix, FixContext } from './fixes/fix.ts';
import { fixersFor } from './fixes/index.ts';

/** A fix that could be made, the findings it would settle and the text it would change. */
export type Candidate = {
  readonly by: string;
  readonly description: string;
  readonly patch: readonly JsonPatchOperation[];
  readonly findings: readonly Diagnostic[];
  readonly edits: readonly Splice[];
  readonly gone?: readonly string[];
};

const contextOf = (document: TemplateDocument, diagnostics: readonly Diagnostic[]): FixContext => {
  const byPointer = Map.groupBy(diagnostics, ({ pointer }) => pointer);
  return {
    template: document.json,
    registry: loadRegistry(),
    at: (pointer) => byPointer.get(pointer) ?? [],
    source(pointer) {
      const node = placeOf(document.root, tokensOf(pointer))?.node;
      return isScalar(node) ? node.source : undefined;
    },
  };
};

/** One fixer's attempt at one finding. */
export const attemptOf = (finding: string, by: string): string => `${finding}\n${by}`;

const firstFix = (
  one: Diagnostic,
  context: FixContext,
  tried: ReadonlySet<string>,
): { by: string; fix: Fix } | undefined => {
  const { pointer } = one;
  if (pointer === undefined) return undefined;
  for (const { name, fix } of fixersFor(one.finding.rule)) {
    if (tried.has(attemptOf(identity(one), name))) continue;
    const found = fix({ ...one, pointer }, context);
    if (found) return { by: name, fix: found };
  }
  return undefined;
};

/**
 * The fixes that are known for what is open, in the order of the findings. Findings that one and the same patch settles
 * share a candidate; a patch that cannot be written into the text is none.
 * @param tried identities of findings that are to be left, and attempts (`attemptOf`) that were refused already
 */
export const candidatesFor = ({ document, diagnostics }: Analysis, tried: ReadonlySet<string>): Candidate[] => {
  if (!document) return [];
  const context = contextOf(document, diagnostics);
  const byPatch = new Map<string, Candidate>();
  for (const one of diagnostics) {
    if (tried.has(identity(one))) continue;
    const found = firstFix(one, context, tried);
    if (!found) continue;
    const key = JSON.stringify(found.fix.patch);
    const known = byPatch.get(key);
    const edits = known?.edits ?? editsFor(document, found.fix.patch);
    if (edits) byPatch.set(key, { by: found.by, ...found.fix, edits, findings: [...(known?.findings ?? []), one] });
  }
  return [...byPatch.values()];
};

const pathsOf = ({ patch }: Candidate): string[] =>
  patch.flatMap((operation) => (operation.op === 'move' ? [operation.from, operation.path] : [operation.path]));

/** Those whose changes of the text do not touch: of two that do, the later in the text waits. */
const apart = (candidates: readonly Candidate[]): Candidate[] => {
  const edits = candidates.flatMap((one) => one.edits.map((edit) => ({ one, edit })));
  const waiting = new Set<Candidate>();
  let last: Splice | undefined;
  for (const { one, edit } of edits.toSorted((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end)) {
    if (last && collide(last, edit)) waiting.add(one);
    else last = edit;
  }
  return candidates.filter((one) => !waiting.has(one));
};

/** The first candidates that do not get in each other's way, in the tree or in the text; the others wait for the next round. */
export const compatible = (candidates: readonly Candidate[]): Candidate[] => {
  const taken = new Set<string>();
  const above = new Set<string>();
  const batch = candidates.filter((one) => {
    const paths = pathsOf(one);
    const outer = paths.flatMap((path) => outwards(path));
    if (outer.some((path) => taken.has(path)) || paths.some((path) => above.has(path))) return false;
    for (const path of paths) taken.add(path);
    for (const path of outer) above.add(path);
    return true;
  });
  return apart(batch);
};
