import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { isMember } from '../eol/rds.ts';
import { flagAt, listAt, textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

const isSingle = (database: InventoryResource): boolean => {
  if (database.type === 'AWS::RDS::DBCluster') return listAt(database, 'DBClusterMembers').length === 1;
  const isReplica = Boolean(textAt(database, 'ReadReplicaSourceDBInstanceIdentifier'));
  return flagAt(database, 'MultiAZ') === false && !isReplica && !isMember(database);
};

export const rdsSingleAz: Rule = {
  id: 'rds-single-az',
  finds: 'A database in one Availability Zone only',
  severity: 'low',
  service: 'rds',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  reads: ['DBInstances[].MultiAZ', 'DBClusters[].DBClusterMembers[]'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  todo: 'Make it Multi-AZ (of Aurora: add a reader in another zone), unless it may be away for as long as a zone is.',
  check: (database) =>
    isSingle(database)
      ? {
          title: 'Database is in one Availability Zone only',
          why: 'The loss of its zone, and each maintenance of its instance, takes it away.',
          evidence: { MultiAZ: false },
        }
      : undefined,
};
