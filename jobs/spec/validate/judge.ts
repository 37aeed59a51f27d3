import type { CheckResult } from '#schemas/spec/quality.ts';
import type { Check, Finding, Judged } from './check.ts';

/** A check's result with the addresses of what is at fault. */
export type Result = Omit<CheckResult, 'findings'> & { readonly findings: readonly Finding[] };

/** What a check that breaks is worth: its fault is ours, and hides no other check's findings. */
const broken = (error: unknown) => ({
  score: 0,
  findings: [
    {
      where: 'The check itself',
      message: `it could not be made: ${error instanceof Error ? error.name : 'unknown error'}`,
    },
  ],
});

const judgedBy = async (check: Check, judged: Judged): Promise<Result> => {
  const { id, title, weight } = check;
  const { score, findings } = await Promise.resolve()
    .then(() => check.judge(judged))
    .catch(broken);
  return { id, title, weight, score: Math.min(1, Math.max(0, score)), findings };
};

/** One after the other, in the order of the list. */
export const judge = async (judged: Judged, checks: readonly Check[]): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const check of checks) results.push(await judgedBy(check, judged));
  return results;
};

/** The weighted mean of the checks, 0 to 100, with two decimals and never rounded up to 100. */
export const scoreOf = (results: readonly Pick<Result, 'score' | 'weight'>[]): number => {
  const total = results.reduce((sum, { weight }) => sum + weight, 0);
  const got = results.reduce((sum, { score, weight }) => sum + score * weight, 0);
  return total === 0 ? 0 : Math.floor((got / total) * 10_000 + 1e-6) / 100;
};
