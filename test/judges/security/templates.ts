/** The templates that are judged: by cfn-lint too (.ci/run). */
export type Packaging = { readonly stage: string; readonly params: Readonly<Record<string, string>> };

const told = { alertEmail: 'ops@example.com' };

const everything = {
  ...told,
  apiAuth: 'cognito',
  cognitoUserPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_example',
  corsOrigins: 'https://a.example,https://b.example',
  apiWaf: 'true',
  apiAccountRole: 'false',
  agentEnabled: 'true',
  agentModelId: 'amazon.nova-pro-v1:0',
  modelEnabled: 'true',
  modelId: 'eu.amazon.nova-pro-v1:0',
  webhookSecret: '/dropforge/dev/webhook',
  inventoryExceptions: '/dropforge/dev/exceptions',
  eventSchemas: 'true',
  deployment: 'canary',
  trustedOrganization: 'o-a1b2c3d4e5',
};

/** All that makes it harder and costs more. The network has no way out, and what needs one is off. */
const hardened = {
  ...told,
  apiWaf: 'true',
  modelEnabled: 'true',
  modelId: 'eu.amazon.nova-pro-v1:0',
  inventoryEnabled: 'false',
  keyUsers: 'arn:aws:iam::123456789012:role/operator',
  encryptMessages: 'true',
  vpc: 'true',
  dataRegions: 'eu-central-1,eu-north-1,eu-west-1,eu-west-3',
  auditTrail: 'true',
  threatDetection: 'true',
  malwareScan: 'true',
  logRetentionDays: '365',
};

export const packagings: Readonly<Record<string, Packaging>> = {
  'as it is': { stage: 'dev', params: told },
  'of production': { stage: 'prod', params: told },
  'with everything on': { stage: 'dev', params: everything },
  hardened: { stage: 'prod', params: hardened },
};
