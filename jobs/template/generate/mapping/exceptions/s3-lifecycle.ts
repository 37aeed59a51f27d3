import { type Found, type FoundObject, field, itemsOf, list, put, take, textOf } from '../found.ts';
import { each, gather, rename } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';

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
export const spreadFilter = (shaping: Shaping, rule: FoundObject): void => {
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

/** A bucket's lifecycle rules, as the API and AWS Config write them. */
export const shapeLifecycle = (shaping: Shaping): void => {
  const { found } = shaping;
  rename(found, { Lifecycle: 'LifecycleConfiguration', BucketLifecycleConfiguration: 'LifecycleConfiguration' });
  each(found, 'LifecycleConfiguration.Rules', (rule) => shapeRule(shaping, rule));
};
