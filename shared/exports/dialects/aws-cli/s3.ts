import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Row } from './row.ts';

const bucket = 'AWS::S3::Bucket';

/** A bucket policy speaks of its own bucket: the bucket that every statement's resources lie in. */
const bucketOfPolicy = (policy: JsonValue | undefined): readonly string[] => {
  if (typeof policy !== 'string') return [];
  const names = [...policy.matchAll(/"Resource"\s*:\s*(\[[^\]]*\]|"[^"]*")/g)].flatMap(([, resources = '']) =>
    [...resources.matchAll(/arn:aws[a-z-]*:s3:::([a-z0-9.-]{3,63})/g)].map(([, name = '']) => name),
  );
  const [name, ...others] = [...new Set(names)];
  return name !== undefined && others.length === 0 ? [name] : [];
};

const isBucketPolicy = (root: JsonObject) =>
  typeof root.Policy === 'string' && /"s3:|arn:aws[a-z-]*:s3:::/.test(root.Policy);

/** An access point has a name and a date too, and more besides. */
const isBucket = (item: JsonObject) =>
  Object.keys(item).every((key) => ['Name', 'CreationDate', 'BucketRegion', 'BucketArn'].includes(key));

/** What a `get-bucket-…` prints without a key of its own, told by the keys it may have. */
const bare = (command: string, only: readonly string[], under: string): Row => ({
  command: `s3api ${command}`,
  at: '',
  type: bucket,
  only,
  under,
});

/** What a `get-bucket-…` prints under one key of its own, and where that goes. */
const part = (command: string, value: string, under: string): Row => ({ ...bare(command, [value], under), value });

const isSwitch = ({ Status }: JsonObject) => Status === 'Enabled' || Status === 'Suspended';

export const s3: readonly Row[] = [
  {
    command: 's3api list-buckets',
    at: 'Buckets[]',
    type: bucket,
    ids: ['Name', 'BucketArn'],
    has: ['Name', 'CreationDate'],
    when: isBucket,
  },
  part('get-bucket-location', 'LocationConstraint', '/LocationConstraint'),
  { ...bare('get-bucket-versioning', ['Status', 'MFADelete'], '/VersioningConfiguration'), when: isSwitch },
  { ...bare('get-bucket-accelerate-configuration', ['Status'], '/AccelerateConfiguration'), when: isSwitch },
  part('get-bucket-encryption', 'ServerSideEncryptionConfiguration', '/BucketEncryption'),
  part('get-public-access-block', 'PublicAccessBlockConfiguration', '/PublicAccessBlockConfiguration'),
  part('get-bucket-ownership-controls', 'OwnershipControls', '/OwnershipControls'),
  part('get-bucket-tagging', 'TagSet', '/Tags'),
  bare('get-bucket-cors', ['CORSRules'], '/CorsConfiguration'),
  {
    ...bare(
      'get-bucket-lifecycle-configuration',
      ['Rules', 'TransitionDefaultMinimumObjectSize'],
      '/LifecycleConfiguration',
    ),
    when: ({ Rules }) =>
      Array.isArray(Rules) &&
      Rules.some((rule: JsonValue) => isObject(rule) && 'Status' in rule && !('RuleArn' in rule)),
  },
  {
    command: 's3api get-bucket-policy',
    at: '',
    type: bucket,
    ids: (root) => (isObject(root) ? bucketOfPolicy(root.Policy) : []),
    only: ['Policy'],
    when: isBucketPolicy,
    value: 'Policy',
    under: '/Policy',
  },
  part('get-bucket-policy-status', 'PolicyStatus', '/PolicyStatus'),
  {
    ...part('get-bucket-logging', 'LoggingEnabled', '/LoggingConfiguration'),
    when: (root) => isObject(root.LoggingEnabled),
  },
  bare(
    'get-bucket-notification-configuration',
    ['TopicConfigurations', 'QueueConfigurations', 'LambdaFunctionConfigurations', 'EventBridgeConfiguration'],
    '/NotificationConfiguration',
  ),
  bare(
    'get-bucket-website',
    ['IndexDocument', 'ErrorDocument', 'RedirectAllRequestsTo', 'RoutingRules'],
    '/WebsiteConfiguration',
  ),
  bare('get-bucket-request-payment', ['Payer'], '/RequestPaymentConfiguration'),
  {
    ...bare('get-bucket-acl', ['Owner', 'Grants'], '/AccessControlList'),
    has: ['Grants'],
    when: ({ Grants }) =>
      Array.isArray(Grants) && Grants.every((grant: JsonValue) => isObject(grant) && 'Grantee' in grant),
  },
  part('get-bucket-replication', 'ReplicationConfiguration', '/ReplicationConfiguration'),
  part('get-object-lock-configuration', 'ObjectLockConfiguration', '/ObjectLockConfiguration'),
  part(
    'list-bucket-intelligent-tiering-configurations',
    'IntelligentTieringConfigurationList',
    '/IntelligentTieringConfigurations',
  ),
  part('list-bucket-analytics-configurations', 'AnalyticsConfigurationList', '/AnalyticsConfigurations'),
  part('list-bucket-metrics-configurations', 'MetricsConfigurationList', '/MetricsConfigurations'),
  part('list-bucket-inventory-configurations', 'InventoryConfigurationList', '/InventoryConfigurations'),
  ...['IntelligentTiering', 'Analytics', 'Metrics', 'Inventory'].map((kind) =>
    part(
      `get-bucket-${kind === 'IntelligentTiering' ? 'intelligent-tiering' : kind.toLowerCase()}-configuration`,
      `${kind}Configuration`,
      `/${kind}Configurations/0`,
    ),
  ),
];
