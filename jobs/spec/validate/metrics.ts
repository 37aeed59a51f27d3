import * as z from 'zod';
import type { Job } from '#schemas/job.ts';
import type { Quality } from '#schemas/spec/quality.ts';

/** What models were asked for this job, in `summary.model`: the generator notes it. */
const asked = z
  .object({ inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number() })
  .catch({ inputTokens: 0, outputTokens: 0, costUsd: 0 });

/** The metrics of a specification that was made, by their names in CloudWatch: shared/observability/observer.ts. */
export const metricsOf = ({ output }: Job, { score }: Quality): Readonly<Record<string, number>> => {
  const { inputTokens, outputTokens, costUsd } = asked.parse(output.summary.model);
  return { DocsGenerated: 1, QualityScore: score, ModelTokens: inputTokens + outputTokens, ModelCost: costUsd };
};
