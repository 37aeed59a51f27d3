import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { isObject } from '#schemas/json.ts';
import { type Check, type Finding, failure, warning } from '../check.ts';
import { ofType } from '../stage.ts';

/** Others in the account want some, too. */
const near = 0.8;

const findingsOf = (wanted: number, left: number): readonly Finding[] => {
  const todo =
    'Ask for more at Service Quotas ("Concurrent executions" of Lambda), or lower maximumConcurrency in functions/*/function.yml.';
  if (wanted > left)
    return [
      failure(
        `the stages may run ${wanted} functions at once, the account allows ${left}: under load they are throttled`,
        todo,
      ),
    ];
  return wanted > near * left
    ? [warning(`the stages may run ${wanted} functions at once, of ${left} that the account allows`, todo)]
    : [];
};

/** The quota of Lambda against what the event sources may take of it. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const concurrencyCheck: Check = {
  name: 'concurrency',
  async run(stage) {
    const wanted = ofType(stage, 'AWS::Lambda::EventSourceMapping')
      .map(({ properties: { ScalingConfig } }) =>
        isObject(ScalingConfig) ? Number(ScalingConfig.MaximumConcurrency) : 0,
      )
      .reduce((sum, each) => sum + each, 0);
    const { AccountLimit } = await stage.client(LambdaClient, 'LAMBDA').send(new GetAccountSettingsCommand({}));
    const left = AccountLimit?.UnreservedConcurrentExecutions ?? AccountLimit?.ConcurrentExecutions ?? 0;
    return { looked: `${wanted} at once, of ${left}`, findings: findingsOf(wanted, left) };
  },
};
