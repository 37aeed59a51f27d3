import { apiGateway } from './api-gateway.ts';
import { autoScalingGroup } from './autoscaling.ts';
import { containers } from './containers.ts';
import { data } from './data.ts';
import { derived } from './derived.ts';
import { table } from './dynamodb.ts';
import { instance, launchTemplate, volume } from './ec2-instance.ts';
import { elasticIp, internetGateway, natGateway, routeTable, subnet, vpc, vpnGateway } from './ec2-network.ts';
import { ec2Other } from './ec2-other.ts';
import { securityGroup } from './ec2-security-group.ts';
import { edge } from './edge.ts';
import { listener, listenerRule, loadBalancer, targetGroup } from './elbv2.ts';
import type { Exception } from './exception.ts';
import { group, instanceProfile, managedPolicy, role, user } from './iam.ts';
import { eventSourceMapping, functionUrl, lambdaFunction } from './lambda.ts';
import { management } from './management.ts';
import { dbCluster, dbInstance, dbSubnetGroup } from './rds.ts';
import { bucket } from './s3.ts';
import { subscription, topic } from './sns.ts';
import { queue } from './sqs.ts';

/** Every resource type whose API differs from CloudFormation in more than names and nesting. */
export const exceptions: readonly Exception[] = [
  ...apiGateway,
  autoScalingGroup,
  bucket,
  ...containers,
  ...data,
  dbCluster,
  dbInstance,
  dbSubnetGroup,
  ...derived,
  ...ec2Other,
  ...edge,
  elasticIp,
  eventSourceMapping,
  functionUrl,
  group,
  instance,
  instanceProfile,
  internetGateway,
  lambdaFunction,
  launchTemplate,
  listener,
  listenerRule,
  loadBalancer,
  managedPolicy,
  ...management,
  natGateway,
  queue,
  role,
  routeTable,
  securityGroup,
  subnet,
  subscription,
  table,
  targetGroup,
  topic,
  user,
  volume,
  vpc,
  vpnGateway,
];
