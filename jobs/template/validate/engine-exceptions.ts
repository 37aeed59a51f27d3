import type { DetailedDiagnostic } from '@aws/cloudformation-validate';

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
