import { entry } from '#shared/entry.ts';
import type { Operation } from '../../faults/operation.ts';
import type { Place } from '../../place.ts';
import type { Access } from '../access.ts';
import { dynamodb } from './dynamodb.ts';
import { events } from './events.ts';
import type { Asked, Rows, ServiceRequest } from './row.ts';
import { s3 } from './s3.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { ssm } from './ssm.ts';

const services: Readonly<Record<Operation['service'], Rows>> = { dynamodb, events, s3, sns, sqs, ssm };

/** What a request's context holds, whatever it asks for. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const inContext = (asked: Asked, { region }: Place): Access => ({
  ...asked,
  context: { 'aws:RequestedRegion': region, ...asked.context },
});

/** Everything a request needs to be allowed; an operation that no row tells of needs what no role has. */
export const accessesOf = async (
  { service, name }: Operation,
  request: ServiceRequest,
  place: Place,
): Promise<readonly Access[]> => {
  const row = entry(services[service], name);
  const unknown: Asked = {
    action: `unknown:${service}:${name}`,
    resource: 'of an operation without a row in local/cloud/iam/accesses',
  };
  return (row === undefined ? [unknown] : await row(request, place)).map((asked) => inContext(asked, place));
};
