import {
  type Found,
  type FoundObject,
  field,
  isEmpty,
  itemsOf,
  list,
  literal,
  object,
  parsed,
  put,
  take,
  textOf,
} from '../found.ts';
import { copied, each, gather, rename, unwrap } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

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

const shapeTransition = (transition: FoundObject): void =>
  rename(transition, { Days: 'TransitionInDays', NoncurrentDays: 'TransitionInDays', Date: 'TransitionDate' });

/** The conditions of a filter: one, or several under `And`; AWS Config writes them as predicates with operands. */
const conditionsOf = (filter: Found | undefined): readonly Found[] => {
  const predicate = field(filter, 'Predicate') ?? filter;
  const several = field(predicate, 'And') ?? predicate;
  const operands = itemsOf(field(several, 'Operands'));
  return operands.length > 0 ? operands : several ? [several] : [];
};

const filterNames = {
  Prefix: 'Prefix',
  Tags: 'TagFilters',
  ObjectSizeGreaterThan: 'ObjectSizeGreaterThan',
  ObjectSizeLessThan: 'ObjectSizeLessThan',
  AccessPointArn: 'AccessPointArn',
};

/** A filter's conditions stand in the rule itself. https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
const spreadFilter = (shaping: Shaping, rule: FoundObject): void => {
  const filter = take(rule, 'Filter');
  const tags = [];
  for (const condition of conditionsOf(filter)) {
    for (const [name, child] of gather(condition, filterNames).fields) put(rule, name, child);
    tags.push(take(condition, 'Tag'));
    shaping.dropNode(take(condition, 'Type'), 'read-only', 'the kind of the condition');
  }
  shaping.dropNode(take(field(filter, 'Predicate'), 'Type'), 'read-only', 'the kind of the condition');
  const single = tags.filter((tag) => tag !== undefined);
  if (single.length > 0) put(rule, 'TagFilters', list(single));
};

const shapeRule = (shaping: Shaping, rule: FoundObject): void => {
  spreadFilter(shaping, rule);
  // AWS Config says -1 for what is not set.
  for (const name of ['ExpirationInDays', 'NoncurrentVersionExpirationInDays']) {
    if (textOf(field(rule, name)) === '-1') shaping.dropNode(take(rule, name), 'empty');
  }
  rename(rule, {
    'Expiration.Days': 'ExpirationInDays',
    'Expiration.Date': 'ExpirationDate',
    'Expiration.ExpiredObjectDeleteMarker': 'ExpiredObjectDeleteMarker',
    NoncurrentVersionExpirationInDays: 'NoncurrentVersionExpiration.NoncurrentDays',
  });
  const marker = 'ExpiredObjectDeleteMarker';
  if (textOf(field(rule, marker)) === 'false') shaping.dropNode(take(rule, marker), 'service-default');
  for (const name of ['Transitions', 'NoncurrentVersionTransitions']) each(rule, name, shapeTransition);
};

const shapeLifecycle = (shaping: Shaping): void => {
  const { found } = shaping;
  rename(found, { Lifecycle: 'LifecycleConfiguration', BucketLifecycleConfiguration: 'LifecycleConfiguration' });
  each(found, 'LifecycleConfiguration.Rules', (rule) => shapeRule(shaping, rule));
};

const events = { Topic: ['TopicArn'], Queue: ['QueueArn'], Lambda: ['LambdaFunctionArn', 'FunctionArn'] } as const;

/** CloudFormation wants one configuration an event. */
const perEvent = (configuration: Found, target: string, arns: readonly string[]): readonly Found[] => {
  if (configuration.kind !== 'object') return [configuration];
  for (const arn of arns) rename(configuration, { [arn]: target });
  rename(configuration, {
    'Filter.Key.FilterRules': 'Filter.S3Key.Rules',
    'Filter.S3Key.FilterRules': 'Filter.S3Key.Rules',
    'Filter.S3KeyFilter.FilterRules': 'Filter.S3Key.Rules',
  });
  const kinds = itemsOf(take(configuration, 'Events'));
  if (kinds.length === 0) return [configuration];
  return kinds.map((event) => object([...copied(configuration).fields, ['Event', event]]));
};

/** AWS Config keeps the configurations of every kind in one map, by id. */
const sortConfigurations = (shaping: Shaping, notification: Found | undefined): void => {
  const all = take(notification, 'Configurations');
  if (all?.kind !== 'object' || notification?.kind !== 'object') {
    shaping.dropNode(all, 'empty');
    return;
  }
  for (const [kind, arns] of Object.entries(events)) {
    const ofKind = [...all.fields.values()].filter((each) => arns.some((arn) => field(each, arn)));
    for (const each of ofKind) shaping.dropNode(take(each, 'Type'), 'read-only', 'told by what it notifies');
    if (ofKind.length > 0) put(notification, `${kind}Configurations`, list(ofKind));
  }
};

const shapeNotification = (shaping: Shaping): void => {
  const { found } = shaping;
  rename(found, {
    BucketNotificationConfiguration: 'NotificationConfiguration',
    Notification: 'NotificationConfiguration',
  });
  const notification = field(found, 'NotificationConfiguration');
  sortConfigurations(shaping, notification);
  rename(notification, { LambdaFunctionConfigurations: 'LambdaConfigurations' });
  for (const [kind, arns] of Object.entries(events)) {
    const configurations = take(notification, `${kind}Configurations`);
    if (!configurations || notification?.kind !== 'object') continue;
    const target = kind === 'Lambda' ? 'Function' : kind;
    each(configurations, '', (each) => shaping.dropNode(take(each, 'Id'), 'read-only', 'AWS names it'));
    put(
      notification,
      `${kind}Configurations`,
      list(itemsOf(configurations).flatMap((each) => perEvent(each, target, arns))),
    );
  }
  const bridge = take(notification, 'EventBridgeConfiguration');
  if (bridge?.kind !== 'leaf' || notification?.kind !== 'object') {
    put(found, 'NotificationConfiguration.EventBridgeConfiguration', bridge);
    return;
  }
  // An empty object is how the API says that it is on.
  const on = bridge.value === null ? undefined : { ...bridge, value: true };
  put(notification, 'EventBridgeConfiguration.EventBridgeEnabled', on);
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
