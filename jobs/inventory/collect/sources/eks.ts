import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListClustersCommand,
  type ListClustersCommandOutput,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { scanClient } from './client.ts';
import { arnIn, foundResource } from './found.ts';
import { type Listing, scanListings } from './listing.ts';
import type { ScanContext, Source } from './source.ts';

const clusterType = 'AWS::EKS::Cluster';
const nodegroupType = 'AWS::EKS::Nodegroup';
const versionType = 'AWS::EKS::ClusterVersion';

const parallel = 4;

const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceNotFoundException';

/** What went between the listing and the describing is gone, and nothing else is. */
const unlessGone = async <Value>(ask: Promise<Value>): Promise<Value | undefined> => {
  try {
    return await ask;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
};

const listingsOf = (context: ScanContext): readonly Listing[] => {
  const eks = scanClient(EKSClient, context);
  const options = { abortSignal: context.signal };
  const after = (token: string | undefined) => (token === undefined ? {} : { nextToken: token });
  const listed = new Map<string, ListClustersCommandOutput>();
  /** Both clusters and node groups begin with it: a worker asks once for each page. */
  const names = async (token: string | undefined): Promise<ListClustersCommandOutput> => {
    const known = listed.get(token ?? '');
    if (known) return known;
    const page = await eks.send(new ListClustersCommand({ maxResults: 100, ...after(token) }), options);
    listed.set(token ?? '', page);
    return page;
  };

  const clusterOf = async (name: string): Promise<readonly InventoryResource[]> => {
    const answer = await unlessGone(eks.send(new DescribeClusterCommand({ name }), options));
    const cluster = answer?.cluster;
    if (!cluster) return [];
    const arn = cluster.arn ?? arnIn(context, 'eks', `cluster/${name}`);
    return [
      foundResource(
        {
          type: clusterType,
          id: name,
          arn,
          name,
          state: cluster.status,
          createdAt: cluster.createdAt,
          tags: cluster.tags,
          configuration: cluster,
        },
        context,
      ),
    ];
  };

  const nodegroupOf = async (clusterName: string, nodegroupName: string): Promise<readonly InventoryResource[]> => {
    const answer = await unlessGone(eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }), options));
    const group = answer?.nodegroup;
    if (!group) return [];
    const id = `${clusterName}|${nodegroupName}`;
    const arn = group.nodegroupArn ?? arnIn(context, 'eks', `nodegroup/${clusterName}/${nodegroupName}`);
    return [
      foundResource(
        {
          type: nodegroupType,
          id,
          arn,
          name: nodegroupName,
          state: group.status,
          createdAt: group.createdAt,
          tags: group.tags,
          configuration: group,
        },
        context,
      ),
    ];
  };

  const nodegroupsOf = async (clusterName: string): Promise<readonly InventoryResource[]> => {
    const found: InventoryResource[] = [];
    let token: string | undefined;
    do {
      const page = await unlessGone(
        eks.send(new ListNodegroupsCommand({ clusterName, maxResults: 100, ...after(token) }), options),
      );
      found.push(
        ...(await inParallel(parallel, page?.nodegroups ?? [], (name) => nodegroupOf(clusterName, name))).flat(),
      );
      token = page?.nextToken;
    } while (token !== undefined);
    return found;
  };

  const clusters: Listing = {
    types: [clusterType],
    action: 'eks:DescribeCluster',
    async page(token) {
      const page = await names(token);
      return { resources: (await inParallel(parallel, page.clusters ?? [], clusterOf)).flat(), next: page.nextToken };
    },
  };

  /** Goes through the list of clusters again, so that another worker can take it up by itself. */
  const nodegroups: Listing = {
    types: [nodegroupType],
    action: 'eks:DescribeNodegroup',
    async page(token) {
      const page = await names(token);
      return {
        resources: (await inParallel(parallel, page.clusters ?? [], nodegroupsOf)).flat(),
        next: page.nextToken,
      };
    },
  };

  const versions: Listing = {
    types: [versionType],
    action: 'eks:DescribeClusterVersions',
    isDispensable: true,
    async page(token) {
      const page = await eks.send(
        new DescribeClusterVersionsCommand({ includeAll: true, maxResults: 100, ...after(token) }),
        options,
      );
      const resources = (page.clusterVersions ?? []).flatMap((each) => {
        const id = each.clusterVersion;
        if (id === undefined) return [];
        return [
          foundResource(
            { type: versionType, id, arn: arnIn(context, 'eks', `cluster-version/${id}`), configuration: each },
            context,
          ),
        ];
      });
      return { resources, next: page.nextToken };
    },
  };

  return [clusters, nodegroups, versions];
};

/** EKS: clusters, their node groups, and how long AWS supports which version. */
export const eks: Source = {
  service: 'eks',
  types: [clusterType, nodegroupType, versionType],
  scope: 'regional',
  scan: (context, from) => scanListings(listingsOf(context), context, from),
};
