import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateContinuousBackupsCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { operatorSettings } from './clients.ts';
import { capabilities, settled } from './deploy.ts';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';
import { type Operator, operatorOf } from './operator.ts';

const document = z.object({
  isWell: z.boolean(),
  checks: z.array(
    z.object({
      check: z.string(),
      state: z.string(),
      findings: z.array(z.object({ state: z.string(), found: z.string(), todo: z.string() })),
    }),
  ),
});

/** What doctor says, whether it is well or not: then the command fails, and has printed why. */
const ask = async (operator: Operator) => {
  const told = await operator.read('doctor').catch((error: unknown) => {
    const { stdout } = z.object({ stdout: z.string().min(1) }).parse(error);
    return JSON.parse(stdout);
  });
  const { isWell, checks } = document.parse(told);
  return {
    isWell,
    checks,
    found: checks.flatMap(({ check, findings }) => findings.map(({ found }) => `${check}: ${found}`)),
  };
};

/** Somebody who may look at the stack and at nothing else. */
const aGuest = async ({ clients }: DeployedStack) => {
  const TemplateBody = JSON.stringify({
    Resources: {
      Guest: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'guest',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
                Action: 'sts:AssumeRole',
              },
            ],
          },
          Policies: [
            {
              PolicyName: 'look',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }],
              },
            },
          ],
        },
      },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Guest', 'Arn'] } } },
  });
  await clients.cloudFormation.send(new CreateStackCommand({ StackName: 'guest', TemplateBody, ...capabilities }));
  const { Arn } = await settled(clients, 'guest');
  const { Credentials } = await clients.sts.send(new AssumeRoleCommand({ RoleArn: Arn, RoleSessionName: 'guest' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
};

describe('the doctor of a deployed stage', () => {
  let stack: DeployedStack;
  let operator: Operator;
  let sdk: ReturnType<typeof operatorSettings>;

  beforeAll(async () => {
    stack = await deployedStack('doctor');
    operator = await operatorOf(stack);
    sdk = operatorSettings(stack.ministack);
  }, 180_000);

  afterAll(async () => {
    await operator?.leave();
    await stack?.stop();
  });

  it('finds what the emulator has left out of its tables, and is content once that is done as it says', async () => {
    const { isWell, found } = await ask(operator);
    expect(isWell).toBe(false);
    expect(found).toEqual([
      'tables: table dropforge-deployed-jobs keeps what is over: time to live is off',
      'tables: table dropforge-deployed-jobs cannot be restored: point-in-time recovery is off',
      'tables: table dropforge-deployed-inventory keeps what is over: time to live is off',
      'tables: table dropforge-deployed-inventory cannot be restored: point-in-time recovery is off',
    ]);
    const dynamo = new DynamoDBClient(sdk);
    for (const [table, AttributeName] of [
      ['jobs', 'expiresAt'],
      ['inventory', 'expires_at'],
    ] as const) {
      const TableName = `dropforge-deployed-${table}`;
      const TimeToLiveSpecification = { AttributeName, Enabled: true };
      await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
      await dynamo.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
    }
    expect(await ask(operator)).toMatchObject({ isWell: true, found: [] });
  });

  it('says that it may not look instead of that all is well', async () => {
    const guest = await operatorOf(stack, await aGuest(stack));
    const { isWell, checks } = await ask(guest);
    await guest.leave();
    expect(isWell).toBe(false);
    const stateOf = (name: string) => checks.find(({ check }) => check === name)?.state;
    expect(['stack', 'resources'].map(stateOf)).toEqual(['ok', 'ok']);
    expect(['rules', 'queues', 'functions', 'tables', 'alarms', 'encryption keys'].map(stateOf)).toEqual(
      Array(6).fill('unknown'),
    );
    expect(checks.find(({ check }) => check === 'queues')?.findings[0]?.found).toMatch(/not allowed to look/);
  });

  it('finds exactly what somebody has broken, and says what to do', async () => {
    const { sqs } = stack.clients;
    await new EventBridgeClient(sdk).send(
      new DisableRuleCommand({ Name: 'dropforge-deployed-generator', EventBusName: 'dropforge-deployed' }),
    );
    const lambda = new LambdaClient(sdk);
    const { EventSourceMappings: [mapping] = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: 'dropforge-deployed-notifier' }),
    );
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: false }));
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: stack.output('CollectorQueueUrl'),
        Attributes: { VisibilityTimeout: '1' },
      }),
    );
    await sqs.send(
      new SendMessageCommand({ QueueUrl: stack.output('ValidatorDeadLetterQueueUrl'), MessageBody: 'a letter' }),
    );
    const { isWell, checks, found } = await ask(operator);
    expect(isWell).toBe(false);
    expect(found).toEqual([
      'rules: rule dropforge-deployed-generator is disabled: what it matches reaches nobody',
      'queues: queue dropforge-deployed-collector: VisibilityTimeout is "1", not 8',
      expect.stringMatching(/^event sources: nothing is taken from queue dropforge-deployed-notifier: .* disabled/),
      'dead letters: 1 dead letter in dropforge-deployed-validator-dlq',
    ]);
    const todos = checks.flatMap(({ findings }) => findings.map(({ todo }) => todo));
    expect(todos[0]).toContain(
      'aws events enable-rule --name dropforge-deployed-generator --event-bus-name dropforge-deployed',
    );
    expect(todos[3]).toContain('npm start -- dlq validator-dlq --stage deployed');
  });
});
