import { isMember } from '../eol/rds.ts';
import { flagAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const rdsUnencrypted: Rule = {
  id: 'rds-unencrypted',
  finds: 'A database that is not encrypted',
  severity: 'high',
  service: 'rds',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  reads: ['DBInstances[].StorageEncrypted', 'DBClusters[].StorageEncrypted'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  todo: 'Copy a snapshot with a KMS key and restore from the copy: encryption cannot be turned on in place.',
  check: (database) =>
    flagAt(database, 'StorageEncrypted') === false && !isMember(database)
      ? {
          title: 'Database is not encrypted',
          why: 'Its storage, snapshots and backups lie in the clear; a snapshot can be shared with any account.',
          evidence: { StorageEncrypted: false },
          exposure: 'account',
        }
      : undefined,
};
