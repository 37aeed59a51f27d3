import { listAt, textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const eksSecrets: Rule = {
  id: 'eks-secrets',
  finds: 'A cluster whose secrets are encrypted by no key of your own',
  severity: 'low',
  service: 'eks',
  types: ['AWS::EKS::Cluster'],
  reads: ['cluster.encryptionConfig[].resources[]'],
  page: 'https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html',
  todo: 'aws eks associate-encryption-config with a KMS key of your own.',
  check: (cluster) => {
    // A cluster without it has no such field at all; one that was described has a name and a status.
    if (textAt(cluster, 'name') === undefined || textAt(cluster, 'status') === undefined) return undefined;
    const encrypts = listAt(cluster, 'encryptionConfig').some((config) =>
      listAt(config, 'resources').includes('secrets'),
    );
    if (encrypts) return undefined;
    return {
      title: 'Secrets of the cluster have no key of your own',
      why: 'Its Kubernetes secrets are encrypted with a key that AWS owns: there is no key policy and no log of its use.',
      evidence: { encryptionConfig: null },
    };
  },
};
