import { analytics } from './analytics.ts';
import { apiGateway } from './api-gateway.ts';
import { cognito } from './cognito.ts';
import { compute } from './compute.ts';
import { data } from './data.ts';
import { ec2 } from './ec2.ts';
import { ec2More } from './ec2-more.ts';
import { edge } from './edge.ts';
import { identity } from './identity.ts';
import { loadBalancing } from './load-balancing.ts';
import { management } from './management.ts';
import { messaging } from './messaging.ts';
import { observability } from './observability.ts';
import type { Row } from './row.ts';
import { s3 } from './s3.ts';
import { tags } from './tags.ts';

/** Every command whose output is known. The first row that fits an item takes it. */
export const rows: readonly Row[] = [
  ...ec2,
  ...loadBalancing,
  ...s3,
  ...data,
  ...messaging,
  ...compute,
  ...identity,
  ...edge,
  ...observability,
  ...cognito,
  ...apiGateway,
  ...analytics,
  ...ec2More,
  ...management,
  ...tags,
];
