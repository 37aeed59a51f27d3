import { secretValue } from '../../redact.ts';
import { at } from '../fields.ts';
import type { Rule } from './rule.ts';

export const lambdaSecrets: Rule = {
  id: 'lambda-secrets',
  finds: 'A function with secrets in its environment',
  severity: 'high',
  service: 'lambda',
  types: ['AWS::Lambda::Function'],
  reads: ['Functions[].Environment.Variables (names, and whether the value looks like a secret)'],
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  todo: 'Keep them in Secrets Manager or Parameter Store, let the function read them there, and replace what was readable.',
  check: (lambda) => {
    const variables = at(lambda, 'Environment', 'Variables');
    const names = Object.entries(typeof variables === 'object' && variables !== null ? variables : {})
      .filter(([, value]) => value === secretValue)
      .map(([name]) => name)
      .sort();
    if (names.length === 0) return undefined;
    return {
      title: 'Function has secrets in its environment',
      why: `Whoever may read its configuration reads them: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`,
      evidence: { Variables: names },
      exposure: 'account',
    };
  },
};
