import { CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DisableRuleCommand, EnableRuleCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { StageName } from '#schemas/job.ts';
import { capabilities, settled } from './deploy.ts';
import type { DeployedStack } from './deployed-stack.ts';
import { eventually } from './eventually.ts';

const pascal = (stage: StageName): string => stage.charAt(0).toUpperCase() + stage.slice(1);
const gone = (error: unknown): boolean => /does not exist/.test(String(error));

/** What may happen to a deployed stack by somebody's mistake, and what undoes it. */
export const mishapsOf = ({ clients, output, stage: stageOfStack }: DeployedStack) => {
  const { cloudFormation, dynamo, events, lambda, sqs } = clients;
  const functionName = (stage: StageName) => `dropforge-${stageOfStack}-${stage}`;

  const ruleOf = async (stage: StageName) => {
    const EventBusName = output('EventBusName');
    const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName }));
    const Name = Rules.find((rule) => rule.Name?.includes(stage))?.Name;
    if (Name === undefined) throw new Error(`no rule feeds the ${stage}: ${Rules.map((rule) => rule.Name).join(', ')}`);
    return { Name, EventBusName };
  };

  const setVariable = async (FunctionName: string, name: string, value: string | undefined): Promise<void> => {
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const { [name]: _, ...others } = Environment?.Variables ?? {};
    const Variables = value === undefined ? others : { ...others, [name]: value };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30, minDelay: 0.1 }, { FunctionName });
  };

  return {
    purge: (stage: StageName) => sqs.send(new PurgeQueueCommand({ QueueUrl: output(`${pascal(stage)}QueueUrl`) })),
    disableRule: async (stage: StageName) => events.send(new DisableRuleCommand(await ruleOf(stage))),
    enableRule: async (stage: StageName) => events.send(new EnableRuleCommand(await ruleOf(stage))),

    /** Forbids a stage to publish by a policy on its role; resolves to what lifts that again. */
    forbidPublishing: async (stage: StageName): Promise<() => Promise<void>> => {
      const StackName = 'a-mistake';
      const denied = { Effect: 'Deny', Action: 'events:PutEvents', Resource: '*' };
      const Properties = {
        PolicyName: 'mistake',
        Roles: [`dropforge-${stageOfStack}-us-east-1-${stage}`],
        PolicyDocument: { Version: '2012-10-17', Statement: [denied] },
      };
      const TemplateBody = JSON.stringify({ Resources: { Mistake: { Type: 'AWS::IAM::Policy', Properties } } });
      await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, ...capabilities }));
      await settled(clients, StackName);
      return async () => {
        await cloudFormation.send(new DeleteStackCommand({ StackName }));
        await eventually('the mistake is undone', 30_000, () =>
          cloudFormation.send(new DescribeStacksCommand({ StackName })).then(
            ({ Stacks = [] }) => (Stacks[0]?.StackStatus === 'DELETE_COMPLETE' ? true : undefined),
            (error: unknown) => (gone(error) ? true : Promise.reject(error)),
          ),
        );
      };
    },

    /** Sends a stage's calls of DynamoDB elsewhere; resolves to what brings them home. */
    sendTableCalls: async (stage: StageName, url: string): Promise<() => Promise<void>> => {
      const set = (value: string | undefined) => setVariable(functionName(stage), 'AWS_ENDPOINT_URL_DYNAMODB', value);
      await set(url);
      return () => set(undefined);
    },

    /** As if a job had rested for so many minutes. */
    age: (jobId: string, minutes: number) =>
      dynamo.send(
        new UpdateCommand({
          TableName: output('JobsTableName'),
          Key: { jobId },
          UpdateExpression: 'SET updatedAt = :ago, revision = revision + :one',
          ExpressionAttributeValues: { ':ago': new Date(Date.now() - minutes * 60_000).toISOString(), ':one': 1 },
        }),
      ),

    /** The message by which the schedule has the watchdog look, now. */
    watch: () => {
      const time = new Date().toISOString();
      const due = {
        id: `watch-${time}`,
        source: 'dropforge.scheduler',
        'detail-type': 'WatchdogDue',
        time,
        detail: {},
      };
      return sqs.send(
        new SendMessageCommand({ QueueUrl: output('CleanupQueueUrl'), MessageBody: JSON.stringify(due) }),
      );
    },
  };
};
