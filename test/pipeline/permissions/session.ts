import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Cloud } from '#local/cloud/cloud.ts';

/** Clients with the rights of a function: what its code would be allowed, code is allowed that is given them. */
export const clientsAs = async (cloud: Cloud, functionName: string) => {
  const env = await cloud.sessionOf(functionName);
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const at = (service: string) => ({
    region: env.AWS_REGION ?? '',
    credentials,
    endpoint: env[`AWS_ENDPOINT_URL_${service}`] ?? '',
  });
  return {
    s3: new S3Client({ ...at('S3'), forcePathStyle: true }),
    sqs: new SQSClient({ ...at('SQS'), useQueueUrlAsEndpoint: false }),
    dynamo: DynamoDBDocumentClient.from(new DynamoDBClient(at('DYNAMODB')), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
};

export const s3As = async (cloud: Cloud, functionName: string): Promise<S3Client> =>
  (await clientsAs(cloud, functionName)).s3;

/** An output of the stack. Throws if it has none of that name. */
export const output = ({ outputs }: Cloud, name: string): string => {
  const value = outputs[name];
  if (value === undefined) throw new Error(`The stack has no output ${name}`);
  return value;
};

export const bucketsOf = (cloud: Cloud): Readonly<Record<string, string>> =>
  Object.fromEntries(['Input', 'Output', 'Archive'].map((name) => [name, output(cloud, `${name}BucketName`)]));
