import { concatenated } from '../fit-list.ts';
import { type Found, type FoundObject, field, itemsOf, list, put, take, textOf } from '../found.ts';
import { each, gather, unwrap } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

/** An inline policy that came alone, as get-role-policy gives it. */
const alone = (found: FoundObject): Found | undefined => {
  if (!field(found, 'PolicyDocument')) return undefined;
  return list([gather(found, { PolicyName: 'PolicyName', PolicyDocument: 'PolicyDocument' })]);
};

const inlineLists = ['RolePolicyList', 'UserPolicyList', 'GroupPolicyList', 'Policies'];

const shapePrincipal = (shaping: Shaping): void => {
  const { found } = shaping;
  const policies = concatenated(alone(found), ...inlineLists.map((name) => take(found, name)));
  if (policies.kind === 'list') put(found, 'Policies', policies);
  const attached = take(found, 'AttachedPolicies') ?? take(found, 'AttachedManagedPolicies');
  each(attached, '', (policy) => shaping.dropNode(take(policy, 'PolicyName'), 'read-only', 'told by the policy’s ARN'));
  put(found, 'ManagedPolicyArns', attached);
  shaping.drop(['PolicyNames'], 'read-only', 'names only: get-role-policy shows the policies');
  shaping.drop(['InstanceProfileList', 'RoleLastUsed'], 'read-only', 'a resource of its own');
};

const page = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html';

/** Roles of these paths are made by services and by IAM Identity Center, and by nobody else. */
const reserved = /^\/(aws-service-role|aws-reserved)\//;

export const role: Exception = {
  type: 'AWS::IAM::Role',
  page,
  shape: (shaping) => {
    if (reserved.test(textOf(field(shaping.found, 'Path')) ?? ''))
      return shaping.leaveOut('not-deployable', 'a service of AWS makes the role for itself');
    shapePrincipal(shaping);
  },
};

export const user: Exception = {
  type: 'AWS::IAM::User',
  page,
  renames: { GroupList: 'Groups' },
  drops: { 'read-only': ['UserId', 'PasswordLastUsed'] },
  shape: shapePrincipal,
};

export const group: Exception = {
  type: 'AWS::IAM::Group',
  page,
  drops: { 'read-only': ['GroupId'] },
  shape: shapePrincipal,
};

/** The API shows whole roles where CloudFormation wants their names. */
export const instanceProfile: Exception = {
  type: 'AWS::IAM::InstanceProfile',
  page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html',
  shape: (shaping) => {
    const { found } = shaping;
    const roles = itemsOf(field(found, 'Roles')).filter((role) => role.kind === 'object');
    if (roles.length === 0) return;
    take(found, 'Roles');
    for (const role of roles) {
      const name = take(role, 'RoleName');
      shaping.dropNode(role, 'read-only', 'a resource of its own');
      if (name) put(found, 'Roles', list([...itemsOf(take(found, 'Roles')), name]));
    }
  },
};

const isDefault = (version: Found) => textOf(field(version, 'IsDefaultVersion')) === 'true';

/** Only the default version of a managed policy is in force. */
const shapeVersions = (shaping: Shaping): void => {
  const { found } = shaping;
  const versions = itemsOf(take(found, 'PolicyVersionList') ?? take(found, 'Versions'));
  const current = versions.find(isDefault) ?? take(found, 'PolicyVersion');
  put(found, 'PolicyDocument', take(current, 'Document') ?? take(found, 'Document'));
  for (const version of new Set([...versions, ...(current ? [current] : [])])) {
    const note = version === current ? 'the version that AWS keeps' : 'not the default version';
    shaping.dropNode(version, version === current ? 'read-only' : 'superseded', note);
  }
  shaping.drop(['VersionId', 'IsDefaultVersion', 'DefaultVersionId'], 'read-only', 'the version that AWS keeps');
};

export const managedPolicy: Exception = {
  type: 'AWS::IAM::ManagedPolicy',
  page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html',
  renames: { PolicyName: 'ManagedPolicyName' },
  shape: (shaping) => {
    unwrap(shaping.found, 'Policy');
    put(shaping.found, 'ManagedPolicyName', take(shaping.found, 'PolicyName'));
    shapeVersions(shaping);
    const arn = shaping.resource.identifiers.find((id) => id.startsWith('arn:'));
    if (arn) shaping.ref = arn;
    shaping.drop(['PolicyGroups', 'PolicyUsers', 'PolicyRoles'], 'read-only', 'told by whom it is attached to');
  },
};
