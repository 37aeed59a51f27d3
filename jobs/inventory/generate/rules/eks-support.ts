import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { daysUntil, isoDate } from '../days.ts';
import { type ClusterSupport, clusterSupport } from '../eol/eks.ts';
import { textAt } from '../fields.ts';
import { changingCost, monthHours, prices } from '../prices/prices.ts';
import { warningFor } from './rds-support-ends.ts';
import type { Rule } from './rule.ts';

const page = 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html';
const reads = ['cluster.version', 'cluster.upgradePolicy.supportType', 'clusterVersions[].endOfStandardSupportDate'];
const { usd, source } = prices['eks extended'];

/** A cluster with the policy STANDARD is upgraded when standard support ends: it never pays for more. */
const isUpgradedThen = (cluster: InventoryResource): boolean =>
  textAt(cluster, 'upgradePolicy', 'supportType') === 'STANDARD';

const costOf = (cluster: InventoryResource, { support }: ClusterSupport, now: Date) => {
  if (isUpgradedThen(cluster) || !support.extendedEnds) return {};
  const from = new Date(support.standardEnds.getTime() + 1);
  const text = `1 cluster x ${monthHours} h x ${usd.toFixed(2)} USD from ${isoDate(from)} to ${isoDate(support.extendedEnds)}`;
  return { cost: changingCost([{ from, hourlyUsd: usd }], support.extendedEnds, now, text, source) };
};

const evidenceOf = (cluster: InventoryResource, { version, support }: ClusterSupport) => ({
  version,
  endOfStandardSupport: support.standardEnds.toISOString(),
  endOfExtendedSupport: support.extendedEnds?.toISOString() ?? null,
  supportType: textAt(cluster, 'upgradePolicy', 'supportType') ?? null,
});

export const eksExtendedSupport: Rule = {
  id: 'eks-extended-support',
  finds: 'A cluster whose version is past standard support',
  severity: 'high',
  service: 'eks',
  types: ['AWS::EKS::Cluster'],
  reads,
  page,
  todo: 'Upgrade the control plane one minor version at a time, then its node groups and add-ons.',
  check: (cluster, around) => {
    const known = clusterSupport(cluster, around);
    if (!known || known.support.standardEnds >= around.now) return undefined;
    const { extendedEnds, standardEnds } = known.support;
    const isOver = extendedEnds !== undefined && extendedEnds < around.now;
    const then =
      isUpgradedThen(cluster) || isOver ? 'EKS upgrades it when it chooses to' : 'each hour costs six times as much';
    return {
      title: 'Cluster is past standard support',
      why: `Standard support of Kubernetes ${known.version} ended on ${isoDate(standardEnds)}: ${then}${extendedEnds && !isOver ? `, and on ${isoDate(extendedEnds)} it is upgraded without asking` : ''}.`,
      evidence: evidenceOf(cluster, known),
      due: isoDate(isOver || !extendedEnds ? standardEnds : extendedEnds),
      ...costOf(cluster, known, around.now),
    };
  },
};

export const eksSupportEnds: Rule = {
  id: 'eks-support-ends',
  finds: 'A cluster whose version will soon be past standard support',
  severity: 'medium',
  service: 'eks',
  types: ['AWS::EKS::Cluster'],
  reads,
  page,
  todo: 'Plan the upgrade before the day; EKS Upgrade Insights says what stands in its way.',
  check: (cluster, around) => {
    const known = clusterSupport(cluster, around);
    const days = known && daysUntil(known.support.standardEnds, around.now);
    const severity = days === undefined ? undefined : warningFor(days);
    if (!known || days === undefined || !severity) return undefined;
    const then = isUpgradedThen(cluster) ? 'EKS then upgrades it by itself' : 'it then costs six times as much';
    return {
      severity,
      title: 'Standard support of the cluster ends soon',
      why: `Standard support of Kubernetes ${known.version} ends on ${isoDate(known.support.standardEnds)}, in ${Math.floor(days)} days: ${then}.`,
      evidence: evidenceOf(cluster, known),
      due: isoDate(known.support.standardEnds),
      ...costOf(cluster, known, around.now),
    };
  },
};
