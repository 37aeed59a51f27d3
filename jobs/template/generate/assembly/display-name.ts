import { isObject } from '#schemas/json.ts';
import type { MappedResource } from '../mapped.ts';
import { isDistinctive } from '../wiring/distinctive.ts';

/** vpc-0a1b2c3d4e5f60718, an ARN, a queue's URL: identifiers that tell a person nothing, unless somebody chose to call it so. */
const isId = (name: string, { properties }: MappedResource): boolean =>
  (isDistinctive(name) || /^[a-z]+(?:-[a-z]+)?-[0-9a-f]{16,}$/.test(name)) && !Object.values(properties).includes(name);

const nameTag = ({ properties }: MappedResource): string | undefined => {
  const tags = Array.isArray(properties.Tags) ? properties.Tags : [];
  const value = tags.find((tag) => isObject(tag) && tag.Key === 'Name');
  return isObject(value) && typeof value.Value === 'string' ? value.Value : undefined;
};

/** What a person calls the resource: its name, else its Name tag; never an id, and nothing without a letter or digit. */
export const displayName = (resource: MappedResource): string | undefined =>
  [resource.name, nameTag(resource)].find(
    (name) => name !== undefined && !isId(name, resource) && /[A-Za-z0-9]/.test(name),
  );
