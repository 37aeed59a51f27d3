import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud.ts';
import { CommandError } from './command.ts';
import type { Progress } from './progress.ts';

/** What the functions log goes here; it grows until it is deleted. */
export const logFile = (cwd: string): string => join(cwd, '.dropforge', 'cloud.log');

type EmbeddedOptions = {
  readonly cwd: string;
  readonly schedules: boolean;
  /** Of every function, on top of its own. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Packages the service (or takes the cached package) and starts the embedded cloud with it. */
export const startEmbedded = async (steps: Progress, { cwd, schedules, env = {} }: EmbeddedOptions): Promise<Cloud> => {
  steps.start('package', 'packaging the service; cached until the sources change');
  const { packageService } = await import('../package/package-service.ts');
  const packaged = await packageService();
  steps.done('package', `${packaged.functions.length} functions, as they deploy`);
  steps.start('cloud', 'starting the embedded cloud');
  const { startCloud } = await import('../cloud/start-cloud.ts');
  await mkdir(join(cwd, '.dropforge'), { recursive: true });
  const cloud = await startCloud({
    package: packaged,
    schedules,
    overrides: { env: { '*': env } },
    logFile: logFile(cwd),
  });
  steps.done('cloud', 'S3, SQS, SNS, DynamoDB, EventBridge and Lambda on this machine');
  return cloud;
};

/** One of the stack's outputs; a stack without it is not ours. */
export const outputOf = (cloud: Pick<Cloud, 'outputs'>, name: string): string => {
  const value = cloud.outputs[name];
  if (value === undefined) throw new CommandError(`The packaged stack has no output ${name}.`);
  return value;
};
