import { Agent } from 'node:https';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Endpoint = { readonly endpoint: string; readonly certificate: string };

/** What any SDK client of the operator is made with, who may do anything. The endpoint is trusted by its certificate. */
export const operatorSettings = ({ endpoint, certificate: ca }: Endpoint) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  requestHandler: { httpsAgent: new Agent({ ca, keepAlive: true }) },
});

/** SDK clients of the operator. */
export const clientsOf = (at: Endpoint) => {
  const config = operatorSettings(at);
  return {
    cloudFormation: new CloudFormationClient(config),
    dynamo: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
  };
};

export type Clients = ReturnType<typeof clientsOf>;
