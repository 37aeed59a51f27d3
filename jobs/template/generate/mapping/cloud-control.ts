import { exceptions } from './exceptions/index.ts';
import { shapeCode } from './exceptions/lambda.ts';
import { shapePassword } from './exceptions/rds.ts';
import { type Found, type FoundObject, field, isEmpty, object } from './found.ts';
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

/**
 * An object that is there says something though nothing in it does: an origin's `S3OriginConfig` with an empty identity, a rule's `Filter` with an
 * empty prefix. In CloudFormation's own names nothing is shown for completeness only.
 */
const tellEmptyObjects = (node: Found, inside: boolean): Found => {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => tellEmptyObjects(item, true)) };
  if (node.kind === 'leaf') return node;
  const fields = [...node.fields];
  const saysNothing = inside && fields.every(([, each]) => each.kind === 'leaf' && isEmpty(each));
  return object(
    fields.map(([name, each]) => [
      name,
      saysNothing && each.kind === 'leaf' && each.value === ''
        ? { ...each, telling: true }
        : tellEmptyObjects(each, true),
    ]),
  );
};

const keepEmptyObjects = (found: FoundObject): void => {
  for (const [name, each] of found.fields) found.fields.set(name, tellEmptyObjects(each, true));
};

/** Cloud Control has CloudFormation's own names: only what must not be echoed back is left out, and what it can't show is asked for. */
export const applyCloudControl = (shaping: Shaping, type: string): void => {
  keepEmptyObjects(shaping.found);
  shaping.drop(undeployable.get(type) ?? [], 'not-deployable');
  if (Object.hasOwn(shapes, type)) shapes[type]?.(shaping);
};
