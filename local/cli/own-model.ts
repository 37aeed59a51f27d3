import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { startRelay } from '../model/relay.ts';
import { CommandError } from './command.ts';

export type OwnModel = {
  /** What the embedded functions need to ask it. */
  readonly env: Readonly<Record<string, string>>;
  readonly region: string;
  close(): Promise<void>;
};

const wanted = async <Value>(look: () => Promise<Value>, without: string): Promise<Value> => {
  try {
    return await look();
  } catch {
    throw new CommandError(without);
  }
};

/** Bedrock for an embedded cloud, by the credentials and the Region that the AWS CLI would use here. Throws a `CommandError` without them. */
export const startOwnModel = async (modelId: string): Promise<OwnModel> => {
  const client = new BedrockRuntimeClient({ maxAttempts: 1 });
  const { config } = client;
  const region = await wanted(
    () => config.region(),
    'There is no AWS Region to ask the model in: set AWS_REGION, or a profile that has one (AWS_PROFILE).',
  );
  await wanted(
    () => config.credentials(),
    'There are no AWS credentials to ask the model with: run aws configure or aws sso login, or leave --model out.',
  );
  const relay = await startRelay(client, [modelId]);
  return {
    region,
    env: { MODEL_ENABLED: 'true', MODEL_ID: modelId, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: relay.url },
    close: relay.close,
  };
};
