import { isMember } from '../eol/rds.ts';
import { flagAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const rdsDeletionProtection: Rule = {
  id: 'rds-deletion-protection',
  finds: 'A database without deletion protection',
  severity: 'low',
  service: 'rds',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  reads: ['DBInstances[].DeletionProtection', 'DBClusters[].DeletionProtection'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection',
  todo: 'aws rds modify-db-instance --deletion-protection (or modify-db-cluster).',
  check: (database) =>
    flagAt(database, 'DeletionProtection') === false && !isMember(database)
      ? {
          title: 'Database has no deletion protection',
          why: 'One call deletes it.',
          evidence: { DeletionProtection: false },
        }
      : undefined,
};
