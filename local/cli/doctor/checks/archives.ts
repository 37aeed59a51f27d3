import { DescribeArchiveCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { type Check, failure } from '../check.ts';
import { eachOf } from '../each-of.ts';

/** The bus keeps what is said on it, or a replay would have nothing to say. */
export const archivesCheck: Check = {
  name: 'archive of the bus',
  run(stage) {
    const client = stage.client(EventBridgeClient, 'EVENTBRIDGE');
    return eachOf(stage, { type: 'AWS::Events::Archive', noun: 'archive' }, async ({ physicalId: ArchiveName }) => {
      const { State = 'unknown', StateReason = '' } = await client.send(new DescribeArchiveCommand({ ArchiveName }));
      return ['ENABLED', 'CREATING', 'UPDATING'].includes(State)
        ? []
        : [
            failure(
              `archive ${ArchiveName} is ${State}${StateReason ? `: ${StateReason}` : ''}: nothing is kept for a replay`,
              'Deploy it again; a key that it may not use is told in its reason.',
            ),
          ];
    });
  },
};
