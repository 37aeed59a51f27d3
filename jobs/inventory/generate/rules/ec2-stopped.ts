import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { daysUntil, instant } from '../days.ts';
import { listAt, textAt } from '../fields.ts';
import { steadyCost } from '../prices/prices.ts';
import { volumeCost } from '../prices/volume-cost.ts';
import type { Rule, Surroundings } from './rule.ts';

const toleratedDays = 30;

/** `User initiated (2026-09-01 12:00:00 GMT)`: the only place where EC2 says since when. */
const stoppedAt = (instance: InventoryResource): Date | undefined => {
  const reason = textAt(instance, 'StateTransitionReason') ?? '';
  return instant(/\((\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT)\)/.exec(reason)?.[1]);
};

const volumesOf = (instance: InventoryResource, { find }: Surroundings): readonly InventoryResource[] =>
  listAt(instance, 'BlockDeviceMappings').flatMap((mapping) => {
    const id = textAt(mapping, 'Ebs', 'VolumeId');
    return (id === undefined ? undefined : find('AWS::EC2::Volume', id, instance)) ?? [];
  });

const costOf = (volumes: readonly InventoryResource[]) => {
  const costs = volumes.flatMap((volume) => volumeCost(volume) ?? []);
  const [first] = costs;
  if (!first) return {};
  const monthly = costs.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
  return { cost: steadyCost(monthly, costs.map(({ arithmetic }) => arithmetic).join(' + '), first.source) };
};

export const ec2Stopped: Rule = {
  id: 'ec2-stopped',
  finds: 'An instance that has been stopped for more than 30 days',
  severity: 'low',
  service: 'ec2',
  types: ['AWS::EC2::Instance'],
  reads: [
    'Reservations[].Instances[].State.Name',
    'Reservations[].Instances[].StateTransitionReason',
    'Volumes[].Size',
  ],
  page: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-4',
  todo: 'Take an image if somebody may want it back, then terminate it; its volumes are paid for as if it ran.',
  check: (instance, around) => {
    if ((instance.state ?? textAt(instance, 'State', 'Name')) !== 'stopped') return undefined;
    const since = stoppedAt(instance);
    const days = since && daysUntil(around.now, since);
    if (!since || days === undefined || days <= toleratedDays) return undefined;
    const volumes = volumesOf(instance, around);
    return {
      title: `Instance has been stopped for more than ${toleratedDays} days`,
      why: `It was stopped ${Math.floor(days)} days ago and keeps ${volumes.length} of the volumes that were seen.`,
      evidence: { StateTransitionReason: since.toISOString(), Volumes: volumes.map(({ id }) => id) },
      ...costOf(volumes),
    };
  },
};
