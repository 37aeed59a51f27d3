import { hasOwnEndpoint } from './env.ts';

/** How to reach AWS: the embedded cloud's environment, or nothing for the SDK's own configuration (a deployed stage). */
export type Reach = Readonly<Record<string, string>> | undefined;

type Service = 'S3' | 'SQS' | 'DYNAMODB' | 'EVENTBRIDGE' | 'STS';

/** The SDK client configuration for one service (its suffix in AWS_ENDPOINT_URL_*). */
export const clientConfig = (reach: Reach, service: Service | (string & {})) => {
  if (!reach) return {};
  const endpoint = reach[`AWS_ENDPOINT_URL_${service}`] ?? reach.AWS_ENDPOINT_URL;
  return {
    ...(endpoint ? { endpoint } : {}),
    region: reach.AWS_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: reach.AWS_ACCESS_KEY_ID ?? 'local',
      secretAccessKey: reach.AWS_SECRET_ACCESS_KEY ?? 'local',
    },
  };
};

export const s3Client = async (reach: Reach) => {
  const { S3Client } = await import('@aws-sdk/client-s3');
  return new S3Client({ ...clientConfig(reach, 'S3'), forcePathStyle: reach !== undefined || hasOwnEndpoint() });
};

export const sqsClient = async (reach: Reach) => {
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  return new SQSClient(clientConfig(reach, 'SQS'));
};

export const eventBridgeClient = async (reach: Reach) => {
  const { EventBridgeClient } = await import('@aws-sdk/client-eventbridge');
  return new EventBridgeClient(clientConfig(reach, 'EVENTBRIDGE'));
};

/** Speaks plain objects; what is undefined is left out. */
export const dynamoClient = async (reach: Reach) => {
  const [{ DynamoDBClient }, { DynamoDBDocumentClient }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('@aws-sdk/lib-dynamodb'),
  ]);
  const client = new DynamoDBClient(clientConfig(reach, 'DYNAMODB'));
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

/** The jobs table, read through the same store the stages use. */
export const jobsTable = async (reach: Reach, table: string) => {
  const { jobStore } = await import('#shared/pipeline/job-store.ts');
  return jobStore(await dynamoClient(reach), table);
};
