import {
  type EventSourceMappingConfiguration,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { type Check, type Finding, failure } from '../check.ts';
import { differences } from '../differences.ts';
import { eachOf } from '../each-of.ts';

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

const compared = ({ BatchSize, FunctionResponseTypes, ScalingConfig }: EventSourceMappingConfiguration) => ({
  BatchSize: BatchSize ?? null,
  FunctionResponseTypes: FunctionResponseTypes ?? null,
  ScalingConfig:
    ScalingConfig?.MaximumConcurrency === undefined ? null : { MaximumConcurrency: ScalingConfig.MaximumConcurrency },
});

const stateFinding = (
  name: string,
  { State = '', UUID = '', StateTransitionReason = '' }: EventSourceMappingConfiguration,
): readonly Finding[] =>
  ['Enabled', 'Enabling', 'Updating', 'Creating'].includes(State)
    ? []
    : [
        failure(
          `nothing is taken from queue ${name}: its event source mapping is ${State.toLowerCase() || 'off'}${StateTransitionReason ? ` (${StateTransitionReason})` : ''}`,
          `aws lambda update-event-source-mapping --uuid ${UUID} --enabled; what waits in the queue is then taken.`,
        ),
      ];

/** Every function takes from its queue, as many at once as the template says. */
export const mappingsCheck: Check = {
  name: 'event sources',
  run(stage) {
    const lambda = stage.client(LambdaClient, 'LAMBDA');
    return eachOf(
      stage,
      { type: 'AWS::Lambda::EventSourceMapping', noun: 'event source' },
      async ({ physicalId, properties }) => {
        const { BatchSize, FunctionResponseTypes, ScalingConfig, EventSourceArn } = properties;
        const name = lastPart(String(EventSourceArn));
        const { EventSourceMappings = [] } = await lambda.send(
          new ListEventSourceMappingsCommand({ EventSourceArn: String(EventSourceArn) }),
        );
        const mapping = EventSourceMappings.find(({ UUID }) => UUID === physicalId);
        if (!mapping)
          return [
            failure(
              `nothing is taken from queue ${name}: its event source mapping is gone`,
              'aws lambda create-event-source-mapping as the template has it, and import it into the stack.',
            ),
          ];
        return [
          ...stateFinding(name, mapping),
          ...differences({ BatchSize, FunctionResponseTypes, ScalingConfig }, compared(mapping)).map((difference) =>
            failure(
              `event source ${name}: ${difference}`,
              `aws lambda update-event-source-mapping --uuid ${physicalId} with the template's value.`,
            ),
          ),
        ];
      },
    );
  },
};
