import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '../../../cloudformation/arn.ts';
import { type Row, valuesOf } from './row.ts';

const role = 'AWS::IAM::Role';
const managedPolicy = 'AWS::IAM::ManagedPolicy';
const secret = 'AWS::SecretsManager::Secret';
const key = 'AWS::KMS::Key';

const awsManaged = ({ Arn }: JsonObject) =>
  parseArn(Arn)?.account === 'aws' ? 'a policy that AWS manages is referred to, not created' : undefined;

const isKeyPolicy = ({ Policy }: JsonObject) => typeof Policy === 'string' && Policy.includes('"kms:');

/** A key is called by its ARN as much as by its id. */
const keyNames = (item: JsonValue): readonly string[] => {
  if (!isObject(item)) return [];
  return valuesOf(item, 'KeyId', 'Arn').flatMap((id) =>
    id.startsWith('arn:') ? [id.slice(id.indexOf('/') + 1), id] : [id],
  );
};

const inline = (subject: 'Role' | 'User' | 'Group'): Row => ({
  command: `iam get-${subject.toLowerCase()}-policy`,
  at: '',
  type: `AWS::IAM::${subject}`,
  ids: [`${subject}Name`],
  has: [`${subject}Name`, 'PolicyName', 'PolicyDocument'],
  under: `/${subject}PolicyList/0`,
});

/** The managed policies of some role, user or group: which, the file's name has to say. */
const attached = (subject: 'Role' | 'User' | 'Group'): Row => ({
  command: `iam list-attached-${subject.toLowerCase()}-policies`,
  at: '',
  type: `AWS::IAM::${subject}`,
  only: ['AttachedPolicies', 'IsTruncated', 'Marker'],
  value: 'AttachedPolicies',
  under: '/AttachedManagedPolicies',
  ...(subject === 'Role' ? { usual: true } : {}),
});

export const identity: readonly Row[] = [
  {
    command: 'iam get-role',
    at: 'Role',
    type: role,
    ids: ['RoleName', 'Arn', 'RoleId'],
    has: ['RoleName', 'AssumeRolePolicyDocument'],
  },
  {
    command: 'iam list-roles',
    at: 'Roles[]',
    type: role,
    ids: ['RoleName', 'Arn', 'RoleId'],
    has: ['RoleName', 'AssumeRolePolicyDocument'],
  },
  {
    command: 'iam get-account-authorization-details',
    at: 'RoleDetailList[]',
    type: role,
    ids: ['RoleName', 'Arn', 'RoleId'],
    has: ['RoleName', 'RolePolicyList'],
  },
  inline('Role'),
  inline('User'),
  inline('Group'),
  attached('Role'),
  attached('User'),
  attached('Group'),
  {
    command: 'iam get-policy',
    at: 'Policy',
    type: managedPolicy,
    ids: ['Arn', 'PolicyName', 'PolicyId'],
    has: ['PolicyName', 'Arn', 'DefaultVersionId'],
    skip: awsManaged,
  },
  {
    command: 'iam list-policies',
    at: 'Policies[]',
    type: managedPolicy,
    ids: ['Arn', 'PolicyName', 'PolicyId'],
    has: ['PolicyName', 'Arn', 'DefaultVersionId'],
    skip: awsManaged,
  },
  {
    command: 'iam get-policy-version',
    at: 'PolicyVersion',
    type: managedPolicy,
    has: ['VersionId', 'Document'],
    under: '/PolicyVersionList/0',
  },
  {
    command: 'iam list-instance-profiles',
    at: 'InstanceProfiles[]',
    type: 'AWS::IAM::InstanceProfile',
    ids: ['InstanceProfileName', 'Arn', 'InstanceProfileId'],
    has: ['InstanceProfileName', 'Roles'],
  },
  {
    command: 'iam get-instance-profile',
    at: 'InstanceProfile',
    type: 'AWS::IAM::InstanceProfile',
    ids: ['InstanceProfileName', 'Arn', 'InstanceProfileId'],
    has: ['InstanceProfileName', 'Roles'],
  },
  ...(['User', 'Group'] as const).flatMap((kind): readonly Row[] => [
    {
      command: `iam get-${kind.toLowerCase()}`,
      at: kind,
      type: `AWS::IAM::${kind}`,
      ids: [`${kind}Name`, 'Arn', `${kind}Id`],
      has: [`${kind}Name`, `${kind}Id`, 'Arn'],
    },
    {
      command: `iam list-${kind.toLowerCase()}s`,
      at: `${kind}s[]`,
      type: `AWS::IAM::${kind}`,
      ids: [`${kind}Name`, 'Arn', `${kind}Id`],
      has: [`${kind}Name`, `${kind}Id`, 'Arn'],
    },
    {
      command: 'iam get-account-authorization-details',
      at: `${kind}DetailList[]`,
      type: `AWS::IAM::${kind}`,
      ids: [`${kind}Name`, 'Arn', `${kind}Id`],
    },
  ]),
  {
    command: 'iam list-open-id-connect-providers',
    at: 'OpenIDConnectProviderList[]',
    type: 'AWS::IAM::OIDCProvider',
    ids: ['Arn'],
    has: ['Arn'],
  },
  {
    command: 'kms describe-key',
    at: 'KeyMetadata',
    type: key,
    ids: keyNames,
    has: ['KeyId', 'KeyUsage', 'KeyState'],
    skip: ({ KeyManager }) => (KeyManager === 'AWS' ? 'a key that AWS manages is referred to, not created' : undefined),
  },
  {
    command: 'kms get-key-policy',
    at: '',
    type: key,
    only: ['Policy', 'PolicyName'],
    when: isKeyPolicy,
    value: 'Policy',
    under: '/KeyPolicy',
  },
  {
    command: 'kms get-key-rotation-status',
    at: '',
    type: key,
    ids: keyNames,
    has: ['KeyRotationEnabled'],
    only: ['KeyId', 'KeyRotationEnabled', 'RotationPeriodInDays', 'NextRotationDate', 'OnDemandRotationStartDate'],
    under: '/KeyRotation',
  },
  {
    command: 'kms list-aliases',
    at: 'Aliases[]',
    type: 'AWS::KMS::Alias',
    ids: ['AliasName', 'AliasArn'],
    has: ['AliasName', 'AliasArn'],
    skip: ({ AliasName }) =>
      typeof AliasName === 'string' && AliasName.startsWith('alias/aws/') ? 'aliases of AWS are reserved' : undefined,
  },
  {
    command: 'secretsmanager describe-secret',
    at: '',
    type: secret,
    ids: ['ARN', 'Name'],
    has: ['ARN', 'Name', 'VersionIdsToStages'],
  },
  {
    command: 'secretsmanager get-secret-value',
    at: '',
    type: secret,
    ids: ['ARN', 'Name'],
    has: ['ARN', 'Name', 'VersionStages'],
  },
  {
    command: 'secretsmanager get-resource-policy',
    at: '',
    type: secret,
    ids: ['ARN', 'Name'],
    has: ['ARN', 'Name', 'ResourcePolicy'],
    value: 'ResourcePolicy',
    under: '/ResourcePolicy',
  },
  {
    command: 'secretsmanager list-secrets',
    at: 'SecretList[]',
    type: secret,
    ids: ['ARN', 'Name'],
    has: ['ARN', 'Name', 'SecretVersionsToStages'],
  },
  {
    command: 'ssm get-parameter',
    at: 'Parameter',
    type: 'AWS::SSM::Parameter',
    ids: ['Name', 'ARN'],
    has: ['Name', 'Type', 'Version'],
  },
  {
    command: 'ssm get-parameters',
    at: 'Parameters[]',
    type: 'AWS::SSM::Parameter',
    ids: ['Name', 'ARN'],
    has: ['Name', 'Type', 'Version'],
  },
  {
    command: 'acm describe-certificate',
    at: 'Certificate',
    type: 'AWS::CertificateManager::Certificate',
    ids: ['CertificateArn'],
    has: ['CertificateArn', 'DomainName'],
  },
  {
    command: 'cognito-idp describe-user-pool',
    at: 'UserPool',
    type: 'AWS::Cognito::UserPool',
    ids: ['Id', 'Arn'],
    has: ['Id', 'Policies'],
  },
];
