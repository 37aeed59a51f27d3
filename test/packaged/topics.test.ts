import { eventPattern } from '#local/cloud/event-bridge/pattern.ts';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { attributesOf, routeOf } from '#shared/notification/route.ts';
import { aJob } from '#shared/testing/job.ts';
import { type PackagedTemplate, packagedTemplate, packagingTakes, target } from './template.ts';

const message = { subject: 's', text: 't', data: {} };

/** What SNS compares the filter policy with, of a message about a job. */
const attributes = (job: ReturnType<typeof aJob>): JsonObject =>
  JSON.parse(JSON.stringify(attributesOf(job, routeOf(job, message, new Set(['EMAIL'])), message)));

describe('in the packaged template', () => {
  let stack: PackagedTemplate;
  const subscriptionsOf = (topic: string) =>
    stack.ofType('AWS::SNS::Subscription').filter(({ properties }) => target(properties.TopicArn) === topic);
  const policy = (): JsonObject => {
    const { FilterPolicy } = stack.get('AlertsEmailSubscription').properties;
    if (!isObject(FilterPolicy)) throw new Error('the email subscription has no filter policy');
    return FilterPolicy;
  };

  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('alarms reach the mailbox, though they have no attributes: nothing filters them', () => {
    const [email, ...others] = subscriptionsOf('AlarmsTopic');
    expect(others).toEqual([]);
    expect(email?.properties).toMatchObject({ Protocol: 'email', Endpoint: 'alerts@example.com' });
    expect(email?.properties).not.toHaveProperty('FilterPolicy');
  });

  it('only email hears of jobs by default', () => {
    expect(subscriptionsOf('AlertsTopic').map(({ properties }) => properties.Protocol)).toEqual(['email']);
  });

  it.each([
    ['a job that nobody wished anything of', aJob({ status: 'Succeeded' }), true],
    ['a failure', aJob({ status: 'Failed' }), true],
    ['a job to be told by email', aJob({ notification: { type: 'EMAIL', priority: 'normal' } }), true],
    ['a job to be told by SMS, which nobody gets', aJob({ notification: { type: 'SMS', priority: 'normal' } }), true],
    [
      'a job whose webhook is called',
      aJob({ notification: { type: 'WEBHOOK', priority: 'normal', target: 'https://example.com/' } }),
      false,
    ],
    [
      'a job whose webhook is called, of high priority',
      aJob({ notification: { type: 'WEBHOOK', priority: 'high', target: 'https://example.com/' } }),
      true,
    ],
  ])('the mailbox hears of %s: %#', (_, job, hears) => {
    expect(eventPattern(policy())(attributes(job))).toBe(hears);
  });
});
