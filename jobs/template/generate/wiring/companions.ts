import type { JsonValue } from '#schemas/json.ts';
import type { Placed } from '../assembly/placed.ts';

/** Values that mean a resource only beside a reference to it: many resources share them. */
const companions: readonly { readonly property: string; readonly beside: string; readonly attribute: string }[] = [
  { property: 'HostedZoneId', beside: 'DNSName', attribute: 'CanonicalHostedZoneID' },
  { property: 'HostedZoneId', beside: 'DNSName', attribute: 'RegionalHostedZoneId' },
  { property: 'Version', beside: 'LaunchTemplateId', attribute: 'LatestVersionNumber' },
  { property: 'Version', beside: 'LaunchTemplateName', attribute: 'LatestVersionNumber' },
];

/** The attribute of the resource referred to at `beside` that returns just this value; undefined if none does. */
export const companionAttribute = (
  property: string,
  value: JsonValue,
  neighbour: (property: string) => Placed | undefined,
): { readonly to: string; readonly attribute: string } | undefined => {
  for (const row of companions) {
    const owner = row.property === property ? neighbour(row.beside) : undefined;
    if (owner && owner.mapped.returns[row.attribute] === value) {
      return { to: owner.logicalId, attribute: row.attribute };
    }
  }
  return undefined;
};
