import type { CheckResult, Quality } from '#schemas/spec/quality.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';

const named = 3;

const lostBy = ({ score, weight }: CheckResult): number => (1 - score) * weight;

/** What makes a check's score better, where the one who dropped the archive can do it. */
const advice: Readonly<Record<string, string>> = {
  'feature-coverage': 'describe the features in the words of the code, or add the files that hold them',
  'endpoints-match': 'name the module in focus, so that its endpoints and no others are listed',
  'entities-match': 'name the module in focus, so that its entities and no others are listed',
  'word-limit': 'ask for fewer features in one specification',
  'not-an-inventory': 'describe each feature by what its user gets',
};

/**
 * Why a specification is not given out: the checks that lost most, with the first thing that each found. `key` is where quality.json lies.
 */
export const lowQuality = ({ score, threshold, checks }: Quality, key: string): PermanentError => {
  const total = checks.reduce((sum, { weight }) => sum + weight, 0);
  const worst = checks
    .filter((check) => lostBy(check) > 0)
    .sort((a, b) => lostBy(b) - lostBy(a))
    .slice(0, named);
  const lost = worst.map((check) => {
    const points = ((100 * lostBy(check)) / total).toFixed(1);
    const [first] = check.findings;
    const count = check.findings.length > 1 ? ` and ${check.findings.length - 1} more` : '';
    return `${check.id} lost ${points} (${first ? `${first.where}: ${first.message}`.slice(0, 160) : check.title}${count})`;
  });
  const todo = worst.flatMap(({ id }) => advice[id] ?? []);
  return new PermanentError(
    'LOW_QUALITY',
    `The specification reached a QualityScore of ${score}, below the threshold of ${threshold}: ${lost.join('; ')}`,
    `All findings are in ${key}. ${todo.length > 0 ? `To do: ${[...new Set(todo)].join('; ')}. ` : ''}Or drop it again with a lower threshold in dropforge.json.`,
  );
};
