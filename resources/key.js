/**
 * One customer key for what people give us and what we make of it: to revoke it is to lock all of it. It is the stack's own unless
 * kmsKeyArn names another, whose policy is then its owner's affair. docs/decisions/encryption.md
 */
import { keyPolicy } from './key-policy.js';
import { service } from './names.js';
import { isOn, listOf, refuse } from './read-param.js';

const keyArn = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/;
const principalArn = /^arn:[\w-]+:iam::\d{12}:(user|role)\/[\w+=,.@/*-]+$/;

/** What everything that is encrypted is encrypted with. */
export const arn = async ({ resolveVariable }) => {
  const given = String(await resolveVariable('param:kmsKeyArn'));
  if (given === '') return { 'Fn::GetAtt': ['DataKey', 'Arn'] };
  if (keyArn.test(given)) return given;
  throw refuse(`kmsKeyArn is not the ARN of a key: ${given}`);
};

/** The key of queues and logs too, if they are to have it; otherwise undefined, and SQS's and CloudWatch's own encrypt them. */
export const messageKey = async ({ resolveVariable }) =>
  (await isOn('encryptMessages', resolveVariable)) ? arn({ resolveVariable }) : undefined;

/** Whom the key's policy names besides the roles of functions; where it names nobody, the account decides by its own policies. */
const usersOf = async (resolveVariable) => {
  const users = listOf(await resolveVariable('param:keyUsers'));
  const wrong = users.find((user) => !principalArn.test(user));
  if (wrong) throw refuse(`keyUsers holds what is no ARN of a user or role: ${wrong}`);
  return users;
};

const ownKey = (KeyPolicy) => ({
  DataKey: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      Description: `The data of ${service}`,
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy,
    },
  },
  DataKeyAlias: {
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: `alias/${service}`, TargetKeyId: { Ref: 'DataKey' } },
  },
});

/** The key, unless another is given, and its use for the API's log; functions bring their own logs (lambda.js). */
export const resources = async ({ resolveVariable }) => {
  const users = await usersOf(resolveVariable);
  const given = String(await resolveVariable('param:kmsKeyArn')) !== '';
  if (given && users.length > 0)
    throw refuse('keyUsers is for the key that the stack makes: the policy of kmsKeyArn is its owner’s');
  const uses = {
    users,
    messages: await isOn('encryptMessages', resolveVariable),
    trail: await isOn('auditTrail', resolveVariable),
  };
  const accessLog = uses.messages && { ApiAccessLog: { Properties: { KmsKeyId: await arn({ resolveVariable }) } } };
  return { Resources: given ? {} : ownKey(keyPolicy(uses)), extensions: { ...accessLog } };
};
