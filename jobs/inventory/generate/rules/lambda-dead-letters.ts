import { at, listAt, textAt, wasAsked } from '../fields.ts';
import type { Rule } from './rule.ts';
import { statementsOf } from './s3-policy.ts';

/** Who invokes functions asynchronously. https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html */
const asynchronous = new Set(
  [
    's3',
    'sns',
    'events',
    'ses',
    'logs',
    'config',
    'codecommit',
    'codepipeline',
    'cloudformation',
    'iot',
    'scheduler',
  ].map((service) => `${service}.amazonaws.com`),
);

export const lambdaDeadLetters: Rule = {
  id: 'lambda-dead-letters',
  finds: 'A function that is invoked asynchronously and keeps nothing of an invocation that fails',
  severity: 'low',
  service: 'lambda',
  types: ['AWS::Lambda::Function'],
  reads: [
    'Functions[].DeadLetterConfig.TargetArn',
    'GetPolicy.Policy',
    'ListFunctionEventInvokeConfigs.FunctionEventInvokeConfigs[].DestinationConfig.OnFailure',
  ],
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  todo: 'Give it an on-failure destination or a dead-letter queue.',
  check: (lambda) => {
    const services = (statementsOf(at(lambda, 'GetPolicy', 'Policy')) ?? []).flatMap(
      (statement) => textAt(statement, 'Principal', 'Service') ?? [],
    );
    const callers = [...new Set(services)].filter((service) => asynchronous.has(service));
    if (callers.length === 0 || !wasAsked(lambda, 'ListFunctionEventInvokeConfigs')) return undefined;
    const configs = listAt(lambda, 'ListFunctionEventInvokeConfigs', 'FunctionEventInvokeConfigs');
    const hasDestination = configs.some((config) => textAt(config, 'DestinationConfig', 'OnFailure', 'Destination'));
    if (hasDestination || textAt(lambda, 'DeadLetterConfig', 'TargetArn')) return undefined;
    return {
      title: 'Asynchronous invocations of the function can get lost',
      why: `${callers.join(', ')} may invoke it; an event that fails three times is dropped, and nobody keeps it.`,
      evidence: { DeadLetterConfig: null, OnFailure: null, invokedBy: callers },
    };
  },
};
