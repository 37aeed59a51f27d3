import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { topic } from '../notification/topic.ts';

/** A topic on an SNS that remembers what it was sent, and refuses the messages of these subjects. */
export const memoryTopic = (refused: readonly string[] = []) => {
  const sent: PublishCommandInput[] = [];
  const sns = new SNSClient({ region: 'eu-west-1' });
  sns.middlewareStack.add(
    () =>
      async ({ input }) => {
        const command = new PublishCommand(input as PublishCommandInput);
        if (refused.includes(command.input.Subject ?? '')) throw new Error('Throttled');
        sent.push(command.input);
        return { response: {}, output: { $metadata: {}, MessageId: `m${sent.length}` } };
      },
    { step: 'initialize' },
  );
  return { ...topic(sns, 'arn:aws:sns:eu-west-1:111122223333:alerts'), sent };
};

/** What subscriptions may filter a sent message by. */
export const attributesSent = ({
  MessageAttributes = {},
}: Partial<PublishCommandInput>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { DataType, StringValue = '' }]) => [
      name,
      DataType === 'String.Array' ? JSON.parse(StringValue) : StringValue,
    ]),
  );

/** A sent message as each protocol gets it. */
export const payloadsSent = ({ Message = '{}' }: Partial<PublishCommandInput>): Record<string, string> =>
  JSON.parse(Message);
