import type { Quality } from '#schemas/spec/quality.ts';

/** The metrics of a specification that was made, by their names in CloudWatch: shared/observability/observer.ts. */
export const metricsOf = ({ score, writing, model }: Quality): Readonly<Record<string, number>> => {
  const uses = [writing, model].filter((use) => use !== undefined);
  return {
    DocsGenerated: 1,
    QualityScore: score,
    ModelTokens: uses.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    ModelCost: uses.reduce((sum, { costUsd }) => sum + costUsd, 0),
  };
};
