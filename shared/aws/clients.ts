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
const within = (requestTimeout: number, maxAttempts = 4) => ({
  // Without the last of these the SDK only warns of a request that takes too long, and waits on.
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
  maxAttempts,
});

export type Patience = ReturnType<typeof within>;

const impatient = within(5_000);
const patient = within(30_000);

/** For doors behind which somebody waits: what does not answer is told of while API Gateway still listens (29 s). */
export const atOnce = within(2_000, 3);

export const s3Client = (patience: Patience = patient): S3Client => new S3Client(patience);
export const sqsClient = (): SQSClient => new SQSClient(impatient);
export const snsClient = (): SNSClient => new SNSClient(impatient);
export const ssmClient = (): SSMClient => new SSMClient(impatient);
export const eventBridgeClient = (patience: Patience = impatient): EventBridgeClient => new EventBridgeClient(patience);

/** Speaks plain objects; what is undefined is left out. */
export const dynamoClient = (patience: Patience = impatient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(patience), { marshallOptions: { removeUndefinedValues: true } });
