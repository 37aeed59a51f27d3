import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { instant } from '../days.ts';
import { flagAt, listAt, textAt } from '../fields.ts';
import type { Surroundings } from '../rules/rule.ts';
import { extended, type Support, supportOf } from './tables.ts';

const tables: Readonly<Record<string, string>> = {
  postgres: 'rds-postgres',
  mysql: 'rds-mysql',
  mariadb: 'rds-mariadb',
  'aurora-postgresql': 'aurora-postgresql',
  'aurora-mysql': 'aurora-mysql',
  aurora: 'aurora-mysql',
};

/** `15.4` -> `15`, `9.6.2` -> `9.6`, `8.0.35` -> `8.0`, `5.7.mysql_aurora.2.11.3` -> `2`. */
export const majorVersion = (engine: string, version: string): string => {
  const [first = '', second = ''] = version.split('.');
  if (engine === 'aurora' || engine === 'aurora-mysql')
    return /mysql_aurora\.(\d+)/.exec(version)?.[1] ?? (engine === 'aurora' ? '1' : auroraOf(`${first}.${second}`));
  if (engine.includes('postgres')) return Number(first) >= 10 ? first : `${first}.${second}`;
  return `${first}.${second}`;
};

/** Aurora MySQL counts by itself: version 2 is compatible with MySQL 5.7, version 3 with 8.0. */
const auroraOf = (compatible: string): string => ({ '5.6': '1', '5.7': '2', '8.0': '3' })[compatible] ?? compatible;

/** What `DescribeDBMajorEngineVersions` says, where the scan asked it: newer than any table. */
const liveSupport = (
  engine: string,
  major: string,
  near: InventoryResource,
  { nearby }: Surroundings,
): Support | undefined => {
  const version = nearby('AWS::RDS::MajorEngineVersion', near).find(
    (each) =>
      textAt(each, 'Engine') === engine && majorVersion(engine, textAt(each, 'MajorEngineVersion') ?? '') === major,
  );
  const endOf = (name: string) =>
    listAt(version, 'SupportedEngineLifecycles')
      .filter((cycle) => textAt(cycle, 'LifecycleSupportName') === `open-source-rds-${name}-support`)
      .map((cycle) => instant(textAt(cycle, 'LifecycleSupportEndDate')))[0];
  const standardEnds = endOf('standard');
  const extendedEnds = endOf('extended');
  if (!standardEnds) return undefined;
  return extendedEnds ? extended(standardEnds, extendedEnds) : { standardEnds };
};

export type EngineSupport = { readonly engine: string; readonly major: string; readonly support: Support };

/** How long AWS supports the engine of an instance or cluster; undefined for engines and versions nobody has dates for. */
export const engineSupport = (database: InventoryResource, around: Surroundings): EngineSupport | undefined => {
  const engine = textAt(database, 'Engine');
  const version = textAt(database, 'EngineVersion');
  const table = engine === undefined ? undefined : tables[engine];
  if (engine === undefined || version === undefined || table === undefined) return undefined;
  const major = majorVersion(engine, version);
  const support = liveSupport(engine, major, database, around) ?? supportOf(table, major);
  return support && { engine, major, support };
};

const small: Readonly<Record<string, number>> = {
  'db.t2.micro': 1,
  'db.t2.small': 1,
  'db.m3.medium': 1,
  'db.m1.small': 1,
  'db.m1.medium': 1,
};

/** vCPUs of an instance class by its size; undefined for serverless and sizes nobody knows. */
export const vcpusOf = (instanceClass: string): number | undefined => {
  if (Object.hasOwn(small, instanceClass)) return small[instanceClass];
  const size = instanceClass.split('.')[2] ?? '';
  if (['micro', 'small', 'medium', 'large'].includes(size)) return 2;
  const times = /^(\d*)xlarge$/.exec(size)?.[1];
  return times === undefined ? undefined : 4 * Number(times === '' ? 1 : times);
};

/** vCPUs that extended support is charged for: a standby's count, too; a cluster's are its members'. */
export const chargedVcpus = (database: InventoryResource, { nearby }: Surroundings): number | undefined => {
  const members =
    database.type === 'AWS::RDS::DBCluster'
      ? nearby('AWS::RDS::DBInstance', database).filter((each) => textAt(each, 'DBClusterIdentifier') === database.id)
      : [database];
  const counts = members.map((each) => {
    const vcpus = vcpusOf(textAt(each, 'DBInstanceClass') ?? '');
    return vcpus === undefined
      ? undefined
      : vcpus * (flagAt(each, 'MultiAZ') && !textAt(each, 'DBClusterIdentifier') ? 2 : 1);
  });
  const known = counts.filter((count) => count !== undefined);
  if (known.length === 0 || known.length < counts.length) return undefined;
  return known.reduce((sum, count) => sum + count, 0);
};

/** A member of a cluster is reported with its cluster; so is a Multi-AZ DB cluster's. */
export const isMember = (database: InventoryResource): boolean =>
  Boolean(textAt(database, 'DBClusterIdentifier')) && database.type === 'AWS::RDS::DBInstance';
