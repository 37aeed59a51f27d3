import type { Faults, Service } from '#local/cloud/faults/fault.ts';
import { prices } from './prices.ts';

/** Requests that were really made, by service and operation; `units` are what DynamoDB bills (1 KB written, 4 KB read). */
export type Meter = Faults & { readonly counts: Map<string, number> };

const key = (service: Service, operation: string) => `${service} ${operation}`;

/** Counts each request of the functions (and of their event source mappings) and lets all pass. */
export const meter = (): Meter => {
  const counts = new Map<string, number>();
  const add = (name: string, amount: number) => counts.set(name, (counts.get(name) ?? 0) + amount);
  return {
    counts,
    onRequest: (service, operation, _functionName, body) => {
      add(key(service, operation), 1);
      if (service === 'events') add('events entries', (body.match(/"DetailType"/g) ?? []).length);
      if (service === 'dynamodb' && operation !== 'GetItem') add('dynamodb written KB', Math.ceil(body.length / 1024));
      return undefined;
    },
  };
};

/** Gets and lists cost differently: https://aws.amazon.com/s3/pricing/ */
const s3Price = (operation: string): number => {
  if (/^(Put|Copy|List|Create|Complete|Upload)/.test(operation)) return prices.s3Put;
  return operation.startsWith('Delete') ? 0 : prices.s3Get;
};

/** Dollars for what was counted, by service. A job's item is read strongly consistent: one unit for 4 KB. */
export const billOf = (counts: ReadonlyMap<string, number>): Record<string, number> => {
  const bill: Record<string, number> = { EventBridge: 0, SQS: 0, DynamoDB: 0, S3: 0, SNS: 0 };
  const charge = (service: string, amount: number) => {
    bill[service] = (bill[service] ?? 0) + amount;
  };
  for (const [name, count] of counts) {
    const [service, operation = ''] = name.split(' ');
    if (service === 'sqs') charge('SQS', count * prices.sqsRequest);
    if (service === 's3') charge('S3', count * s3Price(operation));
    if (service === 'sns') charge('SNS', count * (prices.snsPublish + prices.snsEmail));
    if (name === 'events entries') charge('EventBridge', count * prices.customEvent);
    if (name === 'dynamodb GetItem') charge('DynamoDB', count * 2 * prices.dynamoReadUnit);
    if (name === 'dynamodb written KB') charge('DynamoDB', count * 2 * prices.dynamoWriteUnit);
  }
  return bill;
};
