import type { Finding } from '#schemas/findings.ts';
import type { Analysis } from './analyse.ts';
import { type Candidate, candidatesFor, compatible } from './candidates.ts';
import { identity } from './diagnostic.ts';
import { applySplices } from './document/splice.ts';
import { objection } from './gate.ts';
import { limits } from './limits.ts';

/** A fix that was made and taken back: the finding it was for, and why. */
export type Refusal = { readonly identity: string; readonly by: string; readonly why: string };

export type Fixed = {
  readonly text: string;
  readonly analysis: Analysis;
  /** What is gone, each finding with the fix that settled it. */
  readonly fixed: readonly Finding[];
  readonly refused: readonly Refusal[];
};

type Judge = (text: string) => Promise<Analysis>;

const settled = (batch: readonly Candidate[]): Finding[] =>
  batch.flatMap(({ by, description, patch, findings }) =>
    findings.map(({ finding }) => ({ ...finding, fix: { by, description, patch: [...patch] } })),
  );

const refusalsOf = ({ findings, by }: Candidate, why: string): Refusal[] =>
  findings.map((one) => ({ identity: identity(one), by, why }));

/** After a batch was refused the text is what the first half made of it: the second half is looked up anew in that. */
const again = (half: readonly Candidate[], state: Fixed): Candidate[] => {
  const wanted = new Set(half.flatMap(({ findings }) => findings.map(identity)));
  const refused = new Set(state.refused.map((one) => one.identity));
  return compatible(
    candidatesFor(state.analysis, refused).filter(({ findings }) => findings.some((one) => wanted.has(identity(one)))),
  );
};

/** Tries a batch at once; if the gate objects, its halves. So n good fixes cost one run of the engine, a bad one among them log n more. */
const attempt = async (
  state: Fixed,
  batch: readonly Candidate[],
  judge: Judge,
  budget: { runs: number },
): Promise<Fixed> => {
  if (batch.length === 0 || budget.runs === 0) return state;
  budget.runs -= 1;
  const text = applySplices(
    state.text,
    batch.flatMap(({ edits }) => edits),
  );
  const analysis = await judge(text);
  const why = objection(state.analysis, analysis, batch);
  if (why === undefined) return { ...state, text, analysis, fixed: [...state.fixed, ...settled(batch)] };
  const [only] = batch;
  if (only && batch.length === 1) return { ...state, refused: [...state.refused, ...refusalsOf(only, why)] };
  const middle = Math.ceil(batch.length / 2);
  const first = await attempt(state, batch.slice(0, middle), judge, budget);
  return attempt(first, again(batch.slice(middle), first), judge, budget);
};

/** Fixes what fixers know how to fix, round by round: until nothing changes, or the limits are reached. */
export const fixRounds = async (
  text: string,
  analysis: Analysis,
  judge: Judge,
  leave: (text: string) => (finding: Finding) => boolean = () => () => false,
): Promise<Fixed> => {
  const budget = { runs: Math.min(limits.engineRuns, Math.floor(limits.engineBytes / Math.max(text.length, 1))) };
  let state: Fixed = { text, analysis, fixed: [], refused: [] };
  for (let round = 0; round < limits.fixRounds && budget.runs > 0; round += 1) {
    const isLeft = leave(state.text);
    const left = state.analysis.diagnostics.filter(({ finding }) => isLeft(finding)).map(identity);
    const untouchable = new Set([...state.refused.map((one) => one.identity), ...left]);
    const batch = compatible(candidatesFor(state.analysis, untouchable));
    if (batch.length === 0) break;
    state = await attempt(state, batch, judge, budget);
  }
  return state;
};
