/** Who hears of jobs by which channel: a subscription each, with a filter policy, of those that a deployment names. */
import { alertEmail } from './params.js';
import { refuse } from './read-param.js';

/** A parameter that may be left out, and what it must look like. */
const optional =
  (name, pattern, what) =>
  async ({ resolveVariable }) => {
    const value = String(await resolveVariable(`param:${name}`));
    if (value === '' || pattern.test(value)) return value;
    throw refuse(`${name} is not ${what}: ${value}`);
  };

const rows = [
  { channel: 'EMAIL', id: 'AlertsEmailSubscription', protocol: 'email', endpoint: alertEmail },
  {
    channel: 'SMS',
    id: 'AlertsSmsSubscription',
    protocol: 'sms',
    // https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html: E.164
    endpoint: optional('alertSms', /^\+[1-9]\d{6,14}$/, 'a phone number with its country: +4930123456'),
  },
  {
    channel: 'PUSH',
    id: 'AlertsPushSubscription',
    protocol: 'application',
    endpoint: optional('alertPush', /^arn:[\w-]+:sns:[\w-]+:\d{12}:endpoint\/.+$/, 'the ARN of a platform endpoint'),
  },
];

const named = async (context) => {
  const all = await Promise.all(rows.map(async (row) => ({ ...row, endpoint: await row.endpoint(context) })));
  return all.filter(({ endpoint }) => endpoint !== '');
};

/** The channels that somebody hears by, for the notifier: what goes by another is sent by email as well. */
export const channels = async (context) => (await named(context)).map(({ channel }) => channel).join(',');

/** The subscriptions, as CloudFormation. */
export const resources = async (context) => ({
  Resources: Object.fromEntries(
    (await named(context)).map(({ channel, id, protocol, endpoint }) => [
      id,
      {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'AlertsTopic' },
          Protocol: protocol,
          Endpoint: endpoint,
          FilterPolicyScope: 'MessageAttributes',
          FilterPolicy: { channel: [channel] },
        },
      },
    ]),
  ),
});
