import type { JsonPatchOperation } from '#schemas/findings.ts';
import type { Analysis } from '../analyse.ts';
import { type Diagnostic, identity, rank } from '../diagnostic.ts';
import { editsFor } from '../document/edit.ts';
import { tokensOf } from '../document/pointer.ts';
import { applySplices } from '../document/splice.ts';
import type { Fixed } from '../fix-rounds.ts';
import { objection } from '../gate.ts';
import { inadmissible } from './admissible.ts';
import { redact } from './redact.ts';
import type { Target } from './target.ts';

export type Judge = (text: string) => Promise<Analysis>;

export type Edit = { readonly target: Target; readonly patch: readonly JsonPatchOperation[]; readonly by: string };

export type Tried = { readonly state: Fixed; readonly rules: ReadonlySet<string> } | { readonly why: string };

const count = (diagnostics: readonly Diagnostic[], one: Diagnostic): number =>
  diagnostics.filter((other) => identity(other) === identity(one)).length;

const counted = ({ diagnostics }: Analysis): number =>
  diagnostics.filter(({ finding }) => rank(finding.severity) < rank('INFO')).length;

/** Ours, not the model's: it goes into the email. */
const descriptionOf = (patch: readonly JsonPatchOperation[]): string => {
  const done = { add: 'added', replace: 'replaced', remove: 'removed', move: 'renamed' } as const;
  return patch
    .map((one) => {
      const path = tokensOf(one.op === 'move' ? one.from : one.path).slice(3);
      return `${path.join('/')} ${done[one.op]}${one.op === 'move' ? ` to ${tokensOf(one.path).at(-1)}` : ''}`;
    })
    .join(', ')
    .concat(', as a model proposed');
};

/**
 * Tries a model's edit: what it may touch is judged first (./admissible.ts), then what it leads to, by the gates that every
 * fix passes and by the count of findings, which must fall.
 */
export const tryEdit = async (state: Fixed, { target, patch, by }: Edit, judge: Judge): Promise<Tried> => {
  const { document } = state.analysis;
  if (!document) return { why: 'the template cannot be changed' };
  const template = document.json;
  const why = inadmissible({ patch, target, template, redaction: redact(template, target) });
  if (why !== undefined) return { why };
  const edits = editsFor(document, patch);
  if (!edits) return { why: 'the text cannot be changed in just this way' };
  const text = applySplices(state.text, edits);
  const analysis = await judge(text);
  const { diagnostics } = analysis;
  const settled = target.diagnostics.filter((one) => count(diagnostics, one) < count(state.analysis.diagnostics, one));
  const description = descriptionOf(patch);
  if (settled.length === 0) return { why: 'the finding stayed' };
  const objected = objection(state.analysis, analysis, [{ by, description, patch, findings: settled, edits }]);
  if (objected !== undefined) return { why: objected };
  if (counted(analysis) >= counted(state.analysis)) return { why: 'as many findings would be left' };
  const fix = { by: `model ${by}`, description, patch: [...patch] };
  const fixed = [...state.fixed, ...settled.map(({ finding }) => ({ ...finding, fix }))];
  return { state: { ...state, text, analysis, fixed }, rules: new Set(settled.map(({ finding }) => finding.rule)) };
};
