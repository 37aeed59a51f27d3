import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';

/** Writes an invocation's metrics at its end; Powertools' own middleware prints a line that is no JSON when there are none. */
export const publishMetrics = (metrics: Metrics): MiddlewareObj => {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { before: () => metrics.captureColdStartMetric(), after: publish, onError: publish };
};
