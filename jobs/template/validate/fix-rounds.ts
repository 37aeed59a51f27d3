import type { Finding } from '#schemas/findings.ts';
import type { Analysis } from './analyse.ts';
import { attemptOf, type Candidate, candidatesFor, compatible } from './candidates.ts';
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

/** What was refused since the last look at everything. */
const attemptsOf = ({ refused }: Fixed, since: number): string[] =>
  refused.slice(since).map((one) => attemptOf(one.identity, one.by));

/** After a batch was refused the text is what the first half made of it: the second half is looked up anew in that. */
const again = (half: readonly Candidate[], state: Fixed, since: number): Candidate[] => {
  const wanted = new Set(half.flatMap(({ findings }) => findings.map(identity)));
  const refused = new Set(attemptsOf(state, since));
  return compatible(
    candidatesFor(state.analysis, refused).filter(({ findings }) => findings.some((one) => wanted.has(identity(one)))),
  );
};

/** Tries a batch at once; if the gate objects, its halves. So n good fixes cost one run of the engine, a bad one among them log n more. */
const attempt = async (
  state: Fixed,
  batch: readonly Candidate[],
  judge: Judge,
  budget: { runs: number; since: number },
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
  return attempt(first, again(batch.slice(middle), first, budget.since), judge, budget);
};

/** What a second look refused again, told once. */
const toldOnce = (refused: readonly Refusal[]): Refusal[] => [
  ...new Map(refused.map((one) => [attemptOf(one.identity, one.by), one])).values(),
];

/**
 * Fixes what fixers know how to fix, round by round: until nothing changes, or the limits are reached. What was refused
 * is tried again once other fixes have changed the template: a finding that stood in its way may be gone.
 */
export const fixRounds = async (
  text: string,
  analysis: Analysis,
  judge: Judge,
  leave: (text: string) => (finding: Finding) => boolean = () => () => false,
): Promise<Fixed> => {
  const budget = {
    runs: Math.min(limits.engineRuns, Math.floor(limits.engineBytes / Math.max(text.length, 1))),
    since: 0,
  };
  let state: Fixed = { text, analysis, fixed: [], refused: [] };
  let lookedAt = text;
  for (let round = 0; round < limits.fixRounds && budget.runs > 0; round += 1) {
    const isLeft = leave(state.text);
    const left = state.analysis.diagnostics.filter(({ finding }) => isLeft(finding)).map(identity);
    const batch = compatible(candidatesFor(state.analysis, new Set([...attemptsOf(state, budget.since), ...left])));
    if (batch.length > 0) state = await attempt(state, batch, judge, budget);
    else if (state.text === lookedAt) break;
    else {
      lookedAt = state.text;
      budget.since = state.refused.length;
    }
  }
  return { ...state, refused: toldOnce(state.refused) };
};
