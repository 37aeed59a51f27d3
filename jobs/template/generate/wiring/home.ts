import { parseArn } from '#shared/cloudformation/arn.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { compare } from '../assembly/canonical.ts';
import type { MappedResource } from '../mapped.ts';

/** The account, region and partition that the drop is about: what the pseudo parameters stand for. Unknown if nothing tells. */
export type Home = { readonly account?: string; readonly region?: string; readonly partition?: string };

/** How many resources say that they live in each place. */
export type Census = { readonly accounts: ReadonlyMap<string, number>; readonly regions: ReadonlyMap<string, number> };

const isAccount = (text: string | undefined): text is string => /^\d{12}$/.test(text ?? '');

const isRegion = (text: string | undefined): text is string => /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(text ?? '');

const ownArns = ({ ref, returns }: MappedResource) =>
  [ref, returns.Arn, ...Object.values(returns)]
    .map((value) => parseArn(value ?? ''))
    .filter((arn) => arn !== undefined);

const count = (counts: Map<string, number>, value: string): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1);
};

const told = (parts: readonly ExportedResource[], of: (part: ExportedResource) => string | undefined) =>
  parts.map(of).find((value) => value !== undefined && value !== '');

/** Global services' resources say no region, or the one their control plane happens to be in. */
const isGlobal = (type: string) => /^AWS::(IAM|CloudFront|Route53|Organizations|GlobalAccelerator)::/.test(type);

const commonest = (counts: ReadonlyMap<string, number>): string | undefined =>
  [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b))[0]?.[0];

/** Where the resources say they are, by majority; what their own ARNs say counts where the export does not tell. */
export const homeOf = (resources: readonly MappedResource[]): { readonly home: Home; readonly census: Census } => {
  const accounts = new Map<string, number>();
  const regions = new Map<string, number>();
  const partitions = new Map<string, number>();
  for (const resource of resources) {
    const arns = ownArns(resource);
    const account = told(resource.parts, (part) => part.account) ?? arns.find((arn) => isAccount(arn.account))?.account;
    const region = told(resource.parts, (part) => part.region) ?? arns.find((arn) => arn.region !== '')?.region;
    if (isAccount(account)) count(accounts, account);
    if (isRegion(region) && !isGlobal(resource.type)) count(regions, region);
    const partition = arns[0]?.partition ?? (isRegion(region) ? partitionOf(region) : undefined);
    if (partition) count(partitions, partition);
  }
  const account = commonest(accounts);
  const region = commonest(regions);
  const partition = commonest(partitions) ?? (region && partitionOf(region));
  const home = { ...(account ? { account } : {}), ...(region ? { region } : {}), ...(partition ? { partition } : {}) };
  return { home, census: { accounts, regions } };
};

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
