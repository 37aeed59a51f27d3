import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { artifactStore } from '../aws/artifact-store.ts';
import { s3Client, snsClient, ssmClient } from '../aws/clients.ts';
import { signedDownload } from '../aws/sign.ts';
import type { NotifierEnv } from '../pipeline/env.ts';
import { digestStore } from './digest/digest-store.ts';
import { topic } from './topic.ts';
import { type Delivery, deliver } from './webhook/deliver.ts';
import { webhookSecret } from './webhook/secret.ts';

type Given = {
  readonly dynamo: DynamoDBDocumentClient;
  readonly traced: <Client>(client: Client) => Client;
  readonly now: () => Date;
};

/** What the notifier tells by, as its environment says; whose words it tells is the handler's to say. */
export const configuredNotifier = (env: NotifierEnv, { dynamo, traced, now }: Given) => {
  const s3 = traced(s3Client());
  const secret = webhookSecret(env, traced(ssmClient()), now);
  return {
    topic: topic(traced(snsClient()), env.ALERTS_TOPIC_ARN),
    channels: env.TOPIC_CHANNELS,
    digests: digestStore(dynamo, env.JOBS_TABLE),
    call: (delivery: Delivery) => deliver(delivery, { secret, exceptions: env.WEBHOOK_ALLOW, now }),
    artifacts: artifactStore(s3, env.OUTPUT_BUCKET),
    sign: signedDownload(s3, env.OUTPUT_BUCKET),
    now,
  };
};
