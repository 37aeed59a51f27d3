import type { Placed } from '../assembly/placed.ts';

type Companion = {
  readonly property: string;
  readonly beside: readonly string[];
  readonly attribute: string;
  readonly isIts: (value: string, owner: Placed) => boolean;
};

const foundAs =
  (...names: readonly string[]) =>
  (value: string, { mapped }: Placed): boolean =>
    Object.values(mapped.returns).includes(value) ||
    mapped.parts.some(({ properties }) => names.some((name) => properties[name] === value));

/** Values that mean a resource only beside a reference to it, because many resources share them. */
const companions: readonly Companion[] = [
  {
    property: 'HostedZoneId',
    beside: ['DNSName'],
    attribute: 'CanonicalHostedZoneID',
    isIts: foundAs('CanonicalHostedZoneId', 'CanonicalHostedZoneID'),
  },
  {
    // The new launch template's versions are counted from 1 again: the number it had would name a version that is not there.
    property: 'Version',
    beside: ['LaunchTemplateId', 'LaunchTemplateName'],
    attribute: 'LatestVersionNumber',
    isIts: (value) => /^\d+$/.test(value),
  },
];

/** The attribute that returns the value, of the resource that a neighbouring property refers to; undefined if none does. */
export const companionAttribute = (
  property: string,
  value: string,
  neighbour: (property: string) => Placed | undefined,
): { readonly to: string; readonly attribute: string } | undefined => {
  for (const row of companions) {
    if (row.property !== property) continue;
    const owner = row.beside.map(neighbour).find((each) => each !== undefined);
    if (owner && row.isIts(value, owner)) return { to: owner.logicalId, attribute: row.attribute };
  }
  return undefined;
};
