import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Upstream } from './faults/proxy.ts';

/** Any will do: nothing here checks a signature. Functions get them, too, so that none can reach a real account. */
export const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' } as const;

export const sqsClient = (endpoint: string, region: string): SQSClient =>
  new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });

/** The clients with which the stack's resources are made and its messages are sent. */
export const createClients = (upstream: Upstream, region: string) => ({
  sqs: sqsClient(upstream.sqs, region),
  sns: new SNSClient({ endpoint: upstream.sns, region, credentials }),
  s3: new S3Client({ endpoint: upstream.s3, region, credentials, forcePathStyle: true }),
  dynamodb: new DynamoDBClient({ endpoint: upstream.dynamodb, region, credentials }),
});

/** What the SDK reads to find the services. One that is not emulated is sent to the event router, which says so. */
export const sdkEnvironment = (upstream: Upstream, region: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: upstream.events,
  AWS_ENDPOINT_URL_S3: upstream.s3,
  AWS_ENDPOINT_URL_SQS: upstream.sqs,
  AWS_ENDPOINT_URL_SNS: upstream.sns,
  AWS_ENDPOINT_URL_STS: upstream.sns,
  AWS_ENDPOINT_URL_DYNAMODB: upstream.dynamodb,
  AWS_ENDPOINT_URL_EVENTBRIDGE: upstream.events,
  AWS_ENDPOINT_URL_SSM: upstream.ssm,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});
