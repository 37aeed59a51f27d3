import type { Reach } from './clients.ts';
import { type Arguments, CommandError } from './command.ts';
import { runningServe } from './serve/running.ts';

/** A running pipeline that the command line speaks to: a `serve` on this machine, or a deployed stage. */
export type Pipeline = {
  readonly reach: Reach;
  /** What the names of all its resources begin with, and the name of its bus: `dropforge-prod` (resources/names.js). */
  readonly name: string;
  readonly table: string;
};

export const stageOption = {
  stage: {
    value: 'STAGE',
    description: 'a deployed stage, by the AWS credentials of the environment (default: the running serve)',
  },
} as const;

const pipeline = (reach: Reach, name: string): Pipeline => ({ reach, name, table: `${name}-jobs` });

const noServe =
  'No pipeline is running here: start one with "npm start -- serve", or name a deployed one with --stage.';

const served = async (cwd: string): Promise<Pipeline> => {
  const running = await runningServe(cwd);
  if (!running) throw new CommandError(noServe);
  const table = running.outputs.JobsTableName;
  if (!table?.endsWith('-jobs'))
    throw new CommandError('The running pipeline has no output JobsTableName: start serve again.');
  return pipeline(running.env, table.replace(/-jobs$/, ''));
};

/** The pipeline a command is about; throws a `CommandError` if none runs. */
export const findPipeline = (given: Arguments, cwd: string): Promise<Pipeline> => {
  const stage = given.text('stage');
  return stage === undefined ? served(cwd) : Promise.resolve(pipeline(undefined, `dropforge-${stage}`));
};
