import { DescribeEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { HealthProbes } from './operations/get-health.ts';

export type Ground = {
  readonly dynamo: DynamoDBDocumentClient;
  readonly eventBridge: EventBridgeClient;
  readonly s3: S3Client;
  readonly table: string;
  readonly bus: string;
  readonly inputBucket: string;
  readonly outputBucket: string;
};

/** What the service stands on, each asked for the least that its role allows: nothing is written. */
export const healthProbes = ({ dynamo, eventBridge, s3, ...names }: Ground): HealthProbes => {
  const list = (Bucket: string, Prefix: string) => (abortSignal: AbortSignal) =>
    s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }), { abortSignal });
  return {
    table: (abortSignal) =>
      dynamo.send(new GetCommand({ TableName: names.table, Key: { jobId: 'health' } }), { abortSignal }),
    bus: (abortSignal) => eventBridge.send(new DescribeEventBusCommand({ Name: names.bus }), { abortSignal }),
    'input bucket': list(names.inputBucket, 'uploads/'),
    'output bucket': list(names.outputBucket, 'jobs/'),
  };
};
