import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { isObject, type JsonValue } from '#schemas/json.ts';
import { type Check, failure } from '../check.ts';
import { differences } from '../differences.ts';
import { eachOf } from '../each-of.ts';

const targetOf = (target: JsonValue | undefined): Readonly<Record<string, JsonValue | undefined>> => {
  const { Arn, RoleArn, DeadLetterConfig } = isObject(target) ? target : {};
  return { Arn, RoleArn, DeadLetterConfig };
};

/** The watchdog, the cleanup, the digest and the inventory are asked for when the template says, and by whom it says. */
export const schedulesCheck: Check = {
  name: 'schedules',
  run(stage) {
    const scheduler = stage.client(SchedulerClient, 'SCHEDULER');
    return eachOf(stage, { type: 'AWS::Scheduler::Schedule', noun: 'schedule' }, async ({ properties }) => {
      const { Name, GroupName, ScheduleExpression, State = 'ENABLED', Target } = properties;
      const found = await scheduler.send(
        new GetScheduleCommand({ Name: String(Name), ...(typeof GroupName === 'string' && { GroupName }) }),
      );
      const todo = `Set it as the template has it, in the console or with aws scheduler update-schedule --name ${String(Name)}.`;
      const target = targetOf(found.Target as unknown as JsonValue);
      return [
        ...(found.State !== State
          ? [failure(`schedule ${String(Name)} is ${String(found.State).toLowerCase()}`, todo)]
          : []),
        ...differences({ ScheduleExpression }, { ScheduleExpression: found.ScheduleExpression ?? null }),
        ...differences(targetOf(Target), target),
      ].map((finding) =>
        typeof finding === 'string' ? failure(`schedule ${String(Name)}: ${finding}`, todo) : finding,
      );
    });
  },
};
