import type { Finding } from './check.ts';

export type Verdict = { readonly score: number; readonly findings: readonly Finding[] };

/**
 * Of so many things so many are at fault: the first fault costs a tenth at once, so that it shows in a long document, too; each
 * makes it worse. Nothing to judge is no merit: 0.
 */
export const shareOf = (total: number, faulty: number): number => {
  if (total <= 0) return 0;
  return faulty === 0 ? 1 : Math.max(0, 0.9 * (1 - faulty / total));
};

/** A finding costs this much each, where nothing is counted. */
export const perFinding = (findings: readonly Finding[], cost: number): Verdict => ({
  score: Math.max(0, 1 - cost * findings.length),
  findings,
});

/** How many of these are right, and how many of the facts are there. Nothing against nothing is perfect. */
export const precisionRecall = (stated: number, facts: number, right: number) => ({
  precision: stated === 0 ? (facts === 0 ? 1 : 0) : right / stated,
  recall: facts === 0 ? 1 : right / facts,
});

/** The harmonic mean: neither precision nor recall makes up for the other. */
export const harmonic = ({ precision, recall }: { readonly precision: number; readonly recall: number }): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
