import type { JsonObject } from '#schemas/json.ts';
import type { MappedResource } from '../mapped.ts';

/** A mapped resource that has its logical id. `properties` and `attributes` start as found and are rewritten step by step. */
export type Placed = {
  readonly logicalId: string;
  readonly mapped: MappedResource;
  readonly properties: JsonObject;
  /** DependsOn, Condition, DeletionPolicy …, as CloudFormation has them beside Type and Properties. */
  readonly attributes: JsonObject;
};

/** What came as CloudFormation is as its author wrote it: its names and outputs are theirs. */
export const isWritten = ({ mapped }: Placed): boolean =>
  mapped.parts.some(({ dialect }) => dialect === 'cloudformation');
