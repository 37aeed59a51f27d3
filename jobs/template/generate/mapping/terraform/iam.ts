import { field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

/** Inline policies may be told twice, by the role and by a resource of their own; both become that resource. */
const spawnInline = (shaping: Shaping): void => {
  const role = textOf(field(shaping.found, 'name')) ?? shaping.identity;
  for (const inline of itemsOf(take(shaping.found, 'inline_policy'))) {
    const name = textOf(field(inline, 'name')) ?? '';
    const document = take(inline, 'policy');
    if (name === '' || !document) {
      shaping.dropNode(inline, 'empty');
      shaping.dropNode(document, 'empty');
      continue;
    }
    const policy = object([
      ['RoleName', literal(role)],
      ['PolicyDocument', document],
    ]);
    put(policy, 'PolicyName', take(inline, 'name'));
    shaping.spawn('AWS::IAM::RolePolicy', `${role}:${name}`, policy);
  }
};

const role: TerraformException = {
  from: ['aws_iam_role'],
  renames: { name: 'RoleName', assume_role_policy: 'AssumeRolePolicyDocument' },
  drops: { 'read-only': ['create_date', 'unique_id'] },
  shape: spawnInline,
};

const principal = (kind: string): TerraformException => ({
  from: [`aws_iam_${kind.toLowerCase()}`],
  renames: { name: `${kind}Name`, permissions_boundary: 'PermissionsBoundary' },
  drops: { 'read-only': ['unique_id'] },
});

const inline = (kind: string): TerraformException => ({
  from: [`aws_iam_${kind.toLowerCase()}_policy`],
  renames: { name: 'PolicyName', [kind.toLowerCase()]: `${kind}Name`, policy: 'PolicyDocument' },
});

/** CloudFormation attaches policies where the principal is made. */
const attachment = (kind: string): TerraformException => ({
  from: [`aws_iam_${kind.toLowerCase()}_policy_attachment`],
  adds: true,
  shape: (shaping) => {
    const { found } = shaping;
    const arn = take(found, 'policy_arn');
    if (arn) put(found, 'ManagedPolicyArns', list([arn]));
    put(found, `${kind}Name`, take(found, kind.toLowerCase()));
    shaping.drop(['id'], 'read-only', 'Terraform names it');
  },
});

const policy: TerraformException = {
  from: ['aws_iam_policy'],
  renames: { name: 'ManagedPolicyName' },
  drops: { 'read-only': ['attachment_count', 'policy_id'] },
  shape: ({ found }) => put(found, 'PolicyDocument', take(found, 'policy')),
};

const profile: TerraformException = {
  from: ['aws_iam_instance_profile'],
  renames: { name: 'InstanceProfileName' },
  drops: { 'read-only': ['create_date', 'unique_id'] },
  shape: ({ found }) => {
    const own = take(found, 'role');
    if (own) put(found, 'Roles', list([own]));
  },
};

const membership: TerraformException = {
  from: ['aws_iam_group_membership'],
  renames: { group: 'GroupName' },
  drops: { 'not-deployable': ['name'] },
};

const provider: TerraformException = {
  from: ['aws_iam_openid_connect_provider'],
};

const keyPolicy: TerraformException = {
  from: ['aws_kms_key'],
  blocks: [],
  renames: { policy: 'KeyPolicy', is_enabled: 'Enabled', customer_master_key_spec: 'KeySpec' },
  unset: ['rotation_period_in_days'],
  drops: { 'not-deployable': ['custom_key_store_id', 'xks_key_id'] },
};

const keyAlias: TerraformException = {
  from: ['aws_kms_alias'],
  renames: { name: 'AliasName' },
  drops: { 'read-only': ['target_key_arn'] },
};

const secret: TerraformException = {
  from: ['aws_secretsmanager_secret'],
  renames: { replica: 'ReplicaRegions' },
  drops: { 'read-only': ['rotation_lambda_arn', 'rotation_rules', 'rotation_enabled'] },
  shape: ({ found }) => put(found, 'ResourcePolicy', take(found, 'policy')),
};

const secretValue: TerraformException = {
  from: ['aws_secretsmanager_secret_version'],
  adds: true,
  drops: {
    'read-only': ['id', 'arn', 'secret_arn', 'secret_id', 'version_id', 'version_stages', 'has_secret_string_wo'],
    'not-deployable': ['secret_binary', 'secret_string_wo_version', 'secret_string_wo'],
  },
};

const parameter: TerraformException = {
  from: ['aws_ssm_parameter'],
  drops: {
    'read-only': ['version', 'has_value_wo'],
    superseded: ['insecure_value'],
    'account-metadata': ['key_id'],
  },
};

const certificate: TerraformException = {
  from: ['aws_acm_certificate'],
  blocks: ['options', 'validation_option'],
  renames: { 'options.certificate_transparency_logging_preference': 'CertificateTransparencyLoggingPreference' },
  drops: {
    'read-only': [
      'domain_validation_options',
      'validation_emails',
      'not_after',
      'not_before',
      'pending_renewal',
      'renewal_eligibility',
      'renewal_summary',
      'early_renewal_duration',
      'type',
      'options',
    ],
  },
};

const devicePolicy: TerraformException = { from: ['aws_iot_policy'], renames: { policy: 'PolicyDocument' } };

const kinds = ['Role', 'User', 'Group'];

export const iam: readonly TerraformException[] = [
  role,
  principal('User'),
  principal('Group'),
  ...kinds.map(inline),
  ...kinds.map(attachment),
  policy,
  profile,
  membership,
  provider,
  keyPolicy,
  keyAlias,
  secret,
  secretValue,
  parameter,
  certificate,
  devicePolicy,
];
