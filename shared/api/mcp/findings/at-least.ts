import { ApiProblem } from '../../api-problem.ts';

/** Whether a severity is as bad as what was asked for. Throws an `ApiProblem` if that is not on this scale. */
export const atLeast = (scale: readonly string[], asked: string | undefined): ((severity: string) => boolean) => {
  if (asked === undefined) return () => true;
  const least = scale.indexOf(asked);
  if (least < 0) throw new ApiProblem('INVALID_REQUEST', `The severities of such findings are ${scale.join(', ')}.`);
  return (severity) => scale.indexOf(severity.toLowerCase()) <= least;
};
