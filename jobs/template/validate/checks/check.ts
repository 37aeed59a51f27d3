import type { Finding } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';

/** Something the engine does not look at. `pointer` says what it is about; line and column are found from it. */
export type CheckFinding = {
  readonly finding: Omit<Finding, 'rule' | 'file' | 'line' | 'column'>;
  readonly pointer: string;
};

export type Check = {
  /** Kebab-case; the rule id of its findings. */
  readonly rule: string;
  check(template: JsonObject, registry: Registry): Iterable<CheckFinding>;
};
