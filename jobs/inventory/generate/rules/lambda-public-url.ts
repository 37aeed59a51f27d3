import { listAt, textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const lambdaPublicUrl: Rule = {
  id: 'lambda-public-url',
  finds: 'A function with a public URL',
  severity: 'high',
  service: 'lambda',
  types: ['AWS::Lambda::Function'],
  reads: ['ListFunctionUrlConfigs.FunctionUrlConfigs[].AuthType'],
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  todo: 'Set AuthType to AWS_IAM, or put CloudFront with origin access control before it.',
  check: (lambda) => {
    const open = listAt(lambda, 'ListFunctionUrlConfigs', 'FunctionUrlConfigs').filter(
      (url) => textAt(url, 'AuthType') === 'NONE',
    );
    if (open.length === 0) return undefined;
    return {
      title: 'Function has a public URL',
      why: 'Anyone who has the URL can invoke it: AuthType is NONE.',
      evidence: { AuthType: 'NONE', Urls: open.length },
      exposure: 'internet',
    };
  },
};
