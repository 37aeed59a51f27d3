import { isoDate } from '../days.ts';
import { chargedVcpus, engineSupport, isMember } from '../eol/rds.ts';
import { extendedSupportCost } from '../prices/rds-extended-cost.ts';
import type { Rule } from './rule.ts';

const outcome = (extendedEnds: Date | undefined, now: Date): string => {
  if (!extendedEnds) return 'There is no extended support for it: AWS upgrades it when it chooses to.';
  return extendedEnds < now
    ? `Extended support ended on ${isoDate(extendedEnds)}, too: AWS upgrades it when it chooses to.`
    : `It is in extended support, which is charged for each vCPU until ${isoDate(extendedEnds)}.`;
};

export const rdsExtendedSupport: Rule = {
  id: 'rds-extended-support',
  finds: 'A database whose engine is past standard support',
  severity: 'high',
  service: 'rds',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  reads: [
    'DBInstances[].Engine',
    'DBInstances[].EngineVersion',
    'DBInstances[].DBInstanceClass',
    'DBInstances[].MultiAZ',
    'DBMajorEngineVersions[].SupportedEngineLifecycles[]',
  ],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html',
  todo: 'Upgrade to a major version in standard support; rehearse it on a blue/green deployment.',
  // EngineLifecycleSupport is not read: its default says "extended" of databases that are years away from it.
  check: (database, around) => {
    const known = isMember(database) ? undefined : engineSupport(database, around);
    if (!known || known.support.standardEnds >= around.now) return undefined;
    const { engine, major, support } = known;
    const cost = extendedSupportCost(support, chargedVcpus(database, around), around.now);
    return {
      title: 'Database is past standard support',
      why: `Standard support of ${engine} ${major} ended on ${isoDate(support.standardEnds)}. ${outcome(support.extendedEnds, around.now)}`,
      evidence: { Engine: engine, MajorVersion: major, standardEnds: support.standardEnds.toISOString() },
      due: isoDate(support.standardEnds),
      ...(cost && { cost }),
    };
  },
};
