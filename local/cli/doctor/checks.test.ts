import type { JsonObject } from '#schemas/json.ts';
import type { Check } from './check.ts';
import { alarmsCheck } from './checks/alarms.ts';
import { archivesCheck } from './checks/archives.ts';
import { concurrencyCheck } from './checks/concurrency.ts';
import { functionsCheck } from './checks/functions.ts';
import { keysCheck } from './checks/keys.ts';
import { mappingsCheck } from './checks/mappings.ts';
import { modelCheck } from './checks/model.ts';
import { queuePoliciesCheck } from './checks/queue-policies.ts';
import { reservationsCheck } from './checks/reservations.ts';
import { resourcesCheck } from './checks/resources.ts';
import { rulesCheck } from './checks/rules.ts';
import { schedulesCheck } from './checks/schedules.ts';
import { stackCheck } from './checks/stack.ts';
import { subscriptionsCheck } from './checks/subscriptions.ts';
import { tablesCheck } from './checks/tables.ts';
import { examine } from './examine.ts';
import type { Stage } from './stage.ts';

/** What AWS answers, by the name of the command; an error is thrown. */
type Answers = Readonly<Record<string, unknown>>;

/** A stage with one resource, of an AWS that answers so. */
const aStage = (type: string, properties: JsonObject, answers: Answers, change: Partial<Stage> = {}): Stage => ({
  name: 'dropforge-test',
  option: ' --stage test',
  isLocal: false,
  status: 'UPDATE_COMPLETE',
  resources: [{ logicalId: 'It', type, physicalId: 'it', properties }],
  lacking: [],
  surplus: [],
  client: (make) =>
    // The paginators of the SDK want a client of theirs.
    Object.assign(Object.create(make.prototype), {
      send: async (command: object) => {
        const answer = answers[command.constructor.name.replace(/Command$/, '')];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  ...change,
});

const found = async (check: Check, stage: Stage): Promise<readonly string[]> => {
  const [result] = await examine(stage, [check]);
  return (result?.findings ?? []).map(({ state, found: what }) => `${state}: ${what}`);
};

const error = (name: string): Error => Object.assign(new Error('no'), { name });

const topic = 'arn:aws:sns:eu-west-1:1:alerts';
const email = { TopicArn: topic, Protocol: 'email', Endpoint: 'me@example.com' };
const policy = (...sids: string[]) => ({ Statement: sids.map((Sid) => ({ Sid })) });
const key = { KeyPolicy: policy('AccountDecides', 'AlarmsReachTheEncryptedTopic'), EnableKeyRotation: true };
const whole = {
  GetKeyPolicy: { Policy: JSON.stringify(key.KeyPolicy) },
  GetKeyRotationStatus: { KeyRotationEnabled: true },
};
const target = { Id: 'Q', Arn: 'arn:q', DeadLetterConfig: { Arn: 'arn:dlq' } };
const rule = { Name: 'it', EventPattern: { source: ['dropforge'] }, Targets: [target] };
const schedule = { Name: 'it', ScheduleExpression: 'rate(5 minutes)', Target: { Arn: 'arn:q', Input: '{}' } };
const table = { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } };
const forgets = {
  DescribeTimeToLive: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' } },
  DescribeContinuousBackups: {},
};
const asking = { Environment: { Variables: { MODEL_ENABLED: 'true', MODEL_ID: 'm' } } };
const mapping = {
  EventSourceArn: 'arn:aws:sqs:eu-west-1:1:it',
  BatchSize: 1,
  ScalingConfig: { MaximumConcurrency: 10 },
};

type Case = readonly [string, Check, string, JsonObject, Answers, readonly string[]];

const cases: readonly Case[] = [
  [
    'a subscription that is confirmed',
    subscriptionsCheck,
    'AWS::SNS::Subscription',
    email,
    { ListSubscriptionsByTopic: { Subscriptions: [{ ...email, SubscriptionArn: 'arn' }] } },
    [],
  ],
  [
    'one that nobody has confirmed',
    subscriptionsCheck,
    'AWS::SNS::Subscription',
    email,
    { ListSubscriptionsByTopic: { Subscriptions: [{ ...email, SubscriptionArn: 'PendingConfirmation' }] } },
    ['failure: email me@example.com of alerts has not confirmed: nothing is sent there'],
  ],
  [
    'one that is gone',
    subscriptionsCheck,
    'AWS::SNS::Subscription',
    email,
    { ListSubscriptionsByTopic: {} },
    ['failure: email me@example.com of alerts is not subscribed'],
  ],
  [
    'an alarm that is quiet',
    alarmsCheck,
    'AWS::CloudWatch::Alarm',
    {},
    { DescribeAlarms: { MetricAlarms: [{ AlarmName: 'it', StateValue: 'INSUFFICIENT_DATA', ActionsEnabled: true }] } },
    [],
  ],
  [
    'one that rings and tells nobody',
    alarmsCheck,
    'AWS::CloudWatch::Alarm',
    {},
    {
      DescribeAlarms: {
        MetricAlarms: [{ AlarmName: 'it', StateValue: 'ALARM', StateReason: 'why', ActionsEnabled: false }],
      },
    },
    ['failure: alarm it rings: why', 'warning: alarm it tells nobody: its actions are off'],
  ],
  [
    'an alarm that is gone',
    alarmsCheck,
    'AWS::CloudWatch::Alarm',
    {},
    { DescribeAlarms: {} },
    ['failure: alarm it is gone: nobody is told'],
  ],
  [
    'room for all functions',
    concurrencyCheck,
    'AWS::Lambda::EventSourceMapping',
    mapping,
    { GetAccountSettings: { AccountLimit: { UnreservedConcurrentExecutions: 1000 } } },
    [],
  ],
  [
    'a quota that is near',
    concurrencyCheck,
    'AWS::Lambda::EventSourceMapping',
    mapping,
    { GetAccountSettings: { AccountLimit: { UnreservedConcurrentExecutions: 12 } } },
    ['warning: the stages may run 10 functions at once, of 12 that the account allows'],
  ],
  [
    'a quota of a new account',
    concurrencyCheck,
    'AWS::Lambda::EventSourceMapping',
    mapping,
    { GetAccountSettings: { AccountLimit: { UnreservedConcurrentExecutions: 9 } } },
    ['failure: the stages may run 10 functions at once, the account allows 9: under load they are throttled'],
  ],
  [
    'a key as it was deployed',
    keysCheck,
    'AWS::KMS::Key',
    key,
    { ...whole, DescribeKey: { KeyMetadata: { KeyState: 'Enabled' } } },
    [],
  ],
  [
    'a key that will be deleted',
    keysCheck,
    'AWS::KMS::Key',
    key,
    { ...whole, DescribeKey: { KeyMetadata: { KeyState: 'PendingDeletion' } } },
    ['failure: key it will be deleted, and all data with it'],
  ],
  [
    'a key whose policy lost a statement',
    keysCheck,
    'AWS::KMS::Key',
    key,
    {
      ...whole,
      DescribeKey: { KeyMetadata: { KeyState: 'Enabled' } },
      GetKeyPolicy: { Policy: JSON.stringify(policy('AccountDecides')) },
    },
    ['failure: the policy of key it lacks its statement AlarmsReachTheEncryptedTopic'],
  ],
  [
    'a rule that is off and matches less',
    rulesCheck,
    'AWS::Events::Rule',
    rule,
    { DescribeRule: { State: 'DISABLED', EventPattern: '{"source":["x"]}' }, ListTargetsByRule: { Targets: [target] } },
    [
      'failure: rule it is disabled: what it matches reaches nobody',
      'failure: rule it: EventPattern is {"source":["x"]}, not {"source":["dropforge"]}',
    ],
  ],
  [
    'a target without its dead-letter queue',
    rulesCheck,
    'AWS::Events::Rule',
    rule,
    {
      DescribeRule: { State: 'ENABLED', EventPattern: '{"source":["dropforge"]}' },
      ListTargetsByRule: { Targets: [{ Id: 'Q', Arn: 'arn:q' }] },
    },
    ['failure: rule it, target Q: DeadLetterConfig is not set, not {"Arn":"arn:dlq"}'],
  ],
  [
    'a target that is gone',
    rulesCheck,
    'AWS::Events::Rule',
    rule,
    { DescribeRule: { State: 'ENABLED', EventPattern: '{"source":["dropforge"]}' }, ListTargetsByRule: {} },
    ['failure: rule it: its target Q is gone: what it matches goes nowhere'],
  ],
  [
    'a queue that lets the bus in no more',
    queuePoliciesCheck,
    'AWS::SQS::QueuePolicy',
    { Queues: ['https://sqs/1/q'], PolicyDocument: policy('AllowRule') },
    { GetQueueAttributes: { Attributes: { Policy: JSON.stringify(policy('Other')) } } },
    ['failure: the policy of queue q lacks its statement AllowRule'],
  ],
  [
    'an event source that is off',
    mappingsCheck,
    'AWS::Lambda::EventSourceMapping',
    mapping,
    {
      ListEventSourceMappings: {
        EventSourceMappings: [
          { UUID: 'it', State: 'Disabled', BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
        ],
      },
    },
    [
      'failure: nothing is taken from queue it: its event source mapping is disabled',
      'failure: event source it: ScalingConfig is {"MaximumConcurrency":2}, not {"MaximumConcurrency":10}',
    ],
  ],
  [
    'a schedule that sleeps',
    schedulesCheck,
    'AWS::Scheduler::Schedule',
    schedule,
    {
      GetSchedule: { State: 'DISABLED', ScheduleExpression: 'rate(1 hour)', Target: { Arn: 'arn:q', RoleArn: 'any' } },
    },
    [
      'failure: schedule it is disabled',
      'failure: schedule it: ScheduleExpression is "rate(1 hour)", not "rate(5 minutes)"',
    ],
  ],
  [
    'a function without a variable, and with one too many',
    functionsCheck,
    'AWS::Lambda::Function',
    { Timeout: 30, Environment: { Variables: { STAGE: 'test', TOKEN: 'x' } } },
    {
      GetFunctionConfiguration: {
        State: 'Active',
        Timeout: 30,
        Environment: { Variables: { STAGE: 'test', DEBUG: 'a secret' } },
      },
    },
    [
      'failure: function it lacks TOKEN in its environment',
      'warning: function it has DEBUG in its environment, which the template has not',
    ],
  ],
  [
    'a function that cannot start',
    functionsCheck,
    'AWS::Lambda::Function',
    {},
    { GetFunctionConfiguration: { State: 'Failed', StateReason: 'its key' } },
    ['failure: function it is failed: its key'],
  ],
  [
    'a function that may not run',
    reservationsCheck,
    'AWS::Lambda::Function',
    {},
    { GetFunctionConcurrency: { ReservedConcurrentExecutions: 0 } },
    ['failure: function it may not run at all: its reserved concurrency is 0'],
  ],
  [
    'a function that was given a share',
    reservationsCheck,
    'AWS::Lambda::Function',
    {},
    { GetFunctionConcurrency: { ReservedConcurrentExecutions: 2 } },
    ['warning: function it may run 2 at once: its concurrency is reserved by hand'],
  ],
  [
    'a function with the share of the template',
    reservationsCheck,
    'AWS::Lambda::Function',
    { ReservedConcurrentExecutions: 2 },
    { GetFunctionConcurrency: { ReservedConcurrentExecutions: 2 } },
    [],
  ],
  ['a function without a share', reservationsCheck, 'AWS::Lambda::Function', {}, { GetFunctionConcurrency: {} }, []],
  [
    'a table that has lost its key',
    tablesCheck,
    'AWS::DynamoDB::Table',
    table,
    {
      ...forgets,
      DescribeTable: {
        Table: {
          TableStatus: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS',
          SSEDescription: { InaccessibleEncryptionDateTime: new Date(0) },
        },
      },
    },
    [
      'failure: table it is INACCESSIBLE_ENCRYPTION_CREDENTIALS',
      'failure: table it cannot use its key since 1970-01-01T00:00:00.000Z',
    ],
  ],
  [
    'a table that forgets by another attribute',
    tablesCheck,
    'AWS::DynamoDB::Table',
    table,
    {
      ...forgets,
      DescribeTable: { Table: { TableStatus: 'ACTIVE' } },
      DescribeTimeToLive: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'other' } },
    },
    ['failure: table it keeps what is over: time to live is off'],
  ],
  [
    'an archive that may not use its key',
    archivesCheck,
    'AWS::Events::Archive',
    {},
    { DescribeArchive: { State: 'CREATE_FAILED', StateReason: 'key' } },
    ['failure: archive it is CREATE_FAILED: key: nothing is kept for a replay'],
  ],
  ['a model that answers', modelCheck, 'AWS::Lambda::Function', asking, { Converse: {} }, []],
  [
    'a model that may not be asked',
    modelCheck,
    'AWS::Lambda::Function',
    asking,
    { Converse: error('AccessDeniedException') },
    ['failure: model m may not be asked'],
  ],
  [
    'a model that is busy',
    modelCheck,
    'AWS::Lambda::Function',
    asking,
    { Converse: error('ThrottlingException') },
    ['unknown: model m: ThrottlingException: no'],
  ],
  ['no model', modelCheck, 'AWS::Lambda::Function', {}, { Converse: error('AccessDeniedException') }, []],
];

describe('What the doctor says of', () => {
  it.each(cases)('%s', async (_, check, type, properties, answers, findings) =>
    expect(await found(check, aStage(type, properties, answers))).toEqual(findings),
  );

  it.each([
    ['UPDATE_COMPLETE', []],
    ['UPDATE_IN_PROGRESS', ['warning: it is UPDATE_IN_PROGRESS']],
    ['UPDATE_ROLLBACK_FAILED', ['failure: it is UPDATE_ROLLBACK_FAILED']],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      ['warning: its last deployment failed and was rolled back: what runs is the one before'],
    ],
  ])('a stack that is %s', async (status, findings) =>
    expect(await found(stackCheck, aStage('any', {}, {}, { status }))).toEqual(findings),
  );

  it('a stack that is not of its template', async () => {
    const lacking = [{ logicalId: 'A', type: 'AWS::SQS::Queue', why: 'the stack has none' }];
    expect(await found(resourcesCheck, aStage('any', {}, {}, { lacking, surplus: ['B'] }))).toEqual([
      'failure: A (AWS::SQS::Queue): the stack has none',
      'warning: B is in the stack and not in the template',
    ]);
  });

  it.each([
    ['A job failed. What to do: docs/runbook/failed-jobs.md', 'Follow docs/runbook/failed-jobs.md.'],
    ['A job failed. What to do: https://example.com/failed-jobs.md', 'Follow https://example.com/failed-jobs.md.'],
    ['Somebody made this by hand', 'Look at its metric.'],
  ])('an alarm that rings and says "%s": %s', async (AlarmDescription, todo) => {
    const alarm = { AlarmName: 'it', StateValue: 'ALARM', AlarmDescription };
    const stage = aStage('AWS::CloudWatch::Alarm', {}, { DescribeAlarms: { MetricAlarms: [alarm] } });
    expect((await examine(stage, [alarmsCheck]))[0]?.findings).toMatchObject([{ todo }]);
  });

  it('a secret: nothing of its value', async () => {
    const [, , , properties, answers] = cases.find(([name]) => name.includes('one too many')) as Case;
    expect(
      JSON.stringify(await examine(aStage('AWS::Lambda::Function', properties, answers), [functionsCheck])),
    ).not.toContain('a secret');
  });
});
