import { isObject } from '#schemas/json.ts';
import type { MappedResource } from '../mapped.ts';

/** vpc-0a1b2c3d4e5f60718: an id that tells a person nothing. */
const isId = (name: string): boolean => /^(?:[a-z]+-)+[0-9a-f]{8,17}$|^[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4}$/.test(name);

const nameTag = ({ properties }: MappedResource): string | undefined => {
  const tags = Array.isArray(properties.Tags) ? properties.Tags : [];
  const value = tags.find((tag) => isObject(tag) && tag.Key === 'Name');
  return isObject(value) && typeof value.Value === 'string' ? value.Value : undefined;
};

/** What a person calls the resource: its name, else its Name tag; never an id, and nothing without a letter or digit. */
export const displayName = (resource: MappedResource): string | undefined =>
  [resource.name, nameTag(resource)].find((name) => name !== undefined && !isId(name) && /[A-Za-z0-9]/.test(name));
