import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { type Check, type Finding, failure } from '../check.ts';
import { differences, parsed } from '../differences.ts';
import { eachOf } from '../each-of.ts';
import type { Resource } from '../stage.ts';

const targetsOf = ({ Targets }: JsonObject): readonly JsonObject[] =>
  Array.isArray(Targets) ? Targets.filter(isObject) : [];

const targetFindings = (rule: string, wanted: readonly JsonObject[], found: readonly Target[]): readonly Finding[] =>
  wanted.flatMap(({ Id, ...expected }) => {
    const target = found.find((candidate) => candidate.Id === Id);
    const todo = `Put the target back with aws events put-targets, as the template has it; what came meanwhile is in the bus's archive (replay archive).`;
    if (!target) return [failure(`rule ${rule}: its target ${String(Id)} is gone: what it matches goes nowhere`, todo)];
    // The SDK's type of a target has no index signature; its fields are JSON.
    const actual = target as unknown as Readonly<Record<string, JsonValue>>;
    return differences(expected, actual).map((difference) =>
      failure(`rule ${rule}, target ${String(Id)}: ${difference}`, todo),
    );
  });

/** Rules are on, match what the template says, and send it where the template says, with a dead-letter queue. */
export const rulesCheck: Check = {
  name: 'rules',
  run(stage) {
    const client = stage.client(EventBridgeClient, 'EVENTBRIDGE');
    return eachOf(stage, { type: 'AWS::Events::Rule', noun: 'rule' }, async ({ properties }: Resource) => {
      const { Name: name, EventBusName: bus, EventPattern } = properties;
      const of = { ...(typeof bus === 'string' && { EventBusName: bus }) };
      const rule = await client.send(new DescribeRuleCommand({ Name: String(name), ...of }));
      const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: String(name), ...of }));
      const option = typeof bus === 'string' ? ` --event-bus-name ${bus}` : '';
      return [
        ...(rule.State === 'DISABLED'
          ? [
              failure(
                `rule ${String(name)} is disabled: what it matches reaches nobody`,
                `aws events enable-rule --name ${String(name)}${option}; then replay what came meanwhile (replay archive).`,
              ),
            ]
          : []),
        ...differences({ EventPattern }, { EventPattern: parsed(rule.EventPattern) ?? null }).map((difference) =>
          failure(
            `rule ${String(name)}: ${difference}`,
            `aws events put-rule --name ${String(name)}${option} --event-pattern with the template's pattern.`,
          ),
        ),
        ...targetFindings(String(name), targetsOf(properties), Targets),
      ];
    });
  },
};
