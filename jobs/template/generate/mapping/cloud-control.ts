import { exceptions } from './exceptions/index.ts';
import { shapeCode } from './exceptions/lambda.ts';
import { shapePassword } from './exceptions/rds.ts';
import { field } from './found.ts';
import type { Shaping } from './shaping.ts';

const dropZoneId = (shaping: Shaping): void => {
  if (field(shaping.found, 'AvailabilityZone')) shaping.drop(['AvailabilityZoneId'], 'read-only', 'told by the zone');
};

/** What Cloud Control doesn't show because it can only be written, or shows twice. */
const shapes: Readonly<Record<string, (shaping: Shaping) => void>> = {
  'AWS::EC2::Subnet': dropZoneId,
  'AWS::Lambda::Function': shapeCode,
  'AWS::RDS::DBCluster': shapePassword,
  'AWS::RDS::DBInstance': shapePassword,
};

const undeployable = new Map(exceptions.map(({ type, drops }) => [type, drops?.['not-deployable'] ?? []]));

/** Cloud Control has CloudFormation's own names: only what must not be echoed back is left out, and what it can't show is asked for. */
export const applyCloudControl = (shaping: Shaping, type: string): void => {
  shaping.drop(undeployable.get(type) ?? [], 'not-deployable');
  if (Object.hasOwn(shapes, type)) shapes[type]?.(shaping);
};
