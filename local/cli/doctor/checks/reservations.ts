import { GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Check, failure, warning } from '../check.ts';
import { eachOf } from '../each-of.ts';

/** No function has more, or less, for itself than the template says: with none it never runs, with little it is throttled alone. */
export const reservationsCheck: Check = {
  name: 'reservations',
  run(stage) {
    const lambda = stage.client(LambdaClient, 'LAMBDA');
    return eachOf(
      stage,
      { type: 'AWS::Lambda::Function', noun: 'function' },
      async ({ physicalId: name, properties: { ReservedConcurrentExecutions: wanted } }) => {
        const { ReservedConcurrentExecutions: reserved } = await lambda.send(
          new GetFunctionConcurrencyCommand({ FunctionName: name }),
        );
        if (reserved === undefined || reserved === wanted) return [];
        const todo = `aws lambda delete-function-concurrency --function-name ${name}; what waits in its queue is then taken.`;
        return reserved === 0
          ? [failure(`function ${name} may not run at all: its reserved concurrency is 0`, todo)]
          : [warning(`function ${name} may run ${reserved} at once: its concurrency is reserved by hand`, todo)];
      },
    );
  },
};
