import type { DetailedDiagnostic } from '@aws/cloudformation-validate';
import { isObject, type JsonValue } from '#schemas/json.ts';

/** What the engine calls an error and is right. Kept short: a row needs AWS's own word for it and a judge that agrees. */
type EngineException = {
  readonly rule: string;
  /** The only type it is known for. */
  readonly type: string;
  readonly matches: RegExp;
  readonly reason: string;
  readonly link: string;
};

export const engineExceptions: readonly EngineException[] = [
  {
    rule: 'E1156',
    type: 'AWS::ECS::TaskDefinition',
    matches: /^'' does not match format 'AWS::IAM::Role\.Arn'$/,
    reason: 'An empty role ARN means no role to Amazon ECS',
    link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
  },
];

/** Why a diagnostic is not an error after all; undefined if it is. */
export const isException = ({ ruleId, entity, message }: DetailedDiagnostic): string | undefined => {
  const row = engineExceptions.find(
    ({ rule, type, matches }) => rule === ruleId && type === entity?.resourceType && matches.test(message),
  );
  return row && `${row.reason}: ${row.link}`;
};

/** Rules that speak of a `Ref` where the template has none, by what they say: the engine resolves `Fn::GetAtt` to the same and forgets which it was. */
const aboutRefs: Readonly<Record<string, RegExp>> = { E3050: /^Ref to IAM role / };

/** Whether a diagnostic is about something that is not there: told by `value`, which stands where it points. */
export const isUnfounded = ({ ruleId, message }: DetailedDiagnostic, value: JsonValue | undefined): boolean =>
  Object.hasOwn(aboutRefs, ruleId) &&
  (aboutRefs[ruleId]?.test(message) ?? false) &&
  isObject(value) &&
  Object.hasOwn(value, 'Fn::GetAtt');
