import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { configured, said } from '../../testing/said.ts';
import { eksLogs } from './eks-logs.ts';
import { eksPublicEndpoint } from './eks-public-endpoint.ts';
import { eksSecrets } from './eks-secrets.ts';
import { eksExtendedSupport, eksSupportEnds } from './eks-support.ts';
import { rules } from './index.ts';

const cluster = (configuration: InventoryResource['configuration']) =>
  configured('AWS::EKS::Cluster', { name: 'shop', status: 'ACTIVE', ...configuration });

/** Standard support of Kubernetes 1.33 ends with the 29th of July 2026, extended support a year later. */
describe('The version of a cluster', () => {
  const old = cluster({ version: '1.33' });

  it.each([
    ['2026-01-30T23:59:59.998Z', undefined],
    ['2026-01-31T00:00:00Z', 'eks-support-ends'],
    ['2026-07-28T00:00:00Z', 'eks-support-ends'],
    ['2026-07-29T23:59:59.999Z', 'eks-support-ends'],
    ['2026-07-30T01:59:59+02:00', 'eks-support-ends'],
    ['2026-07-30T00:00:00Z', 'eks-extended-support'],
    ['2026-07-31T00:00:00Z', 'eks-extended-support'],
  ])('at %s is told by %s', (now, id) => {
    const told = [eksExtendedSupport, eksSupportEnds].filter((rule) => said(rule, old, { now })).map((rule) => rule.id);
    expect(told).toEqual(id === undefined ? [] : [id]);
  });

  it('costs half a dollar more an hour until extended support ends', () =>
    expect(said(eksExtendedSupport, old, { now: '2026-07-30T00:00:00Z' })?.cost).toMatchObject({
      monthlyUsd: 365,
      yearlyUsd: 365 * 24 * 0.5,
    }));

  it('costs nothing more where the cluster is upgraded when standard support ends', () => {
    const standard = cluster({ version: '1.33', upgradePolicy: { supportType: 'STANDARD' } });
    expect(said(eksExtendedSupport, standard)?.cost).toBeUndefined();
    expect(said(eksExtendedSupport, standard)?.why).toMatch('EKS upgrades it');
  });

  it('is taken from the API before any table, as ISO 8601 or as seconds since 1970', () => {
    const live = (endOfStandardSupportDate: string | number) =>
      configured('AWS::EKS::ClusterVersion', { clusterVersion: '1.33', endOfStandardSupportDate }, { id: '1.33' });
    expect(said(eksExtendedSupport, old, { others: [live('2027-01-01T00:00:00Z')] })).toBeUndefined();
    expect(said(eksExtendedSupport, old, { others: [live(Date.UTC(2026, 0, 1) / 1000)] })).toBeDefined();
  });

  it('that nobody knows is not accused', () => {
    expect(said(eksExtendedSupport, cluster({ version: '9.99' }))).toBeUndefined();
    expect(said(eksExtendedSupport, cluster({}))).toBeUndefined();
  });
});

describe('A cluster', () => {
  const endpoint = (endpointPublicAccess: boolean, ...publicAccessCidrs: string[]) =>
    cluster({ resourcesVpcConfig: { endpointPublicAccess, publicAccessCidrs } });
  const logs = (enabled: boolean, ...types: string[]) => cluster({ logging: { clusterLogging: [{ types, enabled }] } });

  it.each([
    [eksPublicEndpoint, endpoint(true, '0.0.0.0/0'), true],
    [eksPublicEndpoint, endpoint(true, '198.51.100.0/24', '::/0'), true],
    [eksPublicEndpoint, endpoint(true, '198.51.100.0/24'), false],
    [eksPublicEndpoint, endpoint(false, '0.0.0.0/0'), false],
    [eksPublicEndpoint, cluster({}), false],
    [eksLogs, logs(true, 'api', 'audit', 'authenticator'), false],
    [eksLogs, logs(true, 'api', 'audit'), true],
    [eksLogs, logs(false, 'audit', 'authenticator'), true],
    [eksLogs, cluster({}), false],
    [eksSecrets, cluster({}), true],
    [eksSecrets, cluster({ encryptionConfig: [{ resources: ['secrets'] }] }), false],
    [eksSecrets, configured('AWS::EKS::Cluster', { version: '1.33' }), false],
    [
      eksPublicEndpoint,
      configured('AWS::EKS::Cluster', {
        ResourcesVpcConfig: { EndpointPublicAccess: true, PublicAccessCidrs: ['0.0.0.0/0'] },
      }),
      true,
    ],
  ] as const)('%# is judged by its own fields', (rule, subject, expected) =>
    expect(said(rule, subject) !== undefined).toBe(expected),
  );
});

describe('The rules', () => {
  it('have ids of their own, pages of AWS, and say what they read and what to do', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(new URL(rule.page).hostname).toMatch(/(^|\.)aws\.amazon\.com$/);
      expect(rule.reads.length).toBeGreaterThan(0);
      expect(rule.todo).toMatch(/\.$/);
    }
  });

  it('say nothing of a resource of which only the name is known', () => {
    for (const rule of rules.filter(({ id }) => id !== 'untagged'))
      for (const type of rule.types) expect([rule.id, said(rule, configured(type, {}))]).toEqual([rule.id, undefined]);
  });

  it('cope with fields of any shape', () => {
    const odd = [null, 0, '', [], {}, [null], 'x', true, [[]], { a: null }];
    for (const rule of rules)
      for (const type of rule.types)
        for (const value of odd) {
          const names = rule.reads.flatMap((read) => read.replaceAll('[]', '').split(/[. ]/));
          const configuration = Object.fromEntries(names.map((name) => [name, value]));
          expect(() => said(rule, configured(type, configuration))).not.toThrow();
        }
  });
});
