import { type InventoryResource, inventoryResource } from '#schemas/inventory/resource.ts';
import { maskSecrets } from '#shared/exports/secrets.ts';

const masked = '(masked)';

/** Tags are for everybody to read, and yet somebody keeps a password in one. */
const maskedTags = (tags: InventoryResource['tags']): InventoryResource['tags'] =>
  Object.fromEntries(
    Object.entries(maskSecrets(tags)).map(([key, value]) => [key, typeof value === 'string' ? value : masked]),
  );

/** The resource as it may be kept: values that look like secrets are replaced by markers, whatever its source left in. */
export const withoutSecrets = (resource: InventoryResource): InventoryResource => ({
  ...resource,
  tags: maskedTags(resource.tags),
  configuration: inventoryResource.shape.configuration.parse(maskSecrets(resource.configuration)),
});
