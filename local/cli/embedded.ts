import type { Cloud } from '../cloud/cloud.ts';
import { CommandError } from './command.ts';
import type { Progress } from './progress.ts';

/** Packages the service (or takes the cached package) and starts the embedded cloud with it. */
export const startEmbedded = async (steps: Progress, options: { readonly schedules: boolean }): Promise<Cloud> => {
  steps.start('package', 'packaging the service; cached until the sources change');
  const { packageService } = await import('../package/package-service.ts');
  const packaged = await packageService();
  steps.done('package', `${packaged.functions.length} functions, as they deploy`);
  steps.start('cloud', 'starting the embedded cloud');
  const { startCloud } = await import('../cloud/start-cloud.ts');
  const cloud = await startCloud({ package: packaged, ...options });
  steps.done('cloud', 'S3, SQS, SNS, DynamoDB, EventBridge and Lambda on this machine');
  return cloud;
};

/** One of the stack's outputs; a stack without it is not ours. */
export const outputOf = (cloud: Pick<Cloud, 'outputs'>, name: string): string => {
  const value = cloud.outputs[name];
  if (value === undefined) throw new CommandError(`The packaged stack has no output ${name}.`);
  return value;
};
