import { compute } from './compute.ts';
import { data } from './data.ts';
import { edge } from './edge.ts';
import { identity } from './identity.ts';
import { loadBalancing } from './load-balancing.ts';
import { messaging } from './messaging.ts';
import { network } from './network.ts';
import type { TerraformRows } from './row.ts';
import { storage } from './storage.ts';

/** Every type of Terraform's AWS provider that is known, by its name. */
export const terraformRows: TerraformRows = {
  ...compute,
  ...data,
  ...edge,
  ...identity,
  ...loadBalancing,
  ...messaging,
  ...network,
  ...storage,
};
