import type { TerraformRow, TerraformRows } from './row.ts';

const of = (kind: 'Role' | 'User' | 'Group'): TerraformRows => {
  const name = kind.toLowerCase();
  const own: TerraformRow = { type: `AWS::IAM::${kind}`, ids: ['name', 'arn', 'unique_id'] };
  return {
    [`aws_iam_${name}`]: own,
    [`aws_iam_${name}_policy`]: { type: `AWS::IAM::${kind}Policy`, ids: ['id'] },
    [`aws_iam_${name}_policy_attachment`]: { type: own.type, ids: [name] },
  };
};

export const identity: TerraformRows = {
  ...of('Role'),
  ...of('User'),
  ...of('Group'),
  aws_acm_certificate: { type: 'AWS::CertificateManager::Certificate', ids: ['arn'] },
  aws_cognito_user_pool: { type: 'AWS::Cognito::UserPool' },
  aws_cognito_user_pool_client: { type: 'AWS::Cognito::UserPoolClient' },
  aws_cognito_user_pool_domain: { type: 'AWS::Cognito::UserPoolDomain' },
  aws_iam_group_membership: { type: 'AWS::IAM::UserToGroupAddition', ids: ['id'] },
  aws_iam_instance_profile: { type: 'AWS::IAM::InstanceProfile', ids: ['name', 'arn'] },
  aws_iam_openid_connect_provider: { type: 'AWS::IAM::OIDCProvider', ids: ['arn'] },
  aws_iam_policy: { type: 'AWS::IAM::ManagedPolicy', ids: ['arn', 'name'] },
  aws_iam_service_linked_role: { type: 'AWS::IAM::ServiceLinkedRole', ids: ['name', 'arn'] },
  aws_kms_alias: { type: 'AWS::KMS::Alias', ids: ['name', 'arn'] },
  aws_iot_policy: { type: 'AWS::IoT::Policy', ids: ['name', 'arn'] },
  aws_kms_key: { type: 'AWS::KMS::Key', ids: ['key_id', 'arn'] },
  aws_secretsmanager_secret: { type: 'AWS::SecretsManager::Secret', ids: ['arn', 'name'] },
  aws_secretsmanager_secret_version: { type: 'AWS::SecretsManager::Secret', ids: ['secret_id'] },
  aws_ssm_parameter: { type: 'AWS::SSM::Parameter', ids: ['name', 'arn'] },
};
