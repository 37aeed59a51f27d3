import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Attributes, Message } from './message.ts';
import { payloadsOf } from './payloads.ts';

/** The topic that people and machines subscribe to. */
export type Topic = {
  /** Publishes a message in a form for each protocol; resolves to SNS's id of it. `id` is our own. */
  publish(message: Message, id: string, attributes: Attributes): Promise<string>;
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
const attributeOf = (value: string | readonly string[]): MessageAttributeValue =>
  typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };

export const topic = (sns: Pick<SNSClient, 'send'>, TopicArn: string): Topic => ({
  async publish(message, id, attributes) {
    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn,
        Subject: message.subject,
        MessageStructure: 'json',
        Message: JSON.stringify(payloadsOf(message, id)),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]),
        ),
      }),
    );
    if (!MessageId) throw new Error('SNS returned no message id');
    return MessageId;
  },
});
