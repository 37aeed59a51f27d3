import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { instant } from '../days.ts';
import { textAt } from '../fields.ts';
import type { Surroundings } from '../rules/rule.ts';
import { type Support, supportOf } from './tables.ts';

export type ClusterSupport = { readonly version: string; readonly support: Support };

/** How long the Kubernetes version of a cluster is supported: as `DescribeClusterVersions` says where it was asked, else by the table. */
export const clusterSupport = (cluster: InventoryResource, { find }: Surroundings): ClusterSupport | undefined => {
  const version = textAt(cluster, 'version');
  if (version === undefined) return undefined;
  const live = find('AWS::EKS::ClusterVersion', version, cluster);
  const standardEnds = instant(live?.configuration.endOfStandardSupportDate);
  const extendedEnds = instant(live?.configuration.endOfExtendedSupportDate);
  if (standardEnds) return { version, support: { standardEnds, ...(extendedEnds && { extendedEnds }) } };
  const support = supportOf('eks', version);
  return support && { version, support };
};
