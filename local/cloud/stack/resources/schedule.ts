import { isObject } from '#schemas/json.ts';
import { arn } from '../../place.ts';
import { parseExpression } from '../../scheduler/expression.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const schedule: Kind = {
  type: 'AWS::Scheduler::Schedule',
  phase: 'triggers',
  identity: (naming) => {
    const name = physicalName(naming, 'Name');
    const group = naming.property('GroupName') ?? 'default';
    return { ref: name, attributes: { Arn: arn(naming.place, 'scheduler', `schedule/${String(group)}/${name}`) } };
  },
  create: ({ logicalId, identity, properties }, parts) => {
    const target = properties.Target;
    if (!isObject(target) || !String(target.Arn).includes(':sqs:')) throw new Error('the target is not a queue');
    const zone = String(properties.ScheduleExpressionTimezone ?? 'UTC');
    if (zone !== 'UTC') throw new Error(`schedules run in UTC here, not in ${zone}`);
    parts.schedules.push({
      logicalId,
      name: identity.ref,
      arn: identity.attributes.Arn ?? '',
      expression: parseExpression(String(properties.ScheduleExpression)),
      targetArn: String(target.Arn),
      enabled: properties.State !== 'DISABLED',
      ...(typeof target.Input === 'string' ? { input: target.Input } : {}),
    });
  },
};
