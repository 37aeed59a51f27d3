import { apiGateway } from './api-gateway.ts';
import { autoScaling } from './autoscaling.ts';
import { compute } from './compute.ts';
import { containers } from './containers.ts';
import { data } from './data.ts';
import { dynamodb } from './dynamodb.ts';
import { edge } from './edge.ts';
import type { TerraformException } from './exception.ts';
import { iam } from './iam.ts';
import { lambda } from './lambda.ts';
import { loadBalancing } from './load-balancing.ts';
import { messaging } from './messaging.ts';
import { network } from './network.ts';
import { networkAcls } from './network-acl.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import { securityGroups } from './security-group.ts';

/** Every type of Terraform's AWS provider whose shape differs in more than names, nesting and case. */
export const terraformExceptions: readonly TerraformException[] = [
  ...apiGateway,
  ...autoScaling,
  ...compute,
  ...containers,
  ...data,
  ...dynamodb,
  ...edge,
  ...iam,
  ...lambda,
  ...loadBalancing,
  ...messaging,
  ...network,
  ...networkAcls,
  ...rds,
  ...s3,
  ...securityGroups,
];
