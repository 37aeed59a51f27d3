import type { ModelUse, Quality } from '#schemas/spec/quality.ts';

const tokensOf = ({ inputTokens, outputTokens }: ModelUse): number => inputTokens + outputTokens;

/** The metrics of a specification that was made, by their names in CloudWatch: shared/observability/observer.ts. */
export const metricsOf = ({ score, writing, model }: Quality): Readonly<Record<string, number>> => {
  const uses = [writing, model].flatMap((use) => use ?? []);
  return {
    DocsGenerated: 1,
    QualityScore: score,
    ModelTokens: uses.reduce((sum, use) => sum + tokensOf(use), 0),
    ModelCost: uses.reduce((sum, { costUsd }) => sum + costUsd, 0),
  };
};
