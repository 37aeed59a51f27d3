import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import type { Rule, Surroundings } from './rule.ts';
import { type Opening, openingsOf, reachableThrough } from './world.ts';

type Ports = Readonly<Record<number, string>>;

const named = (ports: Ports, openings: readonly Opening[]): string =>
  openings.length === Object.keys(ports).length
    ? 'every port'
    : openings.map(({ port }) => `${ports[port]} (${port})`).join(', ');

const evidenceOf = (openings: readonly Opening[]): Record<string, Json> => ({
  'IpPermissions[]': openings.map(({ port, cidrs }) => ({ port, cidrs: [...cidrs] })),
});

const judged = (group: InventoryResource, openings: readonly Opening[], around: Surroundings) => {
  const reachable = reachableThrough(group, openings, around);
  const [first] = reachable;
  if (first) {
    const others = reachable.length > 1 ? ` and ${reachable.length - 1} more` : '';
    const who = `${first.resource.name ?? first.resource.id}${others}`;
    return {
      severity: 'critical' as const,
      exposure: 'internet' as const,
      who: `${who} can be reached through it: ${first.because}.`,
    };
  }
  const isKnown = ['AWS::EC2::Instance', 'AWS::RDS::DBInstance'].every((type) => around.isComplete(type, group));
  return isKnown
    ? {
        severity: 'medium' as const,
        exposure: 'none' as const,
        who: 'No instance or database that has it can be reached from outside today.',
      }
    : { severity: 'high' as const, exposure: 'account' as const, who: 'Who has it could not be seen completely.' };
};

/** A rule about ports of one kind that a security group opens to the world. */
export const openPortRule = (
  given: Pick<Rule, 'id' | 'finds' | 'todo' | 'page'> & { title: string; ports: Ports },
): Rule => ({
  id: given.id,
  finds: given.finds,
  severity: 'critical',
  service: 'ec2',
  types: ['AWS::EC2::SecurityGroup'],
  reads: [
    'SecurityGroups[].IpPermissions[]',
    'Reservations[].Instances[].PublicIpAddress',
    'Reservations[].Instances[].NetworkInterfaces[].Ipv6Addresses[]',
    'DBInstances[].PubliclyAccessible',
  ],
  page: given.page,
  todo: given.todo,
  check: (group, around) => {
    const openings = openingsOf(group, Object.keys(given.ports).map(Number));
    if (openings.length === 0) return undefined;
    const { severity, exposure, who } = judged(group, openings, around);
    const cidrs = [...new Set(openings.flatMap((opening) => opening.cidrs))].join(' and ');
    const why = `It lets ${cidrs} in to ${named(given.ports, openings)}. ${who}`;
    return { title: given.title, why, evidence: evidenceOf(openings), exposure, severity };
  },
});
