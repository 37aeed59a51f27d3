import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud.ts';
import type { CloudOptions } from '../cloud/options.ts';
import { CommandError } from './command.ts';
import { readWebhookEnvironment } from './env.ts';
import type { Progress } from './progress.ts';

/** What the functions log goes here; it grows until it is deleted. */
export const logFile = (cwd: string): string => join(cwd, '.dropforge', 'cloud.log');

type EmbeddedOptions = Pick<CloudOptions, 'overrides' | 'concurrency' | 'api'> & {
  readonly cwd: string;
  readonly schedules: boolean;
};

/** With what webhooks need, from the environment of whoever starts it. */
const withWebhooks = <Options extends Pick<CloudOptions, 'overrides'>>(options: Options): Options => {
  const { env = {}, ...overrides } = options.overrides ?? {};
  return {
    ...options,
    overrides: { ...overrides, env: { ...env, '*': { ...readWebhookEnvironment(), ...env['*'] } } },
  };
};

/** Packages the service (or takes the cached package) and starts the embedded cloud with it. */
export const startEmbedded = async (steps: Progress, { cwd, ...given }: EmbeddedOptions): Promise<Cloud> => {
  const options = withWebhooks(given);
  steps.start('package', 'packaging the service; cached until the sources change');
  const { packageService } = await import('../package/package-service.ts');
  const packaged = await packageService();
  steps.done('package', `${packaged.functions.length} functions, as they deploy`);
  steps.start('cloud', 'starting the embedded cloud');
  const { startCloud } = await import('../cloud/start-cloud.ts');
  await mkdir(join(cwd, '.dropforge'), { recursive: true });
  const cloud = await startCloud({ ...options, package: packaged, logFile: logFile(cwd) });
  steps.done('cloud', 'S3, SQS, SNS, DynamoDB, EventBridge, API Gateway and Lambda on this machine');
  return cloud;
};

/** One of the stack's outputs; a stack without it is not ours. */
export const outputOf = (cloud: Pick<Cloud, 'outputs'>, name: string): string => {
  const value = cloud.outputs[name];
  if (value === undefined) throw new CommandError(`The packaged stack has no output ${name}.`);
  return value;
};
