import * as z from 'zod';
import { arn, nameInArn } from '../../place.ts';
import type { Row, Rows } from './row.ts';

const ofQueue = z.object({ QueueUrl: z.string() });

const onQueue =
  (action: string): Row =>
  ({ body }, place) => {
    const { QueueUrl } = ofQueue.parse(JSON.parse(body.toString('utf8')));
    return [{ action: `sqs:${action}`, resource: arn(place, 'sqs', nameInArn(QueueUrl)) }];
  };

/** A batch needs what each in it needs. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
export const sqs: Rows = {
  ReceiveMessage: onQueue('ReceiveMessage'),
  DeleteMessageBatch: onQueue('DeleteMessage'),
  ChangeMessageVisibility: onQueue('ChangeMessageVisibility'),
  SendMessage: onQueue('SendMessage'),
};
