import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Check, failure } from '../check.ts';
import { parsed } from '../differences.ts';
import { eachOf } from '../each-of.ts';
import { lostStatements } from '../statement-ids.ts';

/** The bus and the scheduler may still put events into the queues, and nobody without TLS. */
export const queuePoliciesCheck: Check = {
  name: 'queue policies',
  run(stage) {
    const sqs = stage.client(SQSClient, 'SQS');
    return eachOf(stage, { type: 'AWS::SQS::QueuePolicy', noun: 'queue policy' }, async ({ properties }) => {
      const [QueueUrl = ''] = Array.isArray(properties.Queues) ? properties.Queues.map(String) : [];
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
      );
      const name = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
      return lostStatements(properties.PolicyDocument, parsed(Attributes.Policy)).map((sid) =>
        failure(
          `the policy of queue ${name} lacks its statement ${sid}`,
          `aws sqs set-queue-attributes --queue-url ${QueueUrl} with the template's Policy; what could not be put there lies in the dead-letter queue of its rule.`,
        ),
      );
    });
  },
};
