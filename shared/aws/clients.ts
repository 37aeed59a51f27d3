import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Timeouts in milliseconds and attempts: a stage's whole budget is its function's timeout, so a call that hangs must give
 * up while there is still time to try again and to say so.
 */
const within = (requestTimeout: number) => ({
  // Without the last of these the SDK only warns of a request that takes too long, and waits on.
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
  maxAttempts: 4,
});

const impatient = within(5_000);
const patient = within(30_000);

export const s3Client = (): S3Client => new S3Client(patient);
export const sqsClient = (): SQSClient => new SQSClient(impatient);
export const snsClient = (): SNSClient => new SNSClient(impatient);
export const ssmClient = (): SSMClient => new SSMClient(impatient);
export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient(impatient);

/** Speaks plain objects; what is undefined is left out. */
export const dynamoClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(impatient), { marshallOptions: { removeUndefinedValues: true } });
