import { specJob } from '../../job.ts';
import type { Check } from '../check.ts';
import { wordCount } from '../markdown.ts';
import { requiresAnything } from '../parts.ts';

const { words: limit } = specJob.limits;

/** Fewer words than this about a feature, in the mean, tell nobody anything. */
const least = 8;

export const wordLimit: Check = {
  id: 'word-limit',
  title: `At most ${limit.toLocaleString('en')} words outside tables`,
  weight: 3,
  judge({ document, markdown, source }) {
    const words = wordCount(markdown);
    const where = 'specification.md';
    if (words > limit)
      return {
        score: Math.max(0, 0.9 * (limit / words)),
        findings: [{ where, message: `${words} words outside tables, ${words - limit} too many` }],
      };
    // A long list of features may stand in the table alone.
    const needed = Math.min(limit / 10, least * source.descriptor.features.length);
    return words >= needed && requiresAnything(document)
      ? { score: 1, findings: [] }
      : { score: 0, findings: [{ where, message: `${words} words outside tables: nothing is told` }] };
  },
};
