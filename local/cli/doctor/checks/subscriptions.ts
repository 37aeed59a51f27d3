import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { type Check, type Finding, failure } from '../check.ts';
import { eachOf } from '../each-of.ts';

const subscriptionsOf = async (client: SNSClient, TopicArn: string): Promise<readonly Subscription[]> => {
  const found: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    found.push(...Subscriptions);
  return found;
};

/** Whoever is to be told has said yes: SNS sends nothing before. https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html */
export const subscriptionsCheck: Check = {
  name: 'subscriptions',
  run(stage) {
    const sns = stage.client(SNSClient, 'SNS');
    return eachOf(
      stage,
      { type: 'AWS::SNS::Subscription', noun: 'subscription' },
      async ({ properties }): Promise<readonly Finding[]> => {
        const [topic, protocol, endpoint] = [properties.TopicArn, properties.Protocol, properties.Endpoint].map(String);
        const found = (await subscriptionsOf(sns, topic ?? '')).find(
          (each) => each.Protocol === protocol && each.Endpoint === endpoint,
        );
        const who = `${protocol} ${endpoint} of ${topic?.slice(topic.lastIndexOf(':') + 1)}`;
        if (!found)
          return [
            failure(
              `${who} is not subscribed`,
              `aws sns subscribe --topic-arn ${topic} --protocol ${protocol} --notification-endpoint ${endpoint}, and confirm it.`,
            ),
          ];
        return found.SubscriptionArn === 'PendingConfirmation'
          ? [
              failure(
                `${who} has not confirmed: nothing is sent there`,
                `Follow the link in the mail "AWS Notification - Subscription Confirmation"; it is good for three days, after that subscribe again.`,
              ),
            ]
          : [];
      },
    );
  },
};
