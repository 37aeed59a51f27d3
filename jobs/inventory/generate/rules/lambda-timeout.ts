import { numberAt } from '../fields.ts';
import type { Rule } from './rule.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const longest = 900;

export const lambdaTimeout: Rule = {
  id: 'lambda-timeout',
  finds: 'A function with the longest timeout there is',
  severity: 'low',
  service: 'lambda',
  types: ['AWS::Lambda::Function'],
  reads: ['Functions[].Timeout'],
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
  todo: 'Set it a little above what the slowest good invocation takes (metric Duration, p99).',
  check: (lambda) => {
    const timeout = numberAt(lambda, 'Timeout');
    if (timeout === undefined || timeout < longest) return undefined;
    return {
      title: 'Function has the longest timeout there is',
      why: 'An invocation that hangs is paid for through 15 minutes before anyone can notice.',
      evidence: { Timeout: timeout },
    };
  },
};
