import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Placed } from '../assembly/placed.ts';
import { type Identifier, identifierOf } from './identifier.ts';

/** An element of resources-to-import.json, as `aws cloudformation create-change-set --resources-to-import` takes it. */
export type ResourceToImport = {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Identifier;
};

/**
 * What tells CloudFormation which live resource each resource of the template is. `mapped` still has all values as they were found.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceToImport.html
 */
export const resourcesToImport = (placed: readonly Placed[], registry: Registry): ResourceToImport[] =>
  placed.flatMap(({ logicalId, mapped }) => {
    const type = registry.type(mapped.type);
    const identifier = type && identifierOf(type, mapped);
    return identifier
      ? [{ ResourceType: mapped.type, LogicalResourceId: logicalId, ResourceIdentifier: identifier }]
      : [];
  });
