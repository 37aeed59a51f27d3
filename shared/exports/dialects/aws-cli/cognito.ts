import { parseArn } from '../../../cloudformation/arn.ts';
import type { Row } from './row.ts';

const pool = { type: 'AWS::Cognito::UserPool', property: 'UserPoolId' } as const;

/** What a user pool has, each with the pool it is of. */
const inPool = (command: string, at: string, type: string, name: string): Row => ({
  command: `cognito-idp ${command}`,
  at,
  type: `AWS::Cognito::${type}`,
  ids: [name],
  has: [name, 'UserPoolId'],
});

const user: Pick<Row, 'type' | 'ids' | 'parent'> = {
  type: 'AWS::Cognito::UserPoolUser',
  ids: ['Username'],
  parent: pool,
};

export const cognito: readonly Row[] = [
  {
    command: 'cognito-idp describe-user-pool',
    at: 'UserPool',
    type: pool.type,
    ids: ['Id', 'Arn', 'ProviderName'],
    has: ['Id', 'Name', 'Arn'],
    when: ({ Arn }) => parseArn(Arn)?.service === 'cognito-idp',
  },
  inPool('describe-user-pool-client', 'UserPoolClient', 'UserPoolClient', 'ClientId'),
  inPool('list-groups', 'Groups[]', 'UserPoolGroup', 'GroupName'),
  inPool('get-group', 'Group', 'UserPoolGroup', 'GroupName'),
  inPool('describe-identity-provider', 'IdentityProvider', 'UserPoolIdentityProvider', 'ProviderName'),
  inPool('describe-resource-server', 'ResourceServer', 'UserPoolResourceServer', 'Identifier'),
  inPool('list-resource-servers', 'ResourceServers[]', 'UserPoolResourceServer', 'Identifier'),
  inPool('describe-user-pool-domain', 'DomainDescription', 'UserPoolDomain', 'Domain'),
  {
    command: 'cognito-idp describe-risk-configuration',
    at: 'RiskConfiguration',
    type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
    ids: ['UserPoolId'],
    has: ['UserPoolId'],
  },
  {
    command: 'cognito-idp get-ui-customization',
    at: 'UICustomization',
    type: 'AWS::Cognito::UserPoolUICustomizationAttachment',
    ids: ['UserPoolId'],
    has: ['UserPoolId'],
  },
  {
    command: 'cognito-idp get-user-pool-mfa-config',
    at: '',
    type: pool.type,
    only: [
      'SmsMfaConfiguration',
      'SoftwareTokenMfaConfiguration',
      'EmailMfaConfiguration',
      'MfaConfiguration',
      'WebAuthnConfiguration',
    ],
    has: ['MfaConfiguration'],
  },
  { command: 'cognito-idp list-users', at: 'Users[]', ...user, has: ['Username', 'UserStatus'] },
  { command: 'cognito-idp get-user', at: '', ...user, has: ['Username', 'UserAttributes'] },
  {
    command: 'cognito-identity describe-identity-pool',
    at: '',
    type: 'AWS::Cognito::IdentityPool',
    ids: ['IdentityPoolId'],
    has: ['IdentityPoolId', 'IdentityPoolName', 'AllowUnauthenticatedIdentities'],
  },
  {
    command: 'cognito-identity get-identity-pool-roles',
    at: '',
    type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    ids: ['IdentityPoolId'],
    has: ['IdentityPoolId', 'Roles'],
  },
];
