import { isMember } from '../eol/rds.ts';
import { numberAt, textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const rdsBackups: Rule = {
  id: 'rds-backups',
  finds: 'A database that is not backed up',
  severity: 'high',
  service: 'rds',
  types: ['AWS::RDS::DBInstance'],
  reads: ['DBInstances[].BackupRetentionPeriod', 'DBInstances[].ReadReplicaSourceDBInstanceIdentifier'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
  todo: 'aws rds modify-db-instance --backup-retention-period 7 or more.',
  check: (database) => {
    const isReplica = Boolean(textAt(database, 'ReadReplicaSourceDBInstanceIdentifier'));
    if (numberAt(database, 'BackupRetentionPeriod') !== 0 || isReplica || isMember(database)) return undefined;
    return {
      title: 'Database is not backed up',
      why: 'Automated backups are off: there is no point in time to restore it to.',
      evidence: { BackupRetentionPeriod: 0 },
    };
  },
};
