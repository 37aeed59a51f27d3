import { type Found, field, itemsOf, list, object, put, take } from '../found.ts';
import { copied, each, rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';

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

/** Whom a bucket tells of its objects: CloudFormation has a configuration an event, the API one of several. */
export const shapeNotification = (shaping: Shaping): void => {
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
