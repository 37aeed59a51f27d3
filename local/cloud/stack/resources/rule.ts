import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Target } from '../../event-bridge/bus.ts';
import type { InputShape } from '../../event-bridge/target-input.ts';
import type { Parts } from '../../parts.ts';
import { arn, nameInArn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

const shapeOf = (target: JsonObject): InputShape => {
  const transformer = target.InputTransformer;
  return {
    ...(typeof target.Input === 'string' ? { input: target.Input } : {}),
    ...(typeof target.InputPath === 'string' ? { inputPath: target.InputPath } : {}),
    ...(isObject(transformer) ? { transformer: transformerOf(transformer) } : {}),
  };
};

const transformerOf = (transformer: JsonObject): NonNullable<InputShape['transformer']> => ({
  paths: Object.fromEntries(
    Object.entries(isObject(transformer.InputPathsMap) ? transformer.InputPathsMap : {}).map(([name, path]) => [
      name,
      String(path),
    ]),
  ),
  template: String(transformer.InputTemplate),
});

const targetOf = (target: JsonObject): Target => {
  const to = String(target.Arn);
  if (!to.includes(':sqs:')) throw new Error(`target ${String(target.Id)} is not a queue: ${to}`);
  const { DeadLetterConfig: dead, RetryPolicy: retry, SqsParameters: sqs } = target;
  return {
    id: String(target.Id),
    arn: to,
    shape: shapeOf(target),
    maximumRetryAttempts: isObject(retry) ? Number(retry.MaximumRetryAttempts ?? 185) : 185,
    ...(isObject(dead) ? { deadLetterArn: String(dead.Arn) } : {}),
    ...(isObject(sqs) ? { messageGroupId: String(sqs.MessageGroupId) } : {}),
  };
};

const pattern = (properties: JsonObject): JsonObject => {
  if (properties.ScheduleExpression !== undefined)
    throw new Error('ScheduleExpression is not emulated: use AWS::Scheduler::Schedule');
  if (!isObject(properties.EventPattern)) throw new Error('EventPattern is missing');
  return properties.EventPattern;
};

const bus = (value: JsonValue | undefined): string => nameInArn(typeof value === 'string' ? value : 'default');

/** A queue that must be there for the rule to make sense: a misspelt target is an error now, not a dead letter later. */
const known = (target: Target, parts: Parts): Target => {
  const missing = [target.arn, target.deadLetterArn].find((name) => name !== undefined && !parts.queues.has(name));
  if (missing !== undefined) throw new Error(`target ${target.id}: the stack has no queue ${missing}`);
  return target;
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const rule: Kind = {
  type: 'AWS::Events::Rule',
  phase: 'triggers',
  identity: (naming) => {
    const name = physicalName(naming, 'Name');
    const on = bus(naming.property('EventBusName'));
    const path = on === 'default' ? name : `${on}/${name}`;
    return {
      ref: on === 'default' ? name : `${on}|${name}`,
      attributes: { Arn: arn(naming.place, 'events', `rule/${path}`) },
    };
  },
  create: ({ identity, properties }, parts) => {
    const targets = Array.isArray(properties.Targets) ? properties.Targets.filter(isObject) : [];
    parts.bridge.addRule({
      name: identity.ref.slice(identity.ref.indexOf('|') + 1),
      arn: identity.attributes.Arn ?? '',
      bus: bus(properties.EventBusName),
      state: properties.State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
      pattern: pattern(properties),
      targets: targets.map((target) => known(targetOf(target), parts)),
    });
  },
};
