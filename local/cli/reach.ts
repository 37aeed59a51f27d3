import type { StageName } from '#schemas/job.ts';
import { type Reach, sqsClient } from './clients.ts';
import type { Arguments } from './command.ts';
import { CommandError } from './command.ts';
import { runningServe } from './serve/running.ts';

/** A running pipeline that the command line speaks to: a `serve` on this machine, or a deployed stage. */
export type Pipeline = {
  readonly reach: Reach;
  readonly table: string;
  queueUrls(stage: StageName): Promise<{ readonly queue: string; readonly deadLetters: string }>;
};

export const stageOption = {
  stage: {
    value: 'STAGE',
    description: 'a deployed stage, by the AWS credentials of the environment (default: the running serve)',
  },
} as const;

const deployed = (stage: string): Pipeline => ({
  reach: undefined,
  table: `dropforge-${stage}-jobs`,
  async queueUrls(name) {
    const { GetQueueUrlCommand } = await import('@aws-sdk/client-sqs');
    const sqs = await sqsClient(undefined);
    const urlOf = async (QueueName: string): Promise<string> => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      return QueueUrl ?? '';
    };
    const queue = `dropforge-${stage}-${name}`;
    const [url, deadLetters] = await Promise.all([urlOf(queue), urlOf(`${queue}-dlq`)]);
    return { queue: url, deadLetters };
  },
});

const noServe =
  'No pipeline is running here: start one with "npm start -- serve", or name a deployed one with --stage.';

const served = async (cwd: string): Promise<Pipeline> => {
  const running = await runningServe(cwd);
  if (!running) throw new CommandError(noServe);
  const { env, outputs } = running;
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new CommandError(`The running pipeline has no output ${name}: start serve again.`);
    return value;
  };
  return {
    reach: env,
    table: output('JobsTableName'),
    async queueUrls(stage) {
      const name = stage.charAt(0).toUpperCase() + stage.slice(1);
      return { queue: output(`${name}QueueUrl`), deadLetters: output(`${name}DeadLetterQueueUrl`) };
    },
  };
};

/** The pipeline a command is about; throws a `CommandError` if none runs. */
export const findPipeline = (given: Arguments, cwd: string): Promise<Pipeline> => {
  const stage = given.text('stage');
  return stage === undefined ? served(cwd) : Promise.resolve(deployed(stage));
};
