import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { configured, said } from '../../testing/said.ts';
import { majorVersion, vcpusOf } from '../eol/rds.ts';
import { rdsBackups } from './rds-backups.ts';
import { rdsCaCertificate } from './rds-ca-certificate.ts';
import { rdsDeletionProtection } from './rds-deletion-protection.ts';
import { rdsExtendedSupport } from './rds-extended-support.ts';
import { rdsSingleAz } from './rds-single-az.ts';
import { rdsStopped } from './rds-stopped.ts';
import { rdsSupportEnds } from './rds-support-ends.ts';
import { rdsUnencrypted } from './rds-unencrypted.ts';

type Configuration = InventoryResource['configuration'];

const database = (configuration: Configuration, given: Partial<InventoryResource> = {}) =>
  configured('AWS::RDS::DBInstance', configuration, given);

const postgres13 = database({
  Engine: 'postgres',
  EngineVersion: '13.16',
  DBInstanceClass: 'db.m6g.xlarge',
  MultiAZ: true,
  EngineLifecycleSupport: 'open-source-rds-extended-support',
});

/** Standard support of PostgreSQL 13 ends with the 28th of February 2026, UTC. */
describe('The end of standard support', () => {
  it.each([
    ['2026-02-27T12:00:00Z', 'rds-support-ends'],
    ['2026-02-28T23:59:59.999Z', 'rds-support-ends'],
    ['2026-02-28T20:00:00-03:59', 'rds-support-ends'],
    ['2026-03-01T00:00:00.000Z', 'rds-extended-support'],
    ['2026-02-28T20:00:00-04:00', 'rds-extended-support'],
    ['2026-03-02T00:00:00Z', 'rds-extended-support'],
  ])('at %s is told by %s alone', (now, expected) => {
    const told = [rdsExtendedSupport, rdsSupportEnds].filter((rule) => said(rule, postgres13, { now }));
    expect(told.map(({ id }) => id)).toEqual([expected]);
  });

  it.each([
    ['2025-08-31T00:00:00Z', undefined],
    ['2025-09-01T23:59:59.998Z', undefined],
    ['2025-09-02T00:00:00Z', 'low'],
    ['2025-12-01T00:00:00Z', 'medium'],
    ['2026-01-30T00:00:00Z', 'high'],
  ])('is announced at %s as %s', (now, severity) =>
    expect(said(rdsSupportEnds, postgres13, { now })?.severity).toBe(severity),
  );

  it('does not go by EngineLifecycleSupport, whose default says "extended" of healthy databases', () => {
    const healthy = database({ ...postgres13.configuration, EngineVersion: '17.2' });
    expect(said(rdsExtendedSupport, healthy)).toBeUndefined();
  });

  it('is priced for each vCPU, a standby included, dearer from the third year on', () => {
    const cost = said(rdsExtendedSupport, postgres13, { now: '2026-11-21T02:00:00Z' })?.cost;
    expect(cost).toMatchObject({ monthlyUsd: 584, yearlyUsd: 7008 });
    const third = said(rdsExtendedSupport, postgres13, { now: '2028-03-01T00:00:00Z' })?.cost;
    expect(third).toMatchObject({ monthlyUsd: 1168 });
    expect(cost?.arithmetic).toBe(
      '8 vCPU x 730 h x 0.10 USD from 2026-03-01 on, 0.20 USD from 2028-03-01 on (us-east-1)',
    );
  });

  it('costs nothing this month before it comes, and its part of the next twelve', () => {
    const cost = said(rdsSupportEnds, postgres13, { now: '2025-12-01T00:00:00Z' })?.cost;
    expect(cost).toMatchObject({ monthlyUsd: 0, yearlyUsd: 275 * 24 * 8 * 0.1 });
  });

  it('takes what the API says of it before any table', () => {
    const live = configured('AWS::RDS::MajorEngineVersion', {
      Engine: 'postgres',
      MajorEngineVersion: '13',
      SupportedEngineLifecycles: [
        {
          LifecycleSupportName: 'open-source-rds-standard-support',
          LifecycleSupportEndDate: '2026-12-31T23:59:59.999000-08:00',
        },
      ],
    });
    expect(said(rdsExtendedSupport, postgres13, { others: [live] })).toBeUndefined();
    expect(said(rdsSupportEnds, postgres13, { others: [live] })).toMatchObject({
      due: '2027-01-01',
      severity: 'medium',
    });
  });

  it('of a cluster is told once, for all its members', () => {
    const cluster = configured(
      'AWS::RDS::DBCluster',
      { Engine: 'aurora-mysql', EngineVersion: '5.7.mysql_aurora.2.11.3' },
      { id: 'shop' },
    );
    const member = (id: string) =>
      database(
        {
          Engine: 'aurora-mysql',
          EngineVersion: '5.7.mysql_aurora.2.11.3',
          DBInstanceClass: 'db.r5.large',
          DBClusterIdentifier: 'shop',
        },
        { id },
      );
    const others = [member('a'), member('b')];
    expect(said(rdsExtendedSupport, member('a'), { others: [cluster] })).toBeUndefined();
    expect(said(rdsExtendedSupport, cluster, { others })?.cost?.arithmetic).toMatch(/^4 vCPU/);
  });

  it('has no price where nobody knows the vCPUs, and says that MariaDB has no extended support', () => {
    const serverless = database({ ...postgres13.configuration, DBInstanceClass: 'db.serverless' });
    expect(said(rdsExtendedSupport, serverless)).toMatchObject({ severity: 'high' });
    expect(said(rdsExtendedSupport, serverless)?.cost).toBeUndefined();
    const mariadb = database({ Engine: 'mariadb', EngineVersion: '10.5.23', DBInstanceClass: 'db.t3.small' });
    expect(said(rdsExtendedSupport, mariadb)?.why).toMatch('There is no extended support');
  });

  it.each([
    [{ Engine: 'oracle-ee', EngineVersion: '19.0.0.0' }],
    [{ Engine: 'postgres', EngineVersion: '99.1' }],
    [{ Engine: 'postgres' }],
    [{}],
  ])('is not known of %j, and nothing is said', (configuration: Configuration) => {
    expect(said(rdsExtendedSupport, database(configuration))).toBeUndefined();
    expect(said(rdsSupportEnds, database(configuration))).toBeUndefined();
  });

  it.each([
    ['postgres', '15.4', '15'],
    ['postgres', '9.6.24', '9.6'],
    ['mysql', '8.0.35', '8.0'],
    ['mariadb', '10.11.6', '10.11'],
    ['aurora-postgresql', '14.9', '14'],
    ['aurora-mysql', '8.0.mysql_aurora.3.05.2', '3'],
    ['aurora-mysql', '5.7', '2'],
    ['aurora', '5.6.10a', '1'],
  ])('%s %s is major version %s', (engine, version, major) => expect(majorVersion(engine, version)).toBe(major));

  it.each([
    ['db.t3.micro', 2],
    ['db.t2.micro', 1],
    ['db.r6g.xlarge', 4],
    ['db.r6g.16xlarge', 64],
    ['db.serverless', undefined],
    ['db.x2iedn.metal', undefined],
    ['constructor', undefined],
  ])('%s has %s vCPUs', (instanceClass, vcpus) => expect(vcpusOf(instanceClass)).toBe(vcpus));
});

describe('A database', () => {
  it.each([
    [rdsUnencrypted, { StorageEncrypted: false }, true],
    [rdsUnencrypted, { StorageEncrypted: true }, false],
    [rdsUnencrypted, { StorageEncrypted: false, DBClusterIdentifier: 'c' }, false],
    [rdsBackups, { BackupRetentionPeriod: 0 }, true],
    [rdsBackups, { BackupRetentionPeriod: 1 }, false],
    [rdsBackups, { BackupRetentionPeriod: 0, ReadReplicaSourceDBInstanceIdentifier: 'source' }, false],
    [rdsDeletionProtection, { DeletionProtection: false }, true],
    [rdsDeletionProtection, { DeletionProtection: true }, false],
    [rdsDeletionProtection, {}, false],
    [rdsSingleAz, { MultiAZ: false }, true],
    [rdsSingleAz, { MultiAZ: true }, false],
    [rdsSingleAz, { MultiAZ: false, DBClusterIdentifier: 'c' }, false],
    [rdsStopped, { DBInstanceStatus: 'stopped' }, true],
    [rdsStopped, { DBInstanceStatus: 'available' }, false],
  ] as const)('%# is judged by its own fields', (rule, configuration, expected) =>
    expect(said(rule, database({ ...configuration })) !== undefined).toBe(expected),
  );

  it('cluster of one instance is in one zone, of two not', () => {
    const cluster = (members: number) =>
      configured('AWS::RDS::DBCluster', { DBClusterMembers: Array.from({ length: members }, () => ({})) });
    expect(said(rdsSingleAz, cluster(1))).toBeDefined();
    expect(said(rdsSingleAz, cluster(2))).toBeUndefined();
    expect(said(rdsSingleAz, cluster(0))).toBeUndefined();
  });

  it('that is stopped says when it starts by itself', () =>
    expect(
      said(rdsStopped, database({ DBInstanceStatus: 'stopped', AutomaticRestartTime: '2026-11-25T10:00:00+00:00' }))
        ?.why,
    ).toMatch('this one on 2026-11-25'));
});

describe('rds-ca-certificate', () => {
  const until = (ValidTill: string) =>
    database({ CACertificateIdentifier: 'rds-ca-rsa2048-g1', CertificateDetails: { ValidTill } });

  it.each([
    ['2027-02-19T02:00:01.000Z', undefined],
    ['2027-02-19T02:00:00.000Z', 'medium'],
    ['2026-11-21T02:00:00.000Z', 'medium'],
    ['2026-11-21T01:59:59.999Z', 'high'],
    ['2026-11-20T21:00:00.000-06:00', 'medium'],
  ])('valid till %s: %s', (validTill, severity) =>
    expect(said(rdsCaCertificate, until(validTill))?.severity).toBe(severity),
  );

  it('knows the last day of old authorities where the API does not say', () =>
    expect(said(rdsCaCertificate, database({ CACertificateIdentifier: 'rds-ca-2019' }))).toMatchObject({
      due: '2024-08-22',
    }));

  it('says nothing of an authority it does not know', () =>
    expect(said(rdsCaCertificate, database({ CACertificateIdentifier: 'rds-ca-rsa4096-g1' }))).toBeUndefined());
});
