import * as z from 'zod';
import { type ModelEnv, modelEnv } from '#shared/pipeline/env.ts';

/** What of the environment the command line heeds. https://no-color.org */
const cliEnvironment = z.object({
  NO_COLOR: z.string().optional(),
  TERM: z.string().optional(),
});

const webhookEnvironment = z.object({ WEBHOOK_SECRET: z.string().optional(), WEBHOOK_ALLOW: z.string().optional() });

/** What the embedded functions sign webhooks with, and which receivers on this machine they may call: docs/decisions/notifications.md. */
export const readWebhookEnvironment = (env: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(webhookEnvironment.parse(env)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

/** The region of the SDK's own configuration, for what an address does not tell. */
const region = z.object({ AWS_REGION: z.string().optional(), AWS_DEFAULT_REGION: z.string().optional() });

export const readRegion = (): string => {
  const { AWS_REGION, AWS_DEFAULT_REGION } = region.parse(process.env);
  return AWS_REGION ?? AWS_DEFAULT_REGION ?? 'us-east-1';
};

const endpoints = z.object({ AWS_ENDPOINT_URL: z.string().optional(), AWS_ENDPOINT_URL_S3: z.string().optional() });

/** Whether the SDK is pointed elsewhere than at AWS, where a bucket has no host name of its own. */
export const hasOwnEndpoint = (): boolean => {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = endpoints.parse(process.env);
  return (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
};

/** Whether `validate --fix` may ask a model, and which; its name and limits are those of the deployed validator. Throws if they are wrong. */
export const readModelEnvironment = (): ModelEnv => modelEnv.parse(process.env);

export type CliEnvironment = z.infer<typeof cliEnvironment>;

export const readEnvironment = (): CliEnvironment => cliEnvironment.parse(process.env);
