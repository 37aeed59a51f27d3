import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { flagAt, listAt, numberAt, textAt } from '../fields.ts';
import type { Rule, Surroundings } from './rule.ts';
import { openingsOf } from './world.ts';

/** The groups of the database that were seen, and whether one lets the world in to its port; undefined if none was seen. */
const isOpen = (database: InventoryResource, { find }: Surroundings): boolean | undefined => {
  const groups = listAt(database, 'VpcSecurityGroups').flatMap((group) => {
    const id = textAt(group, 'VpcSecurityGroupId');
    return (id === undefined ? undefined : find('AWS::EC2::SecurityGroup', id, database)) ?? [];
  });
  const port = numberAt(database, 'Endpoint', 'Port') ?? numberAt(database, 'DbInstancePort') ?? 0;
  return groups.length === 0 ? undefined : groups.some((group) => openingsOf(group, [port]).length > 0);
};

const judged = (open: boolean | undefined) => {
  if (open === undefined)
    return { severity: 'high', exposure: 'internet', says: 'Its security groups could not be seen.' } as const;
  return open
    ? ({
        severity: 'critical',
        exposure: 'internet',
        says: 'Its security groups let the world in to its port.',
      } as const)
    : ({
        severity: 'medium',
        exposure: 'account',
        says: 'Its security groups let the world in nowhere today; one rule would.',
      } as const);
};

export const rdsPublic: Rule = {
  id: 'rds-public',
  finds: 'A database that is publicly accessible',
  severity: 'high',
  service: 'rds',
  types: ['AWS::RDS::DBInstance'],
  reads: ['DBInstances[].PubliclyAccessible', 'DBInstances[].VpcSecurityGroups[]', 'SecurityGroups[].IpPermissions[]'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  todo: 'aws rds modify-db-instance --no-publicly-accessible: it does not restart the database.',
  check: (database, around) => {
    if (flagAt(database, 'PubliclyAccessible') !== true) return undefined;
    const { severity, exposure, says } = judged(isOpen(database, around));
    return {
      severity,
      exposure,
      title: 'Database is publicly accessible',
      why: `Its name resolves to a public address. ${says}`,
      evidence: { PubliclyAccessible: true },
    };
  },
};
