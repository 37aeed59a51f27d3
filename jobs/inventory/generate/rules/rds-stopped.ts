import { instant, isoDate } from '../days.ts';
import { textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const rdsStopped: Rule = {
  id: 'rds-stopped',
  finds: 'A stopped database, which starts by itself after seven days',
  severity: 'low',
  service: 'rds',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  reads: ['DBInstances[].DBInstanceStatus', 'DBInstances[].AutomaticRestartTime'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html',
  todo: 'Take a snapshot and delete it if nobody misses it; otherwise stop it again each week by a schedule.',
  check: (database) => {
    const status = database.state ?? textAt(database, 'DBInstanceStatus') ?? textAt(database, 'Status');
    if (status !== 'stopped') return undefined;
    const restart = instant(textAt(database, 'AutomaticRestartTime'));
    return {
      title: 'Stopped database will start by itself',
      why: `RDS starts a stopped database after seven days${restart ? `: this one on ${isoDate(restart)}` : ''}. Its storage is paid for meanwhile.`,
      evidence: { Status: status, AutomaticRestartTime: restart?.toISOString() ?? null },
    };
  },
};
