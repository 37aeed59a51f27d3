import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { Clients } from './clients.ts';
import { capabilities, settled } from './deploy.ts';

/** Who calls: the session of a role. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

const accountMayAssume = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
      Action: 'sts:AssumeRole',
    },
  ],
};

const mayInvoke = (restApiId: string) => ({
  PolicyName: 'invoke',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: { 'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:${restApiId}/*` },
      },
    ],
  },
});

/** Makes a role for each name, those of `strangers` with no right to the API, and returns a session of each. */
export const callersOf = async <Name extends string>(
  clients: Clients,
  restApiId: string,
  names: readonly Name[],
  strangers: readonly Name[] = [],
): Promise<Readonly<Record<Name, Credentials>>> => {
  const roles = names.map((name) => [
    `Role${name}`,
    {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: name,
        AssumeRolePolicyDocument: accountMayAssume,
        Policies: strangers.includes(name) ? [] : [mayInvoke(restApiId)],
      },
    },
  ]);
  const outputs = names.map((name) => [name, { Value: { 'Fn::GetAtt': [`Role${name}`, 'Arn'] } }]);
  const TemplateBody = JSON.stringify({
    Resources: Object.fromEntries(roles),
    Outputs: Object.fromEntries(outputs),
  });
  await clients.cloudFormation.send(new CreateStackCommand({ StackName: 'callers', TemplateBody, ...capabilities }));
  const arns = await settled(clients, 'callers');
  const sessions = names.map(async (name) => {
    const { Credentials } = await clients.sts.send(
      new AssumeRoleCommand({ RoleArn: arns[name], RoleSessionName: `${name}-at-work` }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return [name, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }];
  });
  return Object.fromEntries(await Promise.all(sessions));
};
