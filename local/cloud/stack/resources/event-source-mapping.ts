import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { isObject, type JsonObject } from '#schemas/json.ts';
import type { EventSourceMapping } from '../../lambda/event-source.ts';
import type { Parts } from '../../parts.ts';
import type { Kind } from '../kind.ts';

const mappingOf = (properties: JsonObject, parts: Parts): EventSourceMapping => {
  const queueArn = String(properties.EventSourceArn);
  const queueUrl = parts.queues.get(queueArn);
  if (queueUrl === undefined) throw new Error(`${queueArn} is not a queue of this stack`);
  if (properties.FilterCriteria !== undefined) throw new Error('FilterCriteria is not emulated');
  const { ScalingConfig: scaling, FunctionResponseTypes: responses } = properties;
  return {
    queueArn,
    queueUrl,
    functionName: String(properties.FunctionName),
    batchSize: Number(properties.BatchSize ?? 10),
    windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    maximumConcurrency: isObject(scaling) ? Number(scaling.MaximumConcurrency ?? 1000) : 1000,
    reportsItemFailures: Array.isArray(responses) && responses.includes('ReportBatchItemFailures'),
  };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const eventSourceMapping: Kind = {
  type: 'AWS::Lambda::EventSourceMapping',
  phase: 'triggers',
  identity: (naming) => ({ ref: naming.logicalId, attributes: { Id: naming.logicalId } }),
  create: async ({ properties }, parts) => {
    if (properties.Enabled === false) return;
    const mapping = mappingOf(properties, parts);
    parts.mappings.push(mapping);
    const seconds = parts.visibilityTimeoutSeconds;
    if (seconds !== undefined)
      await parts.sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl: mapping.queueUrl,
          Attributes: { VisibilityTimeout: String(seconds) },
        }),
      );
  },
};
