import type { Severity } from '#schemas/inventory/finding.ts';
import { daysUntil, isoDate } from '../days.ts';
import { chargedVcpus, engineSupport, isMember } from '../eol/rds.ts';
import { extendedSupportCost } from '../prices/rds-extended-cost.ts';
import type { Rule } from './rule.ts';

/** How near an end of support must be to be told, and how loudly. */
export const supportWarnings: readonly { readonly days: number; readonly severity: Severity }[] = [
  { days: 30, severity: 'high' },
  { days: 90, severity: 'medium' },
  { days: 180, severity: 'low' },
];

/** The warning that is due so many days before the end; undefined before the first and after the end. */
export const warningFor = (days: number): Severity | undefined =>
  days < 0 ? undefined : supportWarnings.find((warning) => days <= warning.days)?.severity;

export const rdsSupportEnds: Rule = {
  id: 'rds-support-ends',
  finds: 'A database whose engine will soon be past standard support',
  severity: 'medium',
  service: 'rds',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  reads: [
    'DBInstances[].Engine',
    'DBInstances[].EngineVersion',
    'DBInstances[].DBInstanceClass',
    'DBMajorEngineVersions[].SupportedEngineLifecycles[]',
  ],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-viewing-support-dates.html',
  todo: 'Plan the upgrade of the major version before the day: after it each vCPU is charged for.',
  check: (database, around) => {
    const known = isMember(database) ? undefined : engineSupport(database, around);
    if (!known) return undefined;
    const { engine, major, support } = known;
    const days = daysUntil(support.standardEnds, around.now);
    const severity = warningFor(days);
    if (!severity) return undefined;
    const cost = extendedSupportCost(support, chargedVcpus(database, around), around.now);
    return {
      severity,
      title: 'Standard support of the database ends soon',
      why: `Standard support of ${engine} ${major} ends on ${isoDate(support.standardEnds)}, in ${Math.floor(days)} days.${cost ? ' The estimate is of extended support from then on.' : ''}`,
      evidence: { Engine: engine, MajorVersion: major, standardEnds: support.standardEnds.toISOString() },
      due: isoDate(support.standardEnds),
      ...(cost && { cost }),
    };
  },
};
