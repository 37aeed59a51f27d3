import type { Live } from '../live.ts';
import { type ByHand, joined } from './hand.ts';
import { internetGateways, networkAcls, routeTables, securityGroups } from './hand-network.ts';
import { bucketPolicies, queuesAndTopics, roles } from './hand-policies.ts';

/** Types whose outputs no likeness of names leads to, in the shapes of AWS's documentation. */
export const byHand = (live: readonly Live[]): ByHand =>
  joined(
    [securityGroups, routeTables, internetGateways, networkAcls, roles, bucketPolicies, queuesAndTopics].map((each) =>
      each(live),
    ),
  );
