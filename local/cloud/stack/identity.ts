import type { JsonValue } from '#schemas/json.ts';
import type { Place } from '../place.ts';

/** What `Ref` and `Fn::GetAtt` of a resource give; known before it is made, because we choose the names. */
export type Identity = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** What an identity may be made of. `property` evaluates one property, and only that, so that no cycle can come of it. */
export type Naming = {
  readonly logicalId: string;
  readonly stackName: string;
  readonly place: Place;
  /** Where SQS is: queue URLs begin with it. */
  readonly sqsUrl: string;
  property(name: string): JsonValue | undefined;
};

/** The name the template gives, or the one CloudFormation would make: stack and logical id. */
export const physicalName = (naming: Naming, property: string): string => {
  const name = naming.property(property);
  return typeof name === 'string' ? name : `${naming.stackName}-${naming.logicalId}`;
};
