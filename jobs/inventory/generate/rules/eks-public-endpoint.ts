import { flagAt, listAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const eksPublicEndpoint: Rule = {
  id: 'eks-public-endpoint',
  finds: 'A cluster whose API is open to the world',
  severity: 'high',
  service: 'eks',
  types: ['AWS::EKS::Cluster'],
  reads: ['cluster.resourcesVpcConfig.endpointPublicAccess', 'cluster.resourcesVpcConfig.publicAccessCidrs[]'],
  page: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  todo: 'Name the addresses you come from in publicAccessCidrs, or turn on private access and turn public access off.',
  check: (cluster) => {
    if (flagAt(cluster, 'resourcesVpcConfig', 'endpointPublicAccess') !== true) return undefined;
    const cidrs = listAt(cluster, 'resourcesVpcConfig', 'publicAccessCidrs').filter((cidr) => typeof cidr === 'string');
    const open = cidrs.filter((cidr) => cidr === '0.0.0.0/0' || cidr === '::/0');
    if (open.length === 0) return undefined;
    return {
      title: 'API of the cluster is open to the world',
      why: `Its endpoint answers ${open.join(' and ')}: only Kubernetes' own authentication stands before it.`,
      evidence: { endpointPublicAccess: true, publicAccessCidrs: open },
      exposure: 'internet',
    };
  },
};
