import { pointerTo } from '../document/pointer.ts';
import type { Check } from './check.ts';
import { resourcesOf } from './resources.ts';

/**
 * A property that only the service sets. CloudFormation refuses the resource; the engine knows the property and lets it pass.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-readonlyproperties
 */
export const readOnlyProperty: Check = {
  rule: 'read-only-property',
  *check(template, registry) {
    for (const { logicalId, type, properties } of resourcesOf(template)) {
      const known = registry.type(type);
      if (!known) continue;
      for (const name of Object.keys(properties)) {
        if (Object.hasOwn(known.properties, name) || !known.attributes.includes(name)) continue;
        yield {
          pointer: pointerTo(['Resources', logicalId, 'Properties', name]),
          finding: {
            severity: 'ERROR',
            message: `'${name}' is set by the service and cannot be given`,
            logicalId,
            resourceType: type,
            property: `Properties/${name}`,
            hint: `Remove it; others read it with Fn::GetAtt ${logicalId}.${name}`,
          },
        };
      }
    }
  },
};
