import { compute } from './compute.ts';
import { containers } from './containers.ts';
import { data } from './data.ts';
import { edge } from './edge.ts';
import type { TerraformException } from './exception.ts';
import { iam } from './iam.ts';
import { loadBalancing } from './load-balancing.ts';
import { messaging } from './messaging.ts';
import { network } from './network.ts';
import { s3 } from './s3.ts';
import { securityGroups } from './security-group.ts';

/** Every type of Terraform's AWS provider whose shape differs in more than names, nesting and case. */
export const terraformExceptions: readonly TerraformException[] = [
  ...compute,
  ...containers,
  ...data,
  ...edge,
  ...iam,
  ...loadBalancing,
  ...messaging,
  ...network,
  ...s3,
  ...securityGroups,
];
