import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { plainFields, tagsOf } from './plain.ts';
import type { ScanContext } from './source.ts';

/** What a source says of a resource it found; the rest follows from where it was found. */
export type Found = {
  readonly type: string;
  readonly id: string;
  readonly arn: string;
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly tags?: unknown;
  readonly region?: string;
  readonly configuration: object;
};

/** `arn:<partition>:<service>:<region>:<account>:<rest>` of the cell. */
export const arnIn = ({ cell, partition }: ScanContext, service: string, rest: string): string =>
  `arn:${partition}:${service}:${cell.region}:${cell.accountId}:${rest}`;

export const foundResource = (found: Found, { cell }: ScanContext): InventoryResource => {
  const { type, id, arn, state, createdAt } = found;
  const tags = tagsOf(found.tags);
  const name = found.name ?? tags.Name;
  return {
    arn,
    type,
    id,
    region: found.region ?? cell.region,
    accountId: cell.accountId,
    ...(name === undefined || name === '' ? {} : { name }),
    ...(state === undefined ? {} : { state }),
    ...(createdAt === undefined || Number.isNaN(createdAt.getTime()) ? {} : { createdAt: createdAt.toISOString() }),
    tags,
    configuration: plainFields(found.configuration),
  };
};
