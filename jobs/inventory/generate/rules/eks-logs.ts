import { flagAt, listAt, wasAsked } from '../fields.ts';
import type { Rule } from './rule.ts';

/** Who did what, and who was let in: without these two nothing can be found out afterwards. */
const wanted = ['audit', 'authenticator'];

export const eksLogs: Rule = {
  id: 'eks-logs',
  finds: 'A cluster whose control plane writes no audit log',
  severity: 'medium',
  service: 'eks',
  types: ['AWS::EKS::Cluster'],
  reads: ['cluster.logging.clusterLogging[]'],
  page: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
  todo: 'aws eks update-cluster-config --logging, at least for audit and authenticator.',
  check: (cluster) => {
    if (!wasAsked(cluster, 'logging', 'clusterLogging')) return undefined;
    const on = listAt(cluster, 'logging', 'clusterLogging')
      .filter((setting) => flagAt(setting, 'enabled') === true)
      .flatMap((setting) => listAt(setting, 'types'));
    const off = wanted.filter((type) => !on.includes(type));
    if (off.length === 0) return undefined;
    return {
      title: 'Control plane of the cluster writes no audit log',
      why: `${off.join(' and ')} ${off.length === 1 ? 'is' : 'are'} off: who did what in the cluster cannot be found out.`,
      evidence: { off },
    };
  },
};
