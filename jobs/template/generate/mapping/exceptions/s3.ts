import { type Found, field, isEmpty, itemsOf, list, literal, object, parsed, put, take, textOf } from '../found.ts';
import { each, rename, unwrap } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';
import { shapeLifecycle, spreadFilter } from './s3-lifecycle.ts';
import { shapeNotification } from './s3-notification.ts';

const shapeEncryption = ({ found }: Shaping): void => {
  const own = take(found, 'BucketEncryption');
  const direct =
    take(found, 'ServerSideEncryptionConfiguration') ?? take(own, 'ServerSideEncryptionConfiguration') ?? own;
  if (!direct) return;
  const rules = direct.kind === 'object' ? take(direct, 'Rules') : direct;
  each(rules, '', (rule) => rename(rule, { ApplyServerSideEncryptionByDefault: 'ServerSideEncryptionByDefault' }));
  put(found, 'BucketEncryption.ServerSideEncryptionConfiguration', rules);
};

/** AWS Config says Off where the API says nothing. */
const shapeVersioning = (shaping: Shaping): void => {
  const { found } = shaping;
  rename(found, { Versioning: 'VersioningConfiguration', BucketVersioningConfiguration: 'VersioningConfiguration' });
  const off = field(found, 'VersioningConfiguration.Status');
  if (textOf(off) === 'Off') shaping.dropNode(take(found, 'VersioningConfiguration.Status'), 'service-default');
  for (const name of ['MFADelete', 'IsMfaDeleteEnabled']) {
    const note = 'only the root user can change it, outside of CloudFormation';
    shaping.dropNode(take(found, `VersioningConfiguration.${name}`), 'not-deployable', note);
  }
};

const shapeCors = ({ found }: Shaping): void => {
  const rules =
    take(found, 'CORSRules') ??
    take(found, 'CorsConfiguration.CORSRules') ??
    take(found, 'BucketCrossOriginConfiguration.Rules');
  each(rules, '', (rule) => rename(rule, { ExposeHeaders: 'ExposedHeaders', MaxAgeSeconds: 'MaxAge' }));
  if (rules) put(found, 'CorsConfiguration.CorsRules', rules);
};

const shapeWebsite = ({ found }: Shaping): void => {
  rename(found, { Website: 'WebsiteConfiguration', BucketWebsiteConfiguration: 'WebsiteConfiguration' });
  const website = field(found, 'WebsiteConfiguration');
  for (const [name, inner] of [
    ['IndexDocument', 'Suffix'],
    ['ErrorDocument', 'Key'],
  ] as const) {
    const document = field(website, name);
    if (document?.kind !== 'object' || website?.kind !== 'object') continue;
    take(website, name);
    put(website, name, take(document, inner));
  }
  rename(website, { IndexDocumentSuffix: 'IndexDocument' });
  each(website, 'RoutingRules', (rule) =>
    rename(rule, { Condition: 'RoutingRuleCondition', Redirect: 'RedirectRule' }),
  );
};

const shapeLogging = ({ found }: Shaping): void => {
  const logging =
    take(found, 'LoggingEnabled') ??
    take(found, 'LoggingConfiguration.LoggingEnabled') ??
    take(found, 'BucketLoggingConfiguration') ??
    take(found, 'LoggingConfiguration');
  rename(logging, { TargetBucket: 'DestinationBucketName', TargetPrefix: 'LogFilePrefix' });
  if (logging && !isEmpty(logging)) put(found, 'LoggingConfiguration', logging);
};

const spawnPolicy = (shaping: Shaping, bucket: string): void => {
  const policy = take(shaping.found, 'Policy') ?? take(shaping.found, 'BucketPolicy');
  const text = take(policy, 'PolicyText') ?? take(policy, 'Policy') ?? policy;
  if (!text || isEmpty(text)) {
    shaping.dropNode(text, 'empty');
    return;
  }
  const fields = [
    ['Bucket', literal(bucket)],
    ['PolicyDocument', text],
  ] as const;
  shaping.spawn('AWS::S3::BucketPolicy', bucket, object(fields));
};

/** An access control list that grants its owner everything is what a bucket has anyway. */
const dropAcl = (shaping: Shaping): void => {
  const lists = ['AccessControlList', 'Acl', 'AccessControlPolicy'].map((name) => take(shaping.found, name));
  const grants = [take(shaping.found, 'Grants'), ...lists].filter((node) => node !== undefined);
  const items = grants.flatMap((node) => itemsOf(grantList(node)));
  const isPrivate =
    items.every(
      (grant) =>
        textOf(field(grant, 'Permission') ?? field(grant, 'permission')) !== undefined &&
        !field(field(grant, 'Grantee') ?? grant, 'URI'),
    ) && items.length < 2;
  const note = isPrivate
    ? 'the owner alone has access'
    : 'access control lists are off for new buckets: say it in the bucket policy';
  for (const node of grants) shaping.dropNode(node, isPrivate ? 'service-default' : 'not-deployable', note);
};

const grantList = (node: Found): Found | undefined => {
  const open = node.kind === 'leaf' ? parsed(node) : node;
  return open?.kind === 'list' ? open : (field(open, 'Grants') ?? field(open, 'GrantList'));
};

const shapeDefaults = (shaping: Shaping): void => {
  const { found } = shaping;
  const usual: readonly (readonly [string, RegExp])[] = [
    ['Payer', /^BucketOwner$/],
    ['RequestPaymentConfiguration.Payer', /^BucketOwner$/],
    ['IsRequesterPaysEnabled', /^false$/],
    ['TransitionDefaultMinimumObjectSize', /^all_storage_classes_128K$/],
    ['LifecycleConfiguration.TransitionDefaultMinimumObjectSize', /^all_storage_classes_128K$/],
  ];
  for (const [name, value] of usual)
    if (value.test(textOf(field(found, name)) ?? '')) shaping.drop([name], 'service-default');
  rename(found, {
    'AccelerateConfiguration.Status': 'AccelerateConfiguration.AccelerationStatus',
    'BucketAccelerateConfiguration.Status': 'AccelerateConfiguration.AccelerationStatus',
  });
};

/** AWS Config keeps a bucket's tags in sets of maps. */
const shapeTagging = ({ found }: Shaping): void => {
  const tagging = take(found, 'BucketTaggingConfiguration') ?? take(found, 'Tagging');
  const sets = field(tagging, 'TagSets');
  put(
    found,
    'TagSet',
    take(itemsOf(sets)[0], 'Tags') ?? take(tagging, 'TagSet') ?? (tagging?.kind === 'list' ? tagging : undefined),
  );
};

const ruleOfId = ([id, rule]: readonly [string, Found]): Found => {
  if (rule.kind === 'object') put(rule, 'Id', literal(id));
  return rule;
};

/** AWS Config keeps the rules of a replication in a map, by id. */
const shapeReplication = (shaping: Shaping): void => {
  const { found } = shaping;
  const rules = take(field(found, 'ReplicationConfiguration'), 'Rules');
  const items = rules?.kind === 'object' ? list([...rules.fields].map(ruleOfId)) : rules;
  each(items, '', (rule) => {
    rename(rule, { DestinationConfig: 'Destination' });
    rename(rule, { 'Destination.BucketARN': 'Destination.Bucket' });
  });
  if (items) put(found, 'ReplicationConfiguration.Rules', items);
};

/** What a configuration is for, in one object for the API and in the configuration itself for CloudFormation. */
const shapeFilters = (shaping: Shaping): void => {
  for (const kind of ['Analytics', 'IntelligentTiering', 'Inventory', 'Metrics'])
    each(shaping.found, `${kind}Configurations`, (configuration) => spreadFilter(shaping, configuration));
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html */
const shapeInventory = ({ found }: Shaping): void => {
  each(found, 'InventoryConfigurations', (inventory) => {
    const destination = take(inventory, 'Destination.S3BucketDestination');
    if (destination) take(inventory, 'Destination');
    put(inventory, 'Destination', destination);
    rename(inventory, {
      'Destination.Bucket': 'Destination.BucketArn',
      'Destination.AccountId': 'Destination.BucketAccountId',
      'Schedule.Frequency': 'ScheduleFrequency',
    });
  });
};

const shapeObjectLock = ({ found }: Shaping): void => {
  if (textOf(field(found, 'ObjectLockConfiguration.ObjectLockEnabled')) === 'Enabled')
    put(found, 'ObjectLockEnabled', literal(true));
};

export const bucket: Exception = {
  type: 'AWS::S3::Bucket',
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html',
  renames: {
    Name: 'BucketName',
    BucketReplicationConfiguration: 'ReplicationConfiguration',
    PublicAccessBlock: 'PublicAccessBlockConfiguration',
  },
  drops: {
    'account-metadata': ['LocationConstraint', 'Location', 'BucketRegion', 'Region', 'Owner', 'BucketLocation'],
    'read-only': ['PolicyStatus', 'CreationDate', 'BucketArn'],
    'not-deployable': ['AbacStatus'],
  },
  shape: (shaping) => {
    const { found } = shaping;
    unwrap(found, 'SupplementaryConfiguration');
    const named = shaping.resource.identifiers.find((id) => !id.startsWith('arn:')) ?? shaping.identity;
    const name = textOf(field(found, 'BucketName')) ?? named;
    if (shaping.resource.identifiers.length > 0) put(found, 'BucketName', literal(name));
    for (const shape of [
      shapeEncryption,
      shapeVersioning,
      shapeLifecycle,
      shapeNotification,
      shapeReplication,
      shapeFilters,
      shapeInventory,
      shapeCors,
      shapeWebsite,
      shapeLogging,
    ])
      shape(shaping);
    for (const shape of [shapeDefaults, shapeTagging, shapeObjectLock, dropAcl]) shape(shaping);
    spawnPolicy(shaping, name);
    shaping.returns.Arn = `arn:aws:s3:::${name}`;
    shaping.returns.DomainName = `${name}.s3.amazonaws.com`;
    const { region } = shaping.resource;
    if (region) shaping.returns.RegionalDomainName = `${name}.s3.${region}.amazonaws.com`;
  },
};
