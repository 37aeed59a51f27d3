import { isScalar } from 'yaml';
import type { JsonPatchOperation } from '#schemas/findings.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { Analysis } from './analyse.ts';
import { type Diagnostic, identity } from './diagnostic.ts';
import type { TemplateDocument } from './document/document.ts';
import { editsFor } from './document/edit.ts';
import { placeOf } from './document/place.ts';
import { pointerTo, tokensOf } from './document/pointer.ts';
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
};

const contextOf = (document: TemplateDocument, diagnostics: readonly Diagnostic[]): FixContext => ({
  template: document.json,
  registry: loadRegistry(),
  diagnostics,
  source(pointer) {
    const node = placeOf(document.root, tokensOf(pointer))?.node;
    return isScalar(node) ? node.source : undefined;
  },
});

const firstFix = (one: Diagnostic, context: FixContext): { by: string; fix: Fix } | undefined => {
  const { pointer } = one;
  if (pointer === undefined) return undefined;
  for (const { name, fix } of fixersFor(one.finding.rule)) {
    const found = fix({ ...one, pointer }, context);
    if (found) return { by: name, fix: found };
  }
  return undefined;
};

/**
 * The fixes that are known for what is open, in the order of the findings. Findings that one and the same patch settles
 * share a candidate; a patch that cannot be written into the text is none.
 * @param tried identities of findings whose fix was refused already
 */
export const candidatesFor = ({ document, diagnostics }: Analysis, tried: ReadonlySet<string>): Candidate[] => {
  if (!document) return [];
  const context = contextOf(document, diagnostics);
  const byPatch = new Map<string, Candidate>();
  for (const one of diagnostics) {
    if (tried.has(identity(one))) continue;
    const found = firstFix(one, context);
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

const ancestorsOf = (path: string): string[] => {
  const tokens = tokensOf(path);
  return tokens.slice(0, -1).map((_, at) => pointerTo(tokens.slice(0, at + 1)));
};

/** The first candidates that do not get in each other's way, in the text or in the tree; the others wait for the next round. */
export const compatible = (candidates: readonly Candidate[]): Candidate[] => {
  const batch: Candidate[] = [];
  const taken = new Set<string>();
  const above = new Set<string>();
  for (const one of candidates) {
    const paths = pathsOf(one);
    const ancestors = paths.flatMap(ancestorsOf);
    const nested = [...paths, ...ancestors].some((path) => taken.has(path)) || paths.some((path) => above.has(path));
    if (nested || batch.some(({ edits }) => edits.some((a) => one.edits.some((b) => collide(a, b))))) continue;
    batch.push(one);
    for (const path of paths) taken.add(path);
    for (const path of ancestors) above.add(path);
  }
  return batch;
};
