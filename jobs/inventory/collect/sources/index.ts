import type { InventoryOptions } from '#schemas/inventory/options.ts';
import { cloudControlSources } from './cloud-control.ts';
import { defaultTypes } from './default-types.ts';
import { ec2 } from './ec2.ts';
import { eks } from './eks.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import type { Source } from './source.ts';

/** The services that are read by their own APIs, which say more than Cloud Control does. */
const own: readonly Source[] = [ec2, rds, s3, lambda, eks];

const read = new Set(own.flatMap(({ types }) => types));

/** Every source of a scan, one for each service; those of Cloud Control are made of the types that are asked for. */
export const sourcesOf = ({
  types = defaultTypes,
}: {
  readonly types?: InventoryOptions['types'] | readonly string[];
}): readonly Source[] => [...own, ...cloudControlSources(types.filter((type) => !read.has(type)))];
