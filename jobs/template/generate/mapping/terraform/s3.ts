import { type Found, type FoundObject, field, itemsOf, list, literal, object, put, take, textOf } from '../found.ts';
import { each, gather, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

const named = { bucket: 'BucketName' };

/** What every split resource says beside its own matter. */
const besides = { 'account-metadata': ['expected_bucket_owner'] };

/** Moves everything that is left into one property of the bucket. */
const under =
  (property: string, rest: readonly string[] = []) =>
  ({ found }: Shaping): void => {
    const outside = new Set(['bucketname', 'bucket', 'id', 'region', ...rest]);
    const names = [...found.fields.keys()].filter((name) => !outside.has(name.toLowerCase()));
    const inner = gather(found, Object.fromEntries(names.map((name) => [name, name])));
    if (inner.fields.size > 0) put(found, property, inner);
  };

const ruleBlocks = ['filter', 'filter.and', 'filter.tag', 'expiration', 'noncurrent_version_expiration'];

const shapeExpiration = (shaping: Shaping, rule: FoundObject): void => {
  for (const name of [
    'expiration.days',
    'noncurrent_version_expiration.days',
    'noncurrent_version_expiration.noncurrent_days',
  ]) {
    if (textOf(field(rule, name)) === '0') shaping.dropNode(take(rule, name), 'service-default');
  }
  rename(rule, {
    'noncurrent_version_expiration.days': 'noncurrent_version_expiration.noncurrent_days',
    transition: 'Transitions',
    noncurrent_version_transition: 'NoncurrentVersionTransitions',
  });
};

/** In the bucket's own rules a switch says what in the split resource's is a status. */
const shapeOwnRule = (shaping: Shaping, rule: FoundObject): void => {
  const enabled = take(rule, 'enabled');
  put(rule, 'Status', told(enabled, textOf(enabled) === 'true' ? 'Enabled' : 'Disabled'));
  rename(rule, {
    tags: 'TagFilters',
    abort_incomplete_multipart_upload_days: 'AbortIncompleteMultipartUpload.DaysAfterInitiation',
  });
  const abort = 'AbortIncompleteMultipartUpload';
  if (textOf(field(rule, `${abort}.DaysAfterInitiation`)) === '0') {
    shaping.dropNode(take(rule, abort), 'service-default', 'not set');
  }
  shapeExpiration(shaping, rule);
};

const shapeVersioning = (shaping: Shaping): void => {
  const versioning = take(shaping.found, 'versioning');
  const enabled = take(versioning, 'enabled');
  if (textOf(enabled) === 'true') put(shaping.found, 'VersioningConfiguration.Status', told(enabled, 'Enabled'));
  else shaping.dropNode(enabled, 'service-default', 'off');
  shaping.dropNode(versioning, 'not-deployable', 'only the root user can change it, outside of CloudFormation');
};

const shapeWebsite = ({ found }: Shaping): void => {
  rename(found, {
    'website.index_document': 'WebsiteConfiguration.IndexDocument',
    'website.error_document': 'WebsiteConfiguration.ErrorDocument',
    'website.redirect_all_requests_to': 'WebsiteConfiguration.RedirectAllRequestsTo.HostName',
    'website.routing_rules': 'WebsiteConfiguration.RoutingRules',
  });
  take(found, 'website');
};

const logging = { target_bucket: 'DestinationBucketName', target_prefix: 'LogFilePrefix' };

const bucket: TerraformException = {
  from: ['aws_s3_bucket'],
  blocks: [
    'versioning',
    'server_side_encryption_configuration',
    'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default',
    'website',
    'logging',
    'object_lock_configuration',
    'replication_configuration',
    ...ruleBlocks.map((name) => `lifecycle_rule.${name}`),
  ],
  unset: ['object_lock_enabled'],
  drops: {
    'read-only': [
      'bucket_domain_name',
      'bucket_regional_domain_name',
      'bucket_region',
      'bucket_namespace',
      'hosted_zone_id',
      'website_domain',
      'website_endpoint',
    ],
    'service-default': ['request_payer'],
    'not-deployable': ['acl', 'grant'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    shapeVersioning(shaping);
    shapeWebsite(shaping);
    rename(found, {
      ...named,
      'server_side_encryption_configuration.rule': 'server_side_encryption_configuration.Rules',
      cors_rule: 'CORSRules',
      lifecycle_rule: 'LifecycleConfiguration.Rules',
      'logging.target_bucket': 'LoggingConfiguration.DestinationBucketName',
      'logging.target_prefix': 'LoggingConfiguration.LogFilePrefix',
      acceleration_status: 'AccelerateConfiguration.AccelerationStatus',
    });
    take(found, 'logging');
    each(found, 'LifecycleConfiguration.Rules', (rule) => shapeOwnRule(shaping, rule));
  },
};

const versioning: TerraformException = {
  from: ['aws_s3_bucket_versioning'],
  blocks: ['versioning_configuration'],
  renames: named,
  drops: besides,
  shape: (shaping) => {
    const status = 'versioning_configuration.status';
    if (textOf(field(shaping.found, status)) === 'Disabled') shaping.drop([status], 'service-default', 'off');
    shaping.drop(['mfa'], 'not-deployable');
  },
};

const encryption: TerraformException = {
  from: ['aws_s3_bucket_server_side_encryption_configuration'],
  blocks: ['rule.apply_server_side_encryption_by_default', 'rule.blocked_encryption_types'],
  renames: { ...named, rule: 'ServerSideEncryptionConfiguration.Rules' },
  drops: besides,
};

const publicAccess: TerraformException = {
  from: ['aws_s3_bucket_public_access_block'],
  renames: named,
  shape: under('PublicAccessBlockConfiguration'),
};

const ownership: TerraformException = {
  from: ['aws_s3_bucket_ownership_controls'],
  renames: { ...named, rule: 'OwnershipControls.Rules' },
};

const lifecycle: TerraformException = {
  from: ['aws_s3_bucket_lifecycle_configuration'],
  blocks: [...ruleBlocks, 'abort_incomplete_multipart_upload'].map((name) => `rule.${name}`),
  renames: { ...named, rule: 'LifecycleConfiguration.Rules' },
  drops: besides,
  shape: (shaping) => {
    each(shaping.found, 'LifecycleConfiguration.Rules', (rule) => shapeExpiration(shaping, rule));
    const minimum = 'transition_default_minimum_object_size';
    if (textOf(field(shaping.found, minimum)) === 'varies_by_storage_class') {
      rename(shaping.found, { [minimum]: 'LifecycleConfiguration.TransitionDefaultMinimumObjectSize' });
    }
  },
};

const website: TerraformException = {
  from: ['aws_s3_bucket_website_configuration'],
  blocks: [
    'index_document',
    'error_document',
    'redirect_all_requests_to',
    'routing_rule.condition',
    'routing_rule.redirect',
  ],
  renames: named,
  drops: { ...besides, 'read-only': ['website_domain', 'website_endpoint'], superseded: ['routing_rules'] },
  shape: (shaping) => {
    rename(shaping.found, { routing_rule: 'RoutingRules' });
    each(shaping.found, 'RoutingRules', (rule) =>
      rename(rule, { condition: 'RoutingRuleCondition', redirect: 'RedirectRule' }),
    );
    under('WebsiteConfiguration')(shaping);
  },
};

const cors: TerraformException = {
  from: ['aws_s3_bucket_cors_configuration'],
  renames: { ...named, cors_rule: 'CORSRules' },
  drops: besides,
};

const loggingPart: TerraformException = {
  from: ['aws_s3_bucket_logging'],
  renames: {
    ...named,
    ...Object.fromEntries(Object.entries(logging).map(([from, to]) => [from, `LoggingConfiguration.${to}`])),
  },
  drops: { ...besides, 'not-deployable': ['target_grant'] },
};

const acceleration: TerraformException = {
  from: ['aws_s3_bucket_accelerate_configuration'],
  renames: { ...named, status: 'AccelerateConfiguration.AccelerationStatus' },
  drops: besides,
};

const filterOf = (target: FoundObject): Found | undefined => {
  const rules = ['prefix', 'suffix'].flatMap((name) => {
    const value = take(target, `filter_${name}`);
    return value && textOf(value) !== '' && textOf(value) !== undefined
      ? [
          object([
            ['Name', literal(name)],
            ['Value', value],
          ]),
        ]
      : [];
  });
  return rules.length > 0 ? list(rules) : undefined;
};

const notification: TerraformException = {
  from: ['aws_s3_bucket_notification'],
  renames: {
    ...named,
    lambda_function: 'NotificationConfiguration.LambdaFunctionConfigurations',
    queue: 'NotificationConfiguration.QueueConfigurations',
    topic: 'NotificationConfiguration.TopicConfigurations',
  },
  shape: (shaping) => {
    const { found } = shaping;
    const bridge = take(found, 'eventbridge');
    if (textOf(bridge) === 'true') {
      put(found, 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', bridge);
    } else shaping.dropNode(bridge, 'service-default', 'off');
    for (const { kind } of [{ kind: 'LambdaFunction' }, { kind: 'Queue' }, { kind: 'Topic' }]) {
      const configurations = field(found, `NotificationConfiguration.${kind}Configurations`);
      for (const target of itemsOf(configurations)) {
        if (target.kind === 'object') put(target, 'Filter.S3Key.Rules', filterOf(target));
      }
    }
  },
};

/** Access control lists are switched off for new buckets. */
const acl: TerraformException = {
  from: ['aws_s3_bucket_acl'],
  renames: named,
  drops: { ...besides, 'not-deployable': ['acl', 'access_control_policy'] },
};

const policy: TerraformException = {
  from: ['aws_s3_bucket_policy'],
  renames: { policy: 'PolicyDocument' },
};

export const s3: readonly TerraformException[] = [
  acceleration,
  acl,
  bucket,
  cors,
  encryption,
  lifecycle,
  loggingPart,
  notification,
  ownership,
  policy,
  publicAccess,
  versioning,
  website,
];
