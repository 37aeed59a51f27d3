import type { ModelUse, Quality } from '#schemas/spec/quality.ts';
import { metricsOf } from './metrics.ts';

const use = (inputTokens: number, outputTokens: number, costUsd: number): ModelUse => ({
  asked: 1,
  kept: 1,
  refused: [],
  inputTokens,
  outputTokens,
  costUsd,
});
const quality: Quality = {
  score: 97,
  threshold: 80,
  checks: [],
  mended: [],
  metrics: {
    endpointPrecision: 1,
    endpointRecall: 1,
    entityPrecision: 1,
    entityRecall: 1,
    fieldPrecision: 1,
    fieldRecall: 1,
    identifiersExisting: 1,
    featuresCovered: 1,
    words: 1,
  },
};

describe('The metrics of a specification', () => {
  it('are its score, and nothing of a model where none was asked', () =>
    expect(metricsOf(quality)).toEqual({ DocsGenerated: 1, QualityScore: 97, ModelTokens: 0, ModelCost: 0 }));

  it('count what a model wrote and what it mended', () =>
    expect(metricsOf({ ...quality, writing: use(100, 20, 0.25), model: use(10, 2, 0.5) })).toMatchObject({
      ModelTokens: 132,
      ModelCost: 0.75,
    }));
});
