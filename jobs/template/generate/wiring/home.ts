import { parseArn } from '#shared/cloudformation/arn.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { compare } from '../assembly/canonical.ts';
import type { MappedResource } from '../mapped.ts';

/** The account, region and partition that the drop is about: what the pseudo parameters stand for. Unknown if nothing tells. */
export type Home = { readonly account?: string; readonly region?: string; readonly partition?: string };

const isAccount = (text: string | undefined): text is string => /^\d{12}$/.test(text ?? '');

const isRegion = (text: string | undefined): text is string => /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(text ?? '');

const ownArns = ({ ref, returns }: MappedResource) =>
  [ref, returns.Arn, ...Object.values(returns)]
    .map((value) => parseArn(value ?? ''))
    .filter((arn) => arn !== undefined);

type Counts = Map<string, number>;

const count = (counts: Counts, value: string): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1);
};

const told = (parts: readonly ExportedResource[], of: (part: ExportedResource) => string | undefined) =>
  parts.map(of).find((value) => value !== undefined && value !== '');

/** Global services' resources say no region, or the one their control plane happens to be in. */
export const isGlobal = (type: string) => /^AWS::(IAM|CloudFront|Route53|Organizations|GlobalAccelerator)::/.test(type);

const commonest = (counts: ReadonlyMap<string, number>): string | undefined =>
  [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b))[0]?.[0];

/** Where a resource says it is; what its own ARNs say counts where the export does not tell. One of a global service is in no Region. */
export const whereaboutsOf = (resource: MappedResource): Home => {
  const arns = ownArns(resource);
  const account = told(resource.parts, (part) => part.account) ?? arns.find((arn) => isAccount(arn.account))?.account;
  const region = told(resource.parts, (part) => part.region) ?? arns.find((arn) => arn.region !== '')?.region;
  const partition = arns[0]?.partition ?? (isRegion(region) ? partitionOf(region) : undefined);
  return {
    ...(isAccount(account) && { account }),
    ...(isRegion(region) && !isGlobal(resource.type) && { region }),
    ...(partition && { partition }),
  };
};

/** Where the resources say they are, by majority. */
export const homeOf = (resources: readonly MappedResource[]): Home => majorityOf(resources.map(whereaboutsOf));

/** The commonest account, Region and partition of these. */
export const majorityOf = (places: readonly Home[]): Home => {
  const [accounts, regions, partitions]: [Counts, Counts, Counts] = [new Map(), new Map(), new Map()];
  for (const place of places) {
    if (place.account) count(accounts, place.account);
    if (place.region) count(regions, place.region);
    if (place.partition) count(partitions, place.partition);
  }
  const account = commonest(accounts);
  const region = commonest(regions);
  const partition = commonest(partitions) ?? (region && partitionOf(region));
  return { ...(account ? { account } : {}), ...(region ? { region } : {}), ...(partition ? { partition } : {}) };
};

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
