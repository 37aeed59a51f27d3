import { statementsOf } from '../../iam/policy.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/**
 * Managed policies are not read: whoever has a right by one alone is refused.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
 */
export const role: Kind = {
  type: 'AWS::IAM::Role',
  phase: 'storage',
  identity: (naming) => {
    const name = physicalName(naming, 'RoleName');
    const { partition, account } = naming.place;
    return { ref: name, attributes: { Arn: `arn:${partition}:iam::${account}:role/${name}`, RoleId: name } };
  },
  create: ({ identity, properties }, parts) =>
    void parts.roles.set(identity.attributes.Arn ?? '', statementsOf(properties.Policies)),
};
