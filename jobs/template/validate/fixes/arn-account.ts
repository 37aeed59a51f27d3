import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

/** arn:aws:iam:::role/Name: IAM has no region and always an account. */
const withoutAccount = /^arn:(aws[\w-]*):iam:::((?:role|user|group|policy|instance-profile)\/[\w+=,.@/-]+)$/;

export const arnAccount: Fixer = {
  name: 'arn-account',
  mends: 'An ARN of IAM in which the account is left out: the account that the stack is in',
  rules: ['E1156', 'F3031', 'E3031'],
  fix({ pointer }, { template }) {
    const value = valueAt(template, pointer);
    const [, , rest] = (typeof value === 'string' && withoutAccount.exec(value)) || [];
    if (rest === undefined) return undefined;
    return {
      patch: [
        {
          op: 'replace',
          path: pointer,
          value: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${rest}` },
        },
      ],
      description: `The stack's account put into ${value}, which named none`,
    };
  },
};
