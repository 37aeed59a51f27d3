import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { type Check, type Finding, failure, warning } from '../check.ts';
import { differences } from '../differences.ts';
import { eachOf } from '../each-of.ts';

const namesOf = (environment: JsonValue | undefined): readonly string[] => {
  const variables = isObject(environment) ? environment.Variables : undefined;
  return isObject(variables) ? Object.keys(variables) : [];
};

/** Names alone: a value may be a secret. */
const environmentFindings = (name: string, wanted: readonly string[], found: readonly string[]): readonly Finding[] => {
  const missing = wanted.filter((variable) => !found.includes(variable));
  const added = found.filter((variable) => !wanted.includes(variable));
  return [
    ...(missing.length > 0
      ? [
          failure(
            `function ${name} lacks ${missing.join(', ')} in its environment`,
            'Deploy a change of the function, or set it with aws lambda update-function-configuration.',
          ),
        ]
      : []),
    ...(added.length > 0
      ? [
          warning(
            `function ${name} has ${added.join(', ')} in its environment, which the template has not`,
            'Find out who set it, and for what; the next deployment that changes the environment takes it away.',
          ),
        ]
      : []),
  ];
};

/** Functions can be invoked, and are configured as the template says. */
export const functionsCheck: Check = {
  name: 'functions',
  run(stage) {
    const lambda = stage.client(LambdaClient, 'LAMBDA');
    return eachOf(
      stage,
      { type: 'AWS::Lambda::Function', noun: 'function' },
      async ({ physicalId: name, properties }) => {
        const { Runtime, Timeout, MemorySize, Handler, Role, Environment } = properties;
        const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
        const actual = {
          Runtime: found.Runtime ?? null,
          Timeout: found.Timeout ?? null,
          MemorySize: found.MemorySize ?? null,
          Handler: found.Handler ?? null,
          Role: found.Role ?? null,
        };
        return [
          ...(['Failed', 'Inactive'].includes(found.State ?? '')
            ? [
                failure(
                  `function ${name} is ${String(found.State).toLowerCase()}: ${found.StateReason ?? 'no reason is told'}`,
                  'Deploy it again; an inactive one wakes up with its first invocation.',
                ),
              ]
            : []),
          ...differences({ Runtime, Timeout, MemorySize, Handler, Role }, actual).map((difference) =>
            failure(
              `function ${name}: ${difference}`,
              `aws lambda update-function-configuration --function-name ${name} with the template's value.`,
            ),
          ),
          // What refers to something that only AWS knows is not compared.
          ...(Environment === undefined
            ? []
            : environmentFindings(name, namesOf(Environment), Object.keys(found.Environment?.Variables ?? {}))),
        ];
      },
    );
  },
};
